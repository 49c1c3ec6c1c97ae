from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.builders import event, schedule
from ungacli import Schedule, load
from ungacli.errors import QuestionError
from ungacli.model import Document, Mode, Organization, Organizer, OrganizerRole, Person, Speaker, SpeakerRole
from ungacli.query.compiler import conditions, uses_picks
from ungacli.query.conditions import Filters, emptied_by, joined_labels, select
from ungacli.query.fields import POSSESSIONS
from ungacli.when.zones import parse_zone

NOW = datetime(2024, 9, 23, 12, tzinfo=ZoneInfo("America/New_York"))
UNGA = load()


def ids(*asked: Filters, among: Schedule = UNGA) -> list[str]:
    """Return the ids of the events that all *asked* filters let through."""
    found = [condition for one in asked for condition in conditions(one, among, now=NOW)]
    return [event.id for event in select(among, found).events]


# Where one of the two is on a panel of an event that IOM, or its Director General, helps to organize.
SPOKEN_FOR_IOM = ["united-generations", "eu-migration", "womens-health"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(date=["2024-09-23"]), ["drc", "eu-migration", "americas-cities"]),
        (Filters(date=["2024-09-24", "2024-09-19"]), ["united-generations", "cmil"]),
        (Filters(from_=["2024-09-26"]), ["amr", "eps"]),
        (Filters(from_=["Tuesday"], to=["Wednesday"]), ["cmil", "idp-progress", "womens-health"]),
        (Filters(speaker=["rania"]), ["climate-peace", "cmil"]),
        (Filters(organizer=["unhcr"]), ["eu-migration", "womens-health"]),
        (Filters(role=["moderator"]), ["climate-peace", "idp-progress"]),
        (Filters(role=["opening"]), ["climate-peace", "americas-cities", "idp-progress"]),
        (Filters(role=["sponsor", "partner"]), ["americas-cities", "womens-health"]),
        (Filters(role=["sponsor", "moderator"]), ["climate-peace", "americas-cities", "idp-progress"]),
        (Filters(speaker=["pope"], role=["moderator"]), []),
        (Filters(speaker=["pope"], role=["sponsor"]), []),
        (Filters(speaker=["pope"], role=["organizer"]), ["eu-migration"]),
        (Filters(speaker=["pope", "daniels"], organizer=["iom"], role=["panelist"]), SPOKEN_FOR_IOM),
        (Filters(speaker=["pope"], organizer=["iom"], role=["sponsor"]), []),
        (Filters(topic=["health"], organizer=["who"]), ["womens-health", "amr"]),
        (Filters(status=["tentative"]), []),
        (Filters(query="climate"), ["climate-peace", "cmil", "eps"]),
    ],
)
def test_filters_let_through_what_they_say(filters: Filters, expected: list[str]) -> None:
    """Worked out by hand from the page: any of one field's values, and all of the fields.

    A role belongs to the same part as the name beside it.
    """
    assert ids(filters) == expected


def test_the_condition_that_left_nothing_is_named() -> None:
    """Without filters the schedule is the same; the day is asked first, so Amy Pope is what emptied 26 September."""
    assert select(UNGA, conditions(Filters(), UNGA, now=NOW)) is UNGA
    assert ids(Filters(date=["2024-09-23"]), among=schedule()) == []
    asked = conditions(Filters(date=["2024-09-26"], speaker=["pope"]), UNGA, now=NOW)
    emptied = emptied_by(UNGA, asked)
    assert emptied is not None
    assert emptied.condition.label == "speaker Amy Pope"
    assert emptied_by(UNGA, asked[:1]) is None


def test_days_and_times_are_those_of_the_zone() -> None:
    """The launch is in Geneva from 23:00 past midnight, and what is at 9:00 in Tokyo at two in the night."""
    geneva = UNGA.in_zone(parse_zone("Europe/Zurich"))
    assert ids(Filters(date=["2024-09-25"]), among=geneva) == ["cmil", "idp-progress", "womens-health"]
    assert ids(Filters(date=["2024-09-25"])) == ["idp-progress", "womens-health"]
    tokyo = event(start=datetime(2025, 9, 22, 9, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert query("time:night", schedule(tokyo)) == ["briefing"]
    assert query("time:9-10", schedule(tokyo)) == []
    assert query("time:9-10", schedule(tokyo).in_zone(ZoneInfo("Asia/Tokyo"))) == ["briefing"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ('date:23 OR "24"', '(date:23) OR ("24")'),
        ('-location:"New York" health', '(-location:"New York") (health)'),
        ('-title:"climate" mobility', "(mobility) (-title:climate)"),
        ("date:23 or climate", "(date:23) OR (climate)"),
        ("speaker:pope or daniels", "(speaker:pope) OR (daniels)"),
        ("date:23 OR (25)", "(date:23) OR (25)"),
        ("Not Guarding The Future", '"not" guarding the future'),
        ('speaker:pope "Not"', '"not" speaker:pope'),
    ],
)
def test_what_can_only_be_meant_as_a_word_is_one(text: str, same: str) -> None:
    """In quotes or brackets, where no value fits, where words are found in texts anyway, or in a query of words."""
    assert ids(Filters(query=text)) == ids(Filters(query=same))


def test_a_role_is_that_of_the_one_named_beside_it() -> None:
    """`speaker pope --speaker daniels` is where both speak; of two organizers only the partner is found as one."""
    assert ids(*Filters(speaker=["daniels"]).of_participant("speaker", "pope")) == ["cmil"]
    assert ids(*Filters(role=["panelist"]).of_participant("speaker", "pope")) == ["eu-migration"]
    assert ids(*Filters(organizer=["egypt"]).of_participant("organizer", "who")) == ["amr"]
    assert ids(*Filters(role=["partner"]).of_participant("organizer", "who")) == ["womens-health"]
    parts = Organizer(Organization("exo", "Example")), Organizer(Organization("ort", "Other"), OrganizerRole.PARTNER)
    both = schedule(event(organizers=parts))
    assert query("organizer:exo role:partner", both) == []
    assert query("organizer:ort role:partner", both) == ["briefing"]


PICKED = [
    (Filters(picked=True), ["drc", "amr"], "picked"),
    (Filters(picked=True, selection=" Amy  Pope"), ["drc", "amr"], "picked for Amy Pope"),
    (Filters(picked=True, speaker=["pope"]), ["drc"], "speaker Amy Pope, picked"),
    (Filters(query="is:picked"), ["drc", "amr"], "is picked"),
    (Filters(query="id:cmil OR is:picked"), ["drc", "cmil", "amr"], "(id cmil or is picked)"),
    (Filters(query="-is:picked", to=["22"]), ["united-generations", "climate-peace"], "to 2024-09-22, not is picked"),
]


@pytest.mark.parametrize(("filters", "expected", "label"), PICKED)
def test_what_is_picked_is_found_out_once(filters: Filters, expected: list[str], label: str) -> None:
    """And not before an event is asked whether it is."""
    calls = []

    def picked() -> frozenset[str]:
        calls.append(1)
        return frozenset(("drc", "amr"))

    asked = conditions(filters, UNGA, now=NOW, picked=picked)
    assert (calls, joined_labels(asked)) == ([], label)
    assert ([one.id for one in select(UNGA, asked).events], calls) == (expected, [1])


def test_which_filters_use_picks() -> None:
    """By the option, or by the word in any place of a query."""
    for query in ("is:picked", "-is:picked", "climate (cmil OR is:past,pick)", "-(is:picked climate)"):
        assert uses_picks(Filters(query=query))
        assert uses_picks(Filters(where=[query]))
    assert uses_picks(Filters(picked=True))
    for query in ("picked", "title:picked", "is:past", "is:nothing", "-drc"):
        assert not uses_picks(Filters(query=query))


def test_what_is_picked_is_personal() -> None:
    """So is a selection of one speaker, whose time an export blocks; without picks the hint says how to pick."""
    (mine,) = conditions(Filters(picked=True), UNGA, now=NOW)
    (hers,) = conditions(Filters(picked=True, selection="Amy Pope"), UNGA, now=NOW, picked=lambda: frozenset("x"))
    assert [(one.slug, one.personal) for one in (mine, hers)] == [("picked", True), ("picked for Amy Pope", True)]
    assert [one.hint(UNGA.events) for one in (mine, hers)] == ["`ungacli pick EVENT` picks one", None]
    asked = (
        Filters(speaker=["pope"]),
        Filters(speaker=["pope"], role=["panelist"]),
        Filters(speaker=["pope", "daniels"]),
        Filters(organizer=["iom"]),
    )
    personal = [[one.personal for one in conditions(filters, UNGA, now=NOW)] for filters in asked]
    assert personal == [[True], [True, False], [False], [False]]


def query(text: str, among: Schedule = UNGA) -> list[str]:
    """Return the ids of the events that the query *text* describes."""
    return ids(Filters(query=text), among=among)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role:moderator (speaker:rania)", ["climate-peace"]),
        ("speaker:rania (role:moderator OR topic:cities)", ["climate-peace"]),
        ("(speaker:rania OR speaker:koko) role:moderator", ["climate-peace", "idp-progress"]),
        ("(speaker:pope OR topic:data) role:moderator", ["climate-peace", "idp-progress"]),
        ("(speaker:rania role:moderator) OR speaker:poonam", ["climate-peace", "amr"]),
        ("speaker:pope ((topic:peace role:moderator) OR topic:cities)", ["americas-cities"]),
        ("-speaker:rania role:moderator", ["idp-progress"]),
        ("speaker:pope -role:panelist", ["climate-peace", "drc", "americas-cities", "cmil"]),
        ("speaker:pope,daniels role:opening-remarks", ["climate-peace", "americas-cities", "idp-progress"]),
        ("speaker:pope (speaker:daniels role:speaker)", ["cmil"]),
        ("organizer:who role:partner", ["womens-health"]),
    ],
)
def test_a_role_is_that_of_whoever_is_named_beside_it(text: str, expected: list[str]) -> None:
    """Beside it or around it, for sure and not perhaps; of whom no name is excluded."""
    assert query(text) == expected


def test_each_part_and_mode_can_be_asked_for() -> None:
    """`has:` finds what is there, and only that; a mode is found by what people call it."""
    everything = event(
        location="Room 4",
        mode=Mode.HYBRID,
        audience="All",
        topics=("health",),
        documents=(Document("Note"),),
        summary="Words.",
        url="https://example.org",
        speakers=tuple(Speaker(Person(role, role), role=role) for role in SpeakerRole),
        organizers=tuple(Organizer(Organization(role, role), role=role) for role in OrganizerRole),
    )
    both = schedule(everything, event(id="bare", title="Bare"))
    assert {part: query(f"has:{part}", both) for part in POSSESSIONS} == {part: ["briefing"] for part in POSSESSIONS}
    assert query("has:doc", both) == ["briefing"]
    mixed = schedule(*(event(id=mode, mode=mode) for mode in Mode))
    asked = ["in-person", "In Person", "onsite", "virtual", "online", "remote", "hybrid"]
    found = [query(f'is:"{words}"', mixed) for words in asked]
    assert found == [query(f'mode:"{words}"', mixed) for words in asked]
    assert found == [["in-person"]] * 3 + [["virtual"]] * 3 + [["hybrid"]]


@pytest.mark.parametrize(
    ("text", "pointed", "hint"),
    [
        ("climate speeker:pope", "speeker", 'did you mean "speaker"?'),
        ("climate xyz:pope", "xyz", "the fields are title, speaker, "),
        ("speaker:pope,poppe", "poppe", 'did you mean "Amy Pope"?'),
        ('a (speaker:"nobody at all")', '"nobody at all"', "`ungacli speaker` lists all 6"),
        ("time:after 17:00 climate", "after", 'did you mean time:"after 17:00"?'),
        ("date:Sep 23 2024 peace", "Sep", 'did you mean date:"Sep 23 2024"?'),
        ("has:doucments", "doucments", 'did you mean "documents"?'),
        ('climate "&"', '"&"', "name words of"),
        ('"!" OR id:amr', '"!"', "name words of"),
        ("is:not past", "not", "write -is:past"),
        ("is:not", "not", "write -is:..."),
        ("date:23 to 25", "23 to 25", 'did you mean date:"23 to 25"?'),
        ("climate (date:24,23 Sep)", "23 Sep", 'did you mean date:"23 Sep"?'),
        (
            "organizer:International Organization for Migration",
            "International",
            'did you mean organizer:"International Organization for Migration"?',
        ),
        ("-speaker:amy pope", "amy pope", 'did you mean -speaker:"amy pope"?'),
        ("date:23 or 24", "24", "did you mean date:23,24?"),
        ("climate -date:23,24 OR 25 peace", "25", "did you mean -date:23,24,25?"),
        ("date>23", "date>23", "write after:23"),
        ("-time:>17:00", ">17:00", 'write -time:"after 17:00"'),
        ("time:>5", ">5", 'write time:"after 05:00" or time:"after 17:00"'),
        ('date:"23 Sep" or 24', "24", 'did you mean date:"23 Sep",24?'),
        ("-title:climate health", "climate health", "else write AND: -title:climate AND health"),
        ("date:>=23", ">=23", "write from:23"),
        ("climate And (health OR peace)", "And", "write AND in capitals"),
        ("–climate", "–", "write -climate"),
        ("speaker:—pope", "—", "write -speaker:pope"),
        ("Guarding: the Future", ":", "a whole title goes into quotes"),
        ("Topic!=climate", "Topic!=climate", "write -topic:climate"),
        ("lasting>=90m", "lasting>=90m", "write lasting:>=90m"),
        ("lasting:>abc", ">abc", "write it as"),
    ],
)
def test_a_wrong_value_is_pointed_at(text: str, pointed: str, hint: str) -> None:
    """The spot is the value or the name of the field that is wrong, the hint the one meant."""
    with pytest.raises(QuestionError) as caught:
        query(text)
    spot = caught.value.spot
    assert spot is not None
    assert (spot.text, spot.text[spot.start : spot.end]) == (text, pointed)
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("organizer:save the children", ["drc"]),
        ("date:23 -health", ["eu-migration", "americas-cities"]),
        ("date:23 speaker:pope trafficking", ["eu-migration"]),
        ('"topic=climate" OR foo=bar OR id:amr', ["amr"]),
        ('"zebra | a" OR id:amr', ["amr"]),
    ],
)
def test_words_behind_a_value_are_words_of_their_own(text: str, expected: list[str]) -> None:
    """Where they could not belong to it, or make no difference; in quotes signs are text."""
    assert query(text) == expected


def test_options_have_no_spot() -> None:
    """They stand in no text that could be pointed at."""
    with pytest.raises(QuestionError) as caught:
        ids(Filters(speaker=["poppe"]))
    assert caught.value.spot is None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('"Human Mobility" peace climate', ("human mobility", "peace", "climate")),
        ("title:migration OR city", ("migration", "city")),
        ("-climate peace -(health)", ("peace",)),
        ("speaker:pope", ()),
    ],
)
def test_words_to_mark_are_those_that_were_looked_for(text: str, marked: tuple[str, ...]) -> None:
    """Not those that must be absent."""
    asked = conditions(Filters(query=text), UNGA, now=NOW)
    assert tuple(word for condition in asked for word in condition.words) == marked


@pytest.mark.parametrize(
    ("text", "label", "hint"),
    [
        ("speaker:pope role:moderator", "role moderator", "Amy Pope appears as opening-remarks, organizer, panelist"),
        ("(climte OR zebra)", '("climte" or "zebra")', 'did you mean "climate"'),
        ("peace moderator", '"moderator"', "did you mean role:moderator?"),
        ("upcoming", '"upcoming"', "did you mean is:upcoming?"),
        ("idp-progress", '"idp progress"', "did you mean id:idp?"),
        ("date:last is:now", "is now", "now is seen at 2024-09-23 12:00, which --at changes"),
        ("-(is:confirmed)", "not is confirmed", None),
        ("speaker:rania role:moderator date:24", "2024-09-24", None),
        ("date:24 speaker:rania role:moderator", "role moderator", "Rania Sharshr appears as speaker"),
        ("healthcare", '"healthcare"', 'did you mean "health"'),
        ("healthcare date:22", '"healthcare"', None),
        ('"peace climate"', '"peace climate"', None),
        ("mode:virtual", "mode virtual", "speakers take part virtual in some: `ungacli show amr`"),
        ("has:audience has:url lasting:>3h", "lasting >3h", None),
        ("date:20..21", "2024-09-20..2024-09-21", None),
        ('date:"before first"', "before 2024-09-19", None),
        ('date:"after last"', "after 2024-09-26", None),
        ('time:"20:00 -  21:00"', "time 20:00–21:00", None),
    ],
)
def test_what_emptied_a_query_says_how_it_is_meant(text: str, label: str, hint: str | None) -> None:
    """The label is the condition in the words of the language, with what to know about it."""
    emptied = emptied_by(UNGA, conditions(Filters(query=text), UNGA, now=NOW))
    assert emptied is not None
    assert emptied.condition.label == label
    assert (hint or "") in str(emptied.hint)
    assert hint is not None or emptied.hint is None


def test_a_long_question_is_shortened() -> None:
    """A message and a calendar's title hold the beginning of a long condition, and nine of many with their number."""
    asked = conditions(Filters(date=["23"], query=" OR ".join(["zebra"] * 100)), UNGA, now=NOW)
    words = joined_labels(asked)
    assert words.startswith('2024-09-23, ("zebra" or "zebra" or ')
    assert words.endswith(" …")
    assert len(words) <= len("2024-09-23, ") + 80
    many = conditions(Filters(query=" ".join(f"zebra{number}" for number in range(12))), UNGA, now=NOW)
    assert joined_labels(many[:10]).endswith(', "zebra9"')
    assert joined_labels(many).endswith(', "zebra8", 3 more')


def test_a_query_for_many_among_many_comes_to_an_end() -> None:
    """Each name is looked up once, and its words only where one of them may go on; else this would take minutes."""
    people = [Speaker(Person(f"p{number}", f"Person{number:04d} Surname{number:04d}")) for number in range(500)]
    events = schedule(*(event(id=f"e{number}", speakers=(part,)) for number, part in enumerate(people)))
    query = " OR ".join(f"speaker:person{number:04d} x y" for number in range(100))
    assert select(events, conditions(Filters(query=query), events, now=NOW)).events == ()
