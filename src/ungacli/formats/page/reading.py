"""Reads a published page: events in labelled blocks, in lines between bars, or under the headings of days."""

from collections import Counter
from collections.abc import Sequence

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level, Place
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import Tree, TreeDraft
from ungacli.formats.page.blocks import Block, Found, Side, blocks_of
from ungacli.formats.page.events import EventRead, read_event
from ungacli.formats.page.html import is_html, page_of_html
from ungacli.formats.page.items import Item, items_of
from ungacli.formats.page.labels import Kind
from ungacli.formats.page.leads import begins_with_when
from ungacli.formats.page.lines import Line, Page, page_of_text
from ungacli.formats.page.moments import shared_setting
from ungacli.formats.page.register import Register, Registered
from ungacli.formats.page.told import place_of
from ungacli.formats.text import decoded
from ungacli.names import fold
from ungacli.participants.organizations import Acronyms
from ungacli.participants.people import read_people
from ungacli.participants.values import RawOrganization, RawPerson
from ungacli.when.lines import zone_of_the_page

_SHOWN = 80
_FACTS = {Kind.SPEAKERS, Kind.ORGANIZERS, Kind.LOCATION}
_LONGEST_TITLE = 150


def read(data: bytes, assumed: ReadOptions) -> TreeDraft:
    """Return the events that the page in *data* tells of, with what is *assumed* where it does not say.

    Nothing is guessed: what a page leaves out is missing in the tree, with a remark, and each line
    that was not used is noted. Raises BadFileError for what is no text, and for a page without events.
    """
    text, noted = decoded(data)
    page = page_of_html(text) if is_html(text) else page_of_text(text)
    items = items_of(page.lines)
    found = blocks_of(items)
    blocks = [block for block in found.blocks if _is_an_event(items, block)]
    if not blocks:
        message = "no event found: expected a day and a time with a title, such as `Time: 10:30-12:00` under a title"
        raise BadFileError([Diagnostic((), message, place=(1, 1))])
    return _Draft(page, items, found, blocks, assumed=assumed, noted=noted).draft()


def _is_an_event(items: Sequence[Item], block: Block) -> bool:
    """Return whether a block has a time, or facts of an event though the page leaves its time open."""
    labels = (items[index].label for index in range(block.begin, block.end))
    return block.has_times or any(label and label.meaning.kind in _FACTS for label in labels)


class _Draft:
    """Puts the events of a page together, with the people and the organizations that they share."""

    def __init__(
        self,
        page: Page,
        items: Sequence[Item],
        found: Found,
        blocks: Sequence[Block],
        *,
        assumed: ReadOptions,
        noted: list[Diagnostic],
    ) -> None:
        self._page = page
        self._items = items
        self._found = found
        self._blocks = blocks
        self._assumed = assumed
        self._noted = noted
        self._used: set[int] = set()
        self._schedule: dict[str, Tree] = {}
        self._places: dict[KeyPath, Place] = {}
        self._remarks: dict[KeyPath, tuple[str, ...]] = {}

    def draft(self) -> TreeDraft:
        clock = self._clock()
        days = [lead.day for item in self._items if (lead := item.times or item.lead) and lead.day]
        setting = shared_setting(days, clock, self._assumed)
        known = self._known_people()
        events = [
            read_event(self._items, block, ("events", index), setting, known, last=block is self._blocks[-1])
            for index, block in enumerate(self._blocks)
        ]
        self._take_title()
        self._take_zone(events)
        registered = self._register(events)
        for event in events:
            self._used |= event.used
            self._places |= event.told.places
            self._remarks |= {path: tuple(said) for path, said in event.told.remarks.items()}
            self._noted += event.told.noted
        self._note_sides()
        self._note_unused()
        tree = {
            "schedule": self._schedule,
            "people": registered.people,
            "organizations": registered.organizations,
            "events": [event.told.tree for event in events],
        }
        places = self._places
        return TreeDraft(tree, tuple(self._noted), lambda: places, self._remarks)

    def _clock(self) -> str | None:
        """Return the words for the clock that the page names once for all of its times."""
        within = {index for block in self._blocks for index in range(block.begin, block.end)}
        for index, item in enumerate(self._items):
            of_an_event = index in within and (item.label or item.lead)
            if not of_an_event and (clock := zone_of_the_page(item.line.text)):
                self._used.add(index)
                self._places["schedule", "timezone"] = place_of(item.line)
                return clock
        return None

    def _known_people(self) -> set[str]:
        """Return the folded names of everybody whom a line names as a speaker."""
        return {
            fold(one.participant.name)
            for item in self._items
            if item.label and item.label.meaning.kind is Kind.SPEAKERS
            for one in read_people(item.value.text).roles
        }

    def _register(self, events: Sequence[EventRead]) -> Registered:
        register = Register(Acronyms(item.line.text for item in self._items))
        parties = [party for event in events for party in event.told.parties]
        bodies = [party.who.employer if isinstance(party.who, RawPerson) else party.who for party in parties]
        register.learn([one for one in bodies if isinstance(one, RawOrganization)])
        for party in parties:
            if isinstance(party.who, RawPerson):
                register.add_person(party.who, party.place, party.part)
            else:
                register.add_body(party.who, party.place, party.part)
        done = register.finish()
        self._places |= done.places
        self._remarks |= done.remarks
        self._noted += done.noted
        return done

    def _take_title(self) -> None:
        title = self._heading()
        if self._page.url:
            self._schedule["url"] = self._page.url
        if title is None:
            return
        self._schedule["title"] = title.text
        self._places["schedule", "title"] = place_of(title)
        self._remarks["schedule", "title"] = ("the heading of the page",)
        self._used |= {index for index, item in enumerate(self._items) if item.line is title}

    def _heading(self) -> Line | None:
        """Return the line that names the page: its highest heading, or what stands right above the first event."""
        before = [item for item in self._items[: self._blocks[0].begin] if item.could_be_a_title]
        headings = [item.line for item in before if 0 < item.line.level < 3]
        if headings:
            return min(headings, key=lambda line: line.level)
        if self._page.title or not before:
            return self._page.title
        # Menus come first, and what is nearest above the first event is about the events.
        return before[-1].line

    def _take_zone(self, events: Sequence[EventRead]) -> None:
        """Set the schedule's zone if the page names one for every event; otherwise each event keeps its own."""
        zones = [event.zone for event in events]
        schedule = self._assumed.zone
        if None not in zones:
            schedule = Counter(zones).most_common(1)[0][0]
            assert schedule
            self._schedule["timezone"] = schedule.key
        for event in events:
            if event.zone and event.zone != schedule:
                event.told.tree["timezone"] = event.zone.key
        if None in zones and self._assumed.zone is None:
            message = "no time zone for every event; --tz ZONE says which"
            self._remarks["schedule", "timezone"] = (message,)
            self._noted.append(Diagnostic(("schedule", "timezone"), message, Level.WARNING))

    def _note_sides(self) -> None:
        if self._found.side is None or self._found.sure:
            return
        where = "above" if self._found.side is Side.BEFORE else "below"
        message = f"the titles are taken from the lines {where} the days and times"
        self._noted.append(Diagnostic(("events",), message, Level.NOTE))

    def _note_unused(self) -> None:
        for index, item in enumerate(self._items):
            if index not in self._used:
                text = item.line.text
                shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
                dated = not item.line.aside and begins_with_when(text)
                level = Level.WARNING if dated else Level.NOTE
                self._noted.append(Diagnostic((), f"not used: {shown}", level, place_of(item.line)))
        dropped = {block.anchor for block in self._found.blocks} - {block.anchor for block in self._blocks}
        for anchor in sorted(dropped):
            message = "a day and a title, but no time: not taken for an event"
            self._noted.append(Diagnostic((), message, Level.WARNING, place_of(self._items[anchor].line)))
