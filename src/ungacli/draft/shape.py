"""The shape of a schedule file: which keys it has and what each of them holds."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from ungacli.draft.problems import quoted
from ungacli.errors import QuestionError
from ungacli.model import DayRange, Mode, OrganizerRole, SpeakerRole, Status
from ungacli.when.zones import parse_zone

D = TypeVar("D", bound=date)


def _reading(what: str, convert: Callable[[str], Any]) -> BeforeValidator:
    """Return a validator that turns text into a value; *what* tells the reader of an error what was expected."""

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"expected {what}")
        try:
            return convert(value.strip())
        except ValueError as error:
            # Python's own words help about days out of a month, and not about its internals.
            reason = f" ({error})" if str(error) and not re.search("isoformat|timedelta", str(error)) else ""
            raise ValueError(f"{quoted(value)} is not {what}{reason}") from None

    return BeforeValidator(read)


def _zone(text: str) -> ZoneInfo:
    try:
        return parse_zone(text)
    except QuestionError as error:
        raise ValueError(error.hint) from None


def _iso_day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError
    return _in_range(date.fromisoformat(text))


def _in_range(day: D) -> D:
    # Near the ends of the calendar there is no room for another zone or for last year's clock change.
    if not 1900 <= day.year < 2200:
        raise ValueError("the year is not between 1900 and 2199")
    return day


def _time_or_moment(text: str) -> time | datetime:
    if re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", text):
        return time.fromisoformat(text.zfill(5) if text.count(":") == 1 else text.zfill(8))
    if not re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", text):
        raise ValueError
    return _in_range(datetime.fromisoformat(text))


def _revised(text: str) -> datetime:
    moment = _in_range(datetime.fromisoformat(text))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _range(text: str) -> DayRange:
    first, _, last = text.partition("..")
    days = DayRange(_iso_day(first.strip()), _iso_day((last or first).strip()))
    if days.last < days.first:
        raise ValueError("it ends before it begins")
    return days


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError
    return int(text)


def _link(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s\x00-\x1f]+", text):
        raise ValueError
    return text


IDENTIFIER = "an id of letters, digits, hyphens, dots and underscores, at most 100 bytes long"


def is_identifier(text: str) -> bool:
    """Return whether *text* can be an id: a short word that is safe in file names, which may have 255 bytes."""
    return re.fullmatch(r"\w[\w.-]*", text) is not None and len(text.encode()) <= 100


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueError
    return text


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise ValueError("is empty")
    return line


def _named(key: str) -> BeforeValidator:
    """Return a validator that lets bare text stand for a mapping with only *key*."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Line = Annotated[str, AfterValidator(_one_line)]
Prose = Annotated[str, AfterValidator(str.strip)]
Identifier = Annotated[str, _reading(IDENTIFIER, _identifier)]
Link = Annotated[str, _reading("a link that begins with https:// or http://", _link)]
Day = Annotated[date, _reading("a day such as 2024-09-24", _iso_day)]
Days = Annotated[DayRange, _reading("days such as 2024-09-20..2024-09-28", _range)]
Clock = Annotated[time | datetime, _reading("a time such as 17:00 or 2024-09-24T17:00", _time_or_moment)]
Moment = Annotated[datetime, _reading("a moment such as 2024-09-18T00:00:00Z", _revised)]
Zone = Annotated[ZoneInfo, _reading("a time zone such as America/New_York", _zone)]
Count = Annotated[int, _reading("a whole number", _count)]


class Shape(BaseModel):
    """What every shape has in common: no other keys, and an empty key is as good as none."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, tree: object) -> object:
        # People leave `speakers:` empty until they know them.
        return {key: value for key, value in tree.items() if value is not None} if isinstance(tree, dict) else tree


class ContextShape(Shape):
    """What the schedule is part of."""

    title: Line
    theme: Line | None = None
    opens: Day | None = None
    high_level_days: list[Days] = []
    summary: Prose | None = None


class ScheduleShape(Shape):
    """The schedule itself."""

    timezone: Zone
    id: Identifier | None = None
    title: Line | None = None
    url: Link | None = None
    revision: Count = 1
    revised: Moment | None = None
    days: Days | None = None
    context: ContextShape | None = None


class OrganizationShape(Shape):
    """One entry under organizations."""

    name: Line
    acronym: Line | None = None
    kind: Line | None = None
    aliases: list[Line] = []


class PersonShape(Shape):
    """One entry under people."""

    name: Line
    honorific: Line | None = None
    honorific_suffix: Line | None = None
    office: Line | None = None
    organization: Identifier | None = None
    aliases: list[Line] = []


class _Part(Shape):
    """One speaker or organizer: exactly one of the keys that name it."""

    status: Status = Status.CONFIRMED
    name: Line | None = None
    person: Identifier | None = None

    @model_validator(mode="after")
    def _is_named_once(self) -> "_Part":
        keys = [key for key in ("person", "organization", "name") if key in type(self).model_fields]
        if sum(getattr(self, key) is not None for key in keys) != 1:
            raise ValueError(f"expected exactly one of {', '.join(keys)}")
        return self


class SpeakerShape(_Part):
    """One speaker of an event."""

    office: Line | None = None
    role: SpeakerRole = SpeakerRole.SPEAKER
    mode: Mode | None = None


class OrganizerShape(_Part):
    """One organizer of an event."""

    organization: Identifier | None = None
    role: OrganizerRole = OrganizerRole.ORGANIZER


class DocumentShape(Shape):
    """One document of an event."""

    title: Line
    url: Link | None = None


class EventShape(Shape):
    """One event."""

    title: Line
    start: Clock
    end: Clock
    date: Day | None = None
    end_date: Day | None = None
    timezone: Zone | None = None
    id: Identifier | None = None
    uid: Line | None = None
    status: Status = Status.CONFIRMED
    mode: Mode | None = None
    location: Line | None = None
    speakers: list[Annotated[SpeakerShape, _named("name")]] = []
    organizers: list[Annotated[OrganizerShape, _named("name")]] = []
    audience: Line | None = None
    topics: list[Line] = []
    documents: list[Annotated[DocumentShape, _named("title")]] = []
    summary: Prose | None = None
    url: Link | None = None
    contact: Line | None = None
    note: Prose | None = None
