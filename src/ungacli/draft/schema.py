"""The shape of a schedule file: which keys it has and what each of them holds."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ungacli.draft.diagnostics import quoted
from ungacli.draft.ids import IDENTIFIER, is_identifier
from ungacli.errors import QuestionError
from ungacli.escapes import link_or_none
from ungacli.model import DayRange, Mode, OrganizerRole, SpeakerRole, Status
from ungacli.when.zones import parse_zone

D = TypeVar("D", bound=date)


def _reading(what: str, convert: Callable[[str], Any], pattern: str) -> BeforeValidator:
    """Return a validator that turns text into a value, which *convert* refuses with None or a ValueError.

    *what* names the expected value in errors; *pattern* is for the JSON Schema.
    """

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"expected {what}")
        result, reason = None, ""
        try:
            result = convert(value.strip())
        except QuestionError as error:
            reason = f" ({error.hint})"
        except ValueError as error:
            # Python's own words help about days out of a month, and not about its internals.
            reason = f" ({error})" if str(error) and not re.search("isoformat|timedelta", str(error)) else ""
        if result is None:
            raise ValueError(f"{quoted(value)} is not {what}{reason}")
        return result

    return BeforeValidator(read, json_schema_input_type=Annotated[str, Field(pattern=f"^{pattern}$")])


def _iso_day(text: str) -> date | None:
    return _in_range(date.fromisoformat(text)) if re.fullmatch(_DAY, text) else None


def _in_range(day: D) -> D:
    # Near the ends of the calendar there is no room for another zone or for last year's clock change.
    if not 1900 <= day.year < 2200:
        raise ValueError("the year is not between 1900 and 2199")
    return day


def _time_or_moment(text: str) -> time | datetime | None:
    if re.fullmatch(_CLOCK, text):
        return time.fromisoformat(text.zfill(5) if text.count(":") == 1 else text.zfill(8))
    return _in_range(datetime.fromisoformat(text)) if re.fullmatch(_MOMENT, text) else None


def _revised(text: str) -> datetime:
    moment = _in_range(datetime.fromisoformat(text))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _range(text: str) -> DayRange | None:
    first, _, last = text.partition("..")
    start, end = _iso_day(first.strip()), _iso_day((last or first).strip())
    if start and end and end < start:
        raise ValueError("it ends before it begins")
    return DayRange(start, end) if start and end else None


def _one_line(text: str) -> str:
    if line := " ".join(text.split()):
        return line
    raise ValueError("is empty")


def _with_only(key: str, shape: Any) -> BeforeValidator:
    """Return a validator that lets bare text stand for a mapping of *shape* with only *key*."""
    return BeforeValidator(
        lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=_Text | shape
    )


# What is read as it stands may look like a number to an editor.
_AS_WRITTEN = Field(json_schema_extra={"type": ["string", "number"]})
_Text = Annotated[str, _AS_WRITTEN]
Line = Annotated[str, AfterValidator(_one_line), _AS_WRITTEN]
Prose = Annotated[str, AfterValidator(str.strip), _AS_WRITTEN]
_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d{1,2}:\d\d(:\d\d)?"
_MOMENT = rf"{_DAY}[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?"
Identifier = Annotated[
    str, _reading(IDENTIFIER, lambda text: text if is_identifier(text) else None, r"[^\s/\\]+"), _AS_WRITTEN
]
Link = Annotated[str, _reading("a link that begins with https:// or http://", link_or_none, r"https?://\S+")]
Day = Annotated[date, _reading("a day such as 2024-09-24", _iso_day, _DAY)]
Days = Annotated[DayRange, _reading("days such as 2024-09-20..2024-09-28", _range, rf"{_DAY}(\s*\.\.\s*{_DAY})?")]
Clock = Annotated[
    time | datetime,
    _reading("a time such as 17:00 or 2024-09-24T17:00", _time_or_moment, rf"({_CLOCK}|{_MOMENT})"),
]
Moment = Annotated[datetime, _reading("a moment such as 2024-09-18T00:00:00Z", _revised, rf"{_DAY}([T ].+)?")]
Zone = Annotated[ZoneInfo, _reading("a time zone such as America/New_York", parse_zone, r"\S.*")]
Count = Annotated[
    int,
    _reading("a whole number", lambda text: int(text) if re.fullmatch("[0-9]{1,9}", text) else None, "[0-9]+"),
    Field(json_schema_extra={"type": "integer", "minimum": 0}),
]


class Shape(BaseModel):
    """What every shape has in common: no other keys, and an empty key is as good as none.

    Keys that only editors require are optional here: an entry that changes an earlier file leaves them out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, tree: object) -> object:
        # People leave `speakers:` empty until they know them.
        return {key: value for key, value in tree.items() if value is not None} if isinstance(tree, dict) else tree

    def given(self) -> dict[str, Any]:
        """Return the values of the keys that the file gives."""
        return {key: getattr(self, key) for key in self.model_fields_set}


class ContextShape(Shape):
    """What the schedule is part of."""

    title: Line
    theme: Line | None = None
    opens: Day | None = None
    """Its first day."""
    high_level_days: tuple[Days, ...] = ()
    """Such as 2024-09-20..2024-09-28."""
    summary: Prose | None = None


class ScheduleShape(Shape):
    """The schedule itself."""

    timezone: Zone
    """The zone of its times, by its IANA name: America/New_York."""
    id: Identifier | None = None
    """A short word; by default it is made of the file's name."""
    title: Line | None = None
    url: Link | None = None
    """The page it was published on."""
    revision: Count | None = None
    """Raised whenever the file changes for its readers."""
    revised: Moment | None = None
    """When it was last changed; by default when the file was."""
    days: Days | None = None
    """Its own days: an event outside of them is warned about."""
    context: ContextShape | None = None


class OrganizationShape(Shape):
    """An organization, under the id that events and people refer to."""

    model_config = ConfigDict(json_schema_extra={"required": ["name"]})

    name: Line | None = None
    acronym: Line | None = None
    kind: Line | None = None
    """What sort of body it is: un, state, ngo ..."""
    aliases: tuple[Line, ...] = ()
    """Other ways to write the name."""


class PersonShape(Shape):
    """A person, under the id that events refer to."""

    model_config = ConfigDict(json_schema_extra={"required": ["name"]})

    name: Line | None = None
    """The name without honorifics."""
    honorific: Line | None = None
    """What stands before the name: Dr, Professor ..."""
    honorific_suffix: Line | None = None
    """What stands behind it: PhD ..."""
    office: Line | None = None
    organization: Identifier | None = None
    """The id of an organization."""
    aliases: tuple[Line, ...] = ()
    """Other ways to write the name."""


class _Part(Shape):
    """One speaker or organizer: exactly one of the keys that name it."""

    status: Status = Status.CONFIRMED
    """TBC is tentative."""
    name: Line | None = None
    """A name, looked up among those declared."""
    person: Identifier | None = None
    """The id of an entry under people."""

    @model_validator(mode="after")
    def _is_named_once(self) -> "_Part":
        keys = [key for key in ("person", "organization", "name") if key in type(self).model_fields]
        if sum(getattr(self, key) is not None for key in keys) != 1:
            raise ValueError(f"expected exactly one of {', '.join(keys)}")
        return self


class SpeakerShape(_Part):
    """One speaker of an event; a bare name will do."""

    office: Line | None = None
    """The office of a person who has no entry under people."""
    role: SpeakerRole = SpeakerRole.SPEAKER
    mode: Mode | None = None


class OrganizerShape(_Part):
    """One organizer of an event; a bare name will do."""

    organization: Identifier | None = None
    """The id of an organization."""
    role: OrganizerRole = OrganizerRole.ORGANIZER


class DocumentShape(Shape):
    """One document of an event; a bare title will do."""

    title: Line
    url: Link | None = None


class EventShape(Shape):
    """One event."""

    model_config = ConfigDict(json_schema_extra={"required": ["title", "start", "end"]})

    title: Line | None = None
    start: Clock | None = None
    """A time, 17:00, or a full moment, 2024-09-24T17:00, also with an offset."""
    end: Clock | None = None
    date: Day | None = None
    """The day of the start, such as 2024-09-24."""
    end_date: Day | None = None
    """Only if it ends on another day."""
    timezone: Zone | None = None
    """Only if it is not that of the schedule."""
    id: Identifier | None = None
    """A short word, never reused; by default it is made of the title."""
    uid: Line | None = None
    """What calendars know the event by; by default it is made of the ids."""
    status: Status = Status.CONFIRMED
    """TBC is tentative."""
    mode: Mode | None = None
    location: Line | None = None
    speakers: tuple[Annotated[SpeakerShape, _with_only("name", SpeakerShape)], ...] = ()
    organizers: tuple[Annotated[OrganizerShape, _with_only("name", OrganizerShape)], ...] = ()
    audience: Line | None = None
    """Who may come."""
    topics: tuple[Line, ...] = ()
    documents: tuple[Annotated[DocumentShape, _with_only("title", DocumentShape)], ...] = ()
    summary: Prose | None = None
    """Two to four sentences."""
    url: Link | None = None
    """Its own page; by default that of the schedule."""
    contact: Line | None = None
    """Contact for questions."""
    note: Prose | None = None
    """Your own: shown and kept, not handed on."""
