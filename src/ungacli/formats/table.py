"""The formats by name: what their files look like, which module reads or writes them, and what they cannot carry."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from ungacli.draft.read_options import ReadOptions
from ungacli.errors import QuestionError
from ungacli.model import Organization, Person, Schedule
from ungacli.phrases import office

if TYPE_CHECKING:
    # A list from the cache needs this table but no draft.
    from ungacli.draft.draft import Draft

HEAD = 64 * 1024
"""In so many bytes of its beginning a format is recognised."""


class Format(NamedTuple):
    """A kind of schedule file, what its *title* is and which *suffixes* its files have.

    *signature* is what a file of it holds near its beginning, for sure; *reader* and *writer* are
    modules of this package, imported on use, the writer perhaps with a function behind a colon that is not
    called write. *hint* tells how to mend a file. A *plain* format
    says everything itself: nothing need ever be assumed but a zone that it leaves out. What its
    files *lack* a place for are names of FACTS. What is written *for people* alone becomes a draft that a
    person completes.
    """

    title: str
    suffixes: tuple[str, ...]
    reader: str | None = None
    writer: str | None = None
    signature: str | None = None
    hint: str | None = None
    is_plain: bool = False
    lacks: frozenset[str] = frozenset()
    is_for_people: bool = False

    def read(self, data: bytes, options: ReadOptions) -> "Draft":
        """Return what *data* says; the *options* fill its gaps. BadFileError if it says nothing."""
        assert self.reader
        read: Callable[[bytes, ReadOptions], Draft] = import_module(f"ungacli.formats.{self.reader}").read
        return read(data, options)

    def write(self, schedule: Schedule, **settings: Any) -> bytes:
        """Return *schedule* as a file of this format; *settings* are those of its writer."""
        assert self.writer
        module, _, function = self.writer.partition(":")
        write: Callable[..., bytes] = getattr(import_module(f"ungacli.formats.{module}"), function or "write")
        return write(schedule, **settings)


# What only our own file has a place for; the rest of the formats' shortcomings stand in their lines.
_OWN_ALONE = frozenset({"own days", "context", "page of the schedule", "aliases", "kinds of organizations", "notes"})
_IN_CELLS = _OWN_ALONE | {"employers", "honorific suffixes", "title of the schedule", "revision"}
_OWN = "docs/dataset.md describes the file"
_IN_CONFERENCE = frozenset({"notes"})
FORMATS = {
    "yaml": Format("YAML", (".yaml", ".yml"), "yaml", "yaml", hint=_OWN, is_plain=True),
    "json": Format("JSON", (".json", ".jsonl"), "json", "json", hint=_OWN, is_plain=True),
    "ics": Format(
        "iCalendar",
        (".ics", ".ical", ".icalendar"),
        "ics.reading",
        "ics.writing",
        signature=r"\A[\s\xef\xbb\xbf\xff\xfe]*BEGIN:VCALENDAR",
        lacks=_OWN_ALONE - {"aliases", "kinds of organizations"},
    ),
    "csv": Format("CSV", (".csv",), "spreadsheet.reading", "spreadsheet.writing", lacks=_IN_CELLS),
    "tsv": Format("TSV", (".tsv", ".tab"), "spreadsheet.reading", "spreadsheet.writing:write_tabs", lacks=_IN_CELLS),
    "markdown": Format("Markdown", (".md", ".markdown"), writer="markdown", lacks=frozenset({"notes"})),
    "xml": Format(
        "schedule.xml",
        (".xml",),
        "conference.schedule_xml",
        "conference.schedule_xml",
        signature=r"\A[\xef\xbb\xbf\xff\xfe\s]*+(?:<\?[^>]*+>|<!--(?>[\s\S]*?-->)|\s)*+<schedule[\s>]",
        lacks=_IN_CONFERENCE,
    ),
    "voc": Format(
        "c3voc schedule JSON",
        (".voc.json",),
        "conference.schedule_json",
        "conference.schedule_json",
        signature=(
            r"\A[\xef\xbb\xbf\xff\xfe\s]*+\{[\s\S]*?"
            r'"(?:conference"\s*:\s*\{|\$schema"\s*:\s*"https?://c3voc\.de/|day_(?:start|end)"\s*:)'
        ),
        lacks=_IN_CONFERENCE,
    ),
    "page": Format(
        "published page",
        (".txt", ".text", ".html", ".htm", ".md"),
        "page.reading",
        signature=r"\A[^<]{0,8}(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html\b)",
        hint="--year, --tz, --duration and --date-order say what the page does not; `ungacli convert` makes a draft",
        is_for_people=True,
    ),
}
READABLE = {name: one for name, one in FORMATS.items() if one.reader}
WRITABLE = {name: one for name, one in FORMATS.items() if one.writer}


def _participants(
    *,
    person: Callable[[Person], Person] = lambda person: person,
    organization: Callable[[Organization], Organization] = lambda organization: organization,
) -> Callable[[Schedule], Schedule]:
    """Return what changes everyone in a schedule wherever they are named."""
    return lambda schedule: replace(
        schedule,
        events=tuple(event.with_participants(person, organization) for event in schedule.events),
        people=tuple(map(person, schedule.people)),
        organizations=tuple(map(organization, schedule.organizations)),
    )


FACTS: dict[str, Callable[[Schedule], Schedule]] = {
    "notes": Schedule.without_notes,
    "employers": _participants(person=lambda one: replace(one, office=office(one) or None, organization=None)),
    "honorific suffixes": _participants(person=lambda one: replace(one, honorific_suffix=None)),
    "aliases": _participants(
        person=lambda one: replace(one, aliases=()), organization=lambda one: replace(one, aliases=())
    ),
    "kinds of organizations": _participants(organization=lambda one: replace(one, kind=None)),
    "title of the schedule": lambda schedule: replace(schedule, title=schedule.id),
    "own days": lambda schedule: replace(schedule, own_days=None),
    "context": lambda schedule: replace(schedule, context=None),
    "page of the schedule": lambda schedule: replace(schedule, url=None),
    "revision": lambda schedule: replace(schedule, revision=1),
}
"""Each fact for which some format has no place, and what makes a schedule one without it."""


def lost(schedule: Schedule, name: str, *, among: Collection[str] = FACTS) -> list[str]:
    """Return the facts of *schedule*, *among* those named, that the format called *name* cannot carry."""
    return [fact for fact in FACTS if fact in among and fact in FORMATS[name].lacks and holds(schedule, fact)]


def holds(schedule: Schedule, fact: str) -> bool:
    """Return whether *schedule* contains anything of that *fact*."""
    return FACTS[fact](schedule) != schedule


def format_written(path: str) -> str:
    """Return the name of the format that the suffix of *path* says to write; QuestionError if it says none."""
    name = PurePath(path).name.casefold()
    endings = [(suffix, written) for written, one in WRITABLE.items() for suffix in one.suffixes]
    # The longest that fits: .voc.json says more than .json.
    if fitting := [ending for ending in endings if name.endswith(ending[0]) and name != ending[0]]:
        return max(fitting, key=lambda ending: len(ending[0]))[1]
    among = ", ".join(suffix for one in WRITABLE.values() for suffix in one.suffixes[:1])
    hint = f"--to-format names it: {', '.join(WRITABLE)}; or let the file end in {among}"
    raise QuestionError(f'"{path}" does not say which format to write', hint=hint)


# A plain text may be anything: a pipe has no name, and spreadsheets save "Unicode text" with tabs as .txt.
_LIKELY = {
    "yaml": r"^(?:schedule|events|people|organizations)[ \t]*:",
    "json": r"\A\s*[\[{]",
    "csv": r"\A[^\n]*[,;\t|][^\n]*[,;\t|][^\n]*\r?\n[^\n]*[,;\t|][^\n]*[,;\t|]",
}
_PLAIN_TEXT = {".txt", ".text"}
_ARCHIVE = "PK\x03\x04"


def format_of(data: bytes, suffix: str) -> str:
    """Return the name of the format of a file that holds *data*.

    What it looks like for sure counts, then what *suffix* says, then what it is likely to be.
    """
    # UTF-16 has a NUL in each letter of the signatures.
    head = data[:HEAD].replace(b"\0", b"").decode("latin-1")
    for name, one in READABLE.items():
        if one.signature and re.search(one.signature, head, re.IGNORECASE):
            return name
    if head.startswith(_ARCHIVE):
        # A workbook, whatever it is called: who reads tables says what to do with it.
        return "csv"
    named = next((name for name, one in READABLE.items() if suffix.casefold() in one.suffixes), None)
    if named and suffix.casefold() not in _PLAIN_TEXT:
        return named
    text = re.sub(r"\A[\xef\xbb\xbf\xff\xfe]+", "", head)
    likely = (name for name, pattern in _LIKELY.items() if re.search(pattern, text, re.MULTILINE))
    return next(likely, named or "yaml")
