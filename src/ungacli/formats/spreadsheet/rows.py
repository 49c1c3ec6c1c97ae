"""From the cells of a row to the tree of an event."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from ungacli.draft.diagnostics import quoted
from ungacli.formats.spreadsheet.description import MARKS
from ungacli.formats.spreadsheet.parties import (
    MODE_WORDS,
    NOBODY,
    STATUS_WORDS,
    Part,
    commas_in,
    items,
    organizers,
    speakers,
)
from ungacli.formats.spreadsheet.roster import Roster
from ungacli.formats.spreadsheet.style import Cells
from ungacli.names import fold, quoted_list

_SPEAKERS = ("speakers", "opening-remarks", "keynote", "panelist", "moderator")
_ORGANIZERS = ("organizers", "organizing_person", "co-organizer", "co-host", "sponsor", "partner")
_AS_THEY_STAND = ("id", "uid", "location", "audience", "url", "contact", "note")
_LINKED = re.compile(r"(.*\S)\s\(?(https?://[^\s()]+)\)?", re.DOTALL)
_OWN_LINKED = re.compile(r"(.*): (https?://\S+)", re.DOTALL)
_BARE_LINK = re.compile(r"(?:www\.)[^\s]+\.[^\s]+")
_MOST_COLONS = 20
_UNLINKED = " (no link published)"


class Rows:
    """Reads what rows say of events besides when they are; *own* files have one way for everything."""

    def __init__(self, *, own: bool) -> None:
        self.roster = Roster(own=own)
        self._own = own
        self.left_out: set[str] = set()
        self.has_commas = False
        self._odd: list[tuple[str, int]] = []

    def event(self, cells: Cells) -> dict[str, Any]:
        """Return the tree of the event in *cells*, without its times."""
        said = {meaning: text for meaning, (text, _) in cells.items()}
        tree: dict[str, Any] = {key: said.get(key) for key in _AS_THEY_STAND}
        tree["title"] = self._title(said)
        tree["status"] = self._word("status", cells, STATUS_WORDS)
        tree["mode"] = self._word("mode", cells, MODE_WORDS)
        tree["url"] = self._link(cells)
        tree["summary"] = self._summary(said)
        tree["topics"] = self._items(said.get("topics"))
        tree["documents"] = [self._document(text) for text in self._items(said.get("documents"), commas=False)]
        tree["speakers"] = self._speakers(said)
        tree["organizers"] = self._organizers(said)
        self._look_for_commas(cells)
        self._take_offices(said)
        return {key: value for key, value in tree.items() if value}

    def _title(self, said: Mapping[str, str]) -> str | None:
        title = said.get("title")
        mark = MARKS.get(said.get("status", "")) if self._own else None
        return title.removeprefix(mark) if title and mark else title

    def _summary(self, said: Mapping[str, str]) -> str | None:
        texts = ["summary"] if self._own else ["summary", "description"]
        return "\n\n".join(dict.fromkeys(said[name] for name in texts if name in said)) or None

    def _items(self, cell: str | None, *, commas: bool = True) -> list[str]:
        if cell is None:
            return []
        return cell.split("\n") if self._own else items(cell, commas=commas)

    def _document(self, text: str) -> dict[str, str]:
        if text.endswith(_UNLINKED):
            return {"title": text.removesuffix(_UNLINKED)}
        if found := (_OWN_LINKED if self._own else _LINKED).fullmatch(text):
            return {"title": found[1] if self._own else found[1].rstrip(" :-–"), "url": found[2]}
        return {"title": text, "url": text} if re.fullmatch(r"https?://\S+", text) else {"title": text}

    def _speakers(self, said: Mapping[str, str]) -> list[dict[str, Any]]:
        found = []
        # In the order of the columns, whichever comes first.
        for name in filter(_SPEAKERS.__contains__, said):
            role = None if name == "speakers" else name
            for part in speakers(said[name], own=self._own):
                tree = self.roster.speaker(part._replace(role=part.role or role))
                self._entered(tree, part)
                found.append(tree)
        return [tree for tree in found if tree]

    def _organizers(self, said: Mapping[str, str]) -> list[dict[str, Any]]:
        found = []
        for name in filter(_ORGANIZERS.__contains__, said):
            role = None if name in {"organizers", "organizing_person"} else name
            for part in organizers(said[name], own=self._own):
                is_person = part.is_person or name == "organizing_person"
                tree = self.roster.organizer(part._replace(role=part.role or role, is_person=is_person))
                self._entered(tree, part)
                found.append(tree)
        return [tree for tree in found if tree]

    def _entered(self, tree: dict[str, Any] | None, part: Part) -> None:
        if tree is None and part.name:
            self.left_out.add(part.name)

    def _take_offices(self, said: Mapping[str, str]) -> None:
        """Take the lines `name: office` of our own files, and the office beside a single speaker of others."""
        if "offices" not in said:
            return
        named = {part.name for part in self._named(said)}
        for line in filter(None, said["offices"].split("\n")):
            colons = list(islice(re.finditer(": ", line), _MOST_COLONS))
            place = next((found for found in reversed(colons) if line[: found.start()] in named), None)
            if place:
                self.roster.office(line[: place.start()], line[place.end() :])
            elif len(named) == 1:
                self.roster.office(next(iter(named)), line)
            else:
                self.left_out.add(line)

    def _named(self, said: Mapping[str, str]) -> list[Part]:
        people = [part for name in _SPEAKERS for part in speakers(said.get(name, ""), own=self._own)]
        return people + [part for part in organizers(said.get("organizers", ""), own=self._own) if part.is_person]

    def odd(self) -> list[tuple[str, int]]:
        """Return what was odd since it was last asked for, and in which columns."""
        told, self._odd = self._odd, []
        return told

    def _word(self, meaning: str, cells: Cells, words: Mapping[str, str]) -> str | None:
        text, number = cells.get(meaning, ("", 0))
        found = words.get(fold(text))
        if text and found is None:
            known = quoted_list(list(dict.fromkeys(words.values())))
            self._odd.append((f"left out: {quoted(text)} is no {meaning} such as {known}", number))
        return found

    def _link(self, cells: Cells) -> str | None:
        text, number = cells.get("url", ("", 0))
        if not text or fold(text) in NOBODY:
            return None
        link = f"https://{text}" if _BARE_LINK.fullmatch(text) else text
        if not re.fullmatch(r"https?://[^\s\x00-\x1f]+", link):
            self._odd.append((f"left out: {quoted(text)} is no link that begins with https:// or http://", number))
            return None
        return link

    def _look_for_commas(self, cells: Cells) -> None:
        for meaning in () if self._own else filter(cells.__contains__, _ORGANIZERS):
            text, number = cells[meaning]
            separating, within = commas_in(text)
            self.has_commas |= separating
            if within:
                message = f"commas separate no organizers where semicolons or lines do: {quoted(text)}"
                self._odd.append((message, number))
