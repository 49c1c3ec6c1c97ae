"""Schedules of all sorts, for laws about writing and reading."""

from datetime import UTC, date, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from ungacli.draft.ids import default_uid
from ungacli.model import (
    Context,
    DayRange,
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Participant,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.names import fold, slug, split_honorific

ZONES = st.sampled_from(
    ["America/New_York", "Europe/Zurich", "Asia/Kathmandu", "Africa/Casablanca", "UTC", "Pacific/Apia"]
).map(ZoneInfo)

# What files get wrong: quotes, separators, what looks like markup, formulas, numbers or nothing.
_ODD = [
    *("17:00", "null", "~", "No", "2024-09-24", "1e3", "0x1F", "=1+1", "-", "- a", "a: b", "a #b", "'", '"', "\\"),
    *(
        "@x",
        "'=x",
        "+1",
        "[x]",
        "{x}",
        "<b>",
        "&amp;",
        "*a*",
        "# h",
        "a,b",
        "a;b",
        "a|b",
        "a\tb",
        "é",
        "全球",
        "👩‍🚀",
        "%",
    ),
    "\u200bx",
]
_WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1)
LINES = (
    st.lists(_WORD | st.sampled_from(_ODD), min_size=1, max_size=4)
    .map(lambda words: " ".join(" ".join(words).split()))
    .filter(bool)
)
"""A line of text as every reader leaves it: trimmed, single spaces."""
PROSE = st.lists(LINES | st.just(""), min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
IDS = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,12}[a-z0-9]", fullmatch=True)
LINKS = st.sampled_from(["https://example.org/a", "http://example.org/?q=a,b;c&d='e'#f", "https://example.org/(x)"])
STATUSES = st.sampled_from(Status)
MODES = st.sampled_from([None, *Mode])
_START = datetime(2024, 9, 1, tzinfo=UTC)


def named(text: str) -> bool:
    """Return whether *text* is a name by itself: without an honorific, and with a letter or digit."""
    return bool(fold(text)) and split_honorific(text)[0] is None


NAMES = st.from_regex(r"[A-ZÉ][a-zé]{1,8} [A-ZÉØ][a-zé'’-]{2,8}", fullmatch=True).filter(named) | LINES.filter(named)


@st.composite
def schedules(draw: st.DrawFn, *, plain: bool = False) -> Schedule:
    """Return a schedule in which everyone takes part in something, and every name is that of another.

    If *plain*, honorifics and acronyms are such as cells of a table can carry.
    """
    zone = draw(ZONES)
    maker = _Maker(draw, zone, plain=plain)
    events = tuple(sorted(maker.events(), key=lambda event: event.start.timestamp()))
    participants = dict.fromkeys(role.participant for event in events for role in event.roles)
    people = [one for one in participants if isinstance(one, Person)]
    employers = [person.organization for person in people if person.organization]
    bodies = dict.fromkeys([*employers, *(one for one in participants if isinstance(one, Organization))])
    return Schedule(
        id="days",
        title=draw(LINES),
        timezone=zone,
        revised=draw(st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1))).replace(microsecond=0, tzinfo=UTC),
        revision=draw(st.integers(0, 5)),
        url=maker.url,
        own_days=draw(st.none() | st.just(_DAYS)),
        context=draw(st.none() | st.just(_CONTEXT)),
        events=events,
        people=tuple(people),
        organizations=tuple(bodies),
    )


_DAYS = DayRange(date(2024, 8, 31), date(2025, 3, 1))
_HIGH_LEVEL = DayRange(date(2024, 9, 20), date(2024, 9, 28))
_CONTEXT = Context("The 79th session: a week", "Unity", date(2024, 9, 10), (_HIGH_LEVEL,), "Of it.\n\nMore.")


class _Maker:
    def __init__(self, draw: st.DrawFn, zone: ZoneInfo, *, plain: bool) -> None:
        self.draw = draw
        self.zone = zone
        self.plain = plain
        self.url = draw(st.none() | LINKS)
        names = list({fold(name): name for name in draw(st.lists(NAMES, min_size=3, max_size=8))}.values())
        half = len(names) // 2
        # Some have the id that a reader would give to the bare name.
        ids = {slug(name) or "x": name for name in names}
        keys = {name: key for key, name in ids.items() if draw(st.booleans())}
        self.bodies = [self._body(keys.get(name, f"body.{number}"), name) for number, name in enumerate(names[:half])]
        self.people = [
            self._person(keys.get(name, f"person.{number}"), name) for number, name in enumerate(names[half:])
        ]

    def _body(self, key: str, name: str) -> Organization:
        more = self.draw(st.booleans())
        acronym = f"ZQ{crc32(name.encode()):X}" if self.plain else f"ACR{key}"
        return Organization(key, name, *((acronym, "un", (f"Alias {key}",)) if more else ()))

    def _person(self, key: str, name: str) -> Person:
        draw = self.draw
        if draw(st.booleans()):
            return Person(key, name)
        employer = draw(st.none() | st.sampled_from(self.bodies)) if self.bodies else None
        return Person(
            key,
            name,
            draw(st.sampled_from([None, "Dr"] if self.plain else [None, "Dr", "H.E."])),
            draw(st.sampled_from([None, "PhD"])),
            draw(st.none() | LINES),
            employer,
            draw(st.sampled_from([(), (f"Alias of {key}",)])),
        )

    def events(self) -> list[Event]:
        return [self._event(key) for key in self.draw(st.lists(IDS, min_size=1, max_size=4, unique=True))]

    def _event(self, key: str) -> Event:
        draw = self.draw
        zone = draw(st.just(self.zone) | ZONES)
        start = _START + timedelta(minutes=draw(st.integers(0, 150 * 24 * 60)))
        end = start + timedelta(minutes=draw(st.integers(1, 60 * 30)))
        speakers = draw(st.lists(st.sampled_from(self.people), max_size=3, unique=True)) if self.people else []
        parties: list[Participant] = [*self.bodies, *self.people]
        hosts = draw(st.lists(st.sampled_from(parties), max_size=3, unique=True))
        default = default_uid(self.url, "days", key)
        return Event(
            id=key,
            title=draw(LINES),
            start=start.astimezone(zone),
            end=end.astimezone(zone),
            uid=draw(st.sampled_from([default, f"{key}@example.org"])),
            schedule="days",
            sources=("days",),
            status=draw(STATUSES),
            mode=draw(MODES),
            location=draw(st.none() | LINES),
            speakers=tuple(
                Speaker(one, draw(st.sampled_from(SpeakerRole)), draw(STATUSES), draw(MODES)) for one in speakers
            ),
            organizers=tuple(Organizer(one, draw(st.sampled_from(OrganizerRole)), draw(STATUSES)) for one in hosts),
            audience=draw(st.none() | LINES),
            topics=tuple(draw(st.lists(LINES, max_size=3, unique=True))),
            documents=tuple(
                Document(title, draw(st.none() | LINKS)) for title in draw(st.lists(LINES, max_size=2, unique=True))
            ),
            summary=draw(st.none() | PROSE),
            url=draw(LINKS) if self.url is None and draw(st.booleans()) else self.url,
            contact=draw(st.none() | LINES),
            note=draw(st.none() | PROSE),
        )
