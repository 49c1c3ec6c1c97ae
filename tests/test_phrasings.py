"""What people type, and the events that they mean by it: the whole program, one line a phrasing."""

import pytest

from tests.conftest import Run

# Worked out by hand from the published page; the ids stand in the order of time.
GENERATIONS, PEACE, DRC, EU, AMERICAS = "united-generations", "climate-peace", "drc", "eu-migration", "americas-cities"
CMIL, IDP, WOMEN, AMR, EPS = "cmil", "idp-progress", "womens-health", "amr", "eps"
MONDAY = [DRC, EU, AMERICAS]
WEDNESDAY = [IDP, WOMEN]
THURSDAY = [AMR, EPS]
POPE = [PEACE, DRC, EU, AMERICAS, CMIL]
EVERYTHING = [GENERATIONS, PEACE, *MONDAY, CMIL, *WEDNESDAY, *THURSDAY]

DAYS = [
    (["2024-09-23"], MONDAY),
    (["2024-9-23"], MONDAY),
    (["23"], MONDAY),
    (["23rd"], MONDAY),
    (["the 23rd"], MONDAY),
    (["23."], MONDAY),
    (["23 Sep"], MONDAY),
    (["Sep 23"], MONDAY),
    (["23 sept"], MONDAY),
    (["September 23rd"], MONDAY),
    (["23rd of September 2024"], MONDAY),
    (["23.09.2024"], MONDAY),
    (["9/23"], MONDAY),
    (["20240923"], MONDAY),
    (["Monday"], MONDAY),
    (["mon"], MONDAY),
    (["on Monday"], MONDAY),
    (["Monday 23 September"], MONDAY),
    (["first"], [GENERATIONS]),
    (["last"], THURSDAY),
    (["last day"], THURSDAY),
    (["today"], [CMIL]),
    (["tomorrow"], WEDNESDAY),
    (["yesterday"], MONDAY),
    (["23..25"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["23-25"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["23–25"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["23 to 25 September"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["Sep 23 - Sep 25"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["Mon to Wed"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["mon-wed"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["today..tomorrow"], [CMIL, *WEDNESDAY]),
    (["25 Sep.."], [*WEDNESDAY, *THURSDAY]),
    (["..2024-09-22"], [GENERATIONS, PEACE]),
    (["first..22"], [GENERATIONS, PEACE]),
    (["2024-09-25..2024-10-03"], [*WEDNESDAY, *THURSDAY]),
    (["Tuesday", "--date", "26"], [CMIL, *THURSDAY]),
    (["23-Sep-2024"], MONDAY),
    (["Mon, 23 Sep 2024"], MONDAY),
    (["23rd-25th September"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["Sep 23-25, 2024"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["23.9.-25.9."], [*MONDAY, CMIL, *WEDNESDAY]),
    (["between 23 and 25"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["from Monday to Wednesday"], [*MONDAY, CMIL, *WEDNESDAY]),
    (["Mon-Thu"], [*MONDAY, CMIL, *WEDNESDAY, *THURSDAY]),
    (["24 to Friday"], [CMIL, *WEDNESDAY, *THURSDAY]),
    (["after 24"], [*WEDNESDAY, *THURSDAY]),
    (["before Monday"], [GENERATIONS, PEACE]),
    (["until 22"], [GENERATIONS, PEACE]),
    (["20"], []),
    (["27"], []),
    (["1 January 2030"], []),
]
TIMES = [
    (["9-12"], [GENERATIONS, DRC, AMR, EPS]),
    (["09:00-12:30"], [GENERATIONS, DRC, EU, IDP, AMR, EPS]),
    (["9am-noon"], [GENERATIONS, DRC, AMR, EPS]),
    (["9 to 12"], [GENERATIONS, DRC, AMR, EPS]),
    (["14h30-16h"], [WOMEN]),
    (["2.30pm-4pm"], [WOMEN]),
    (["1-3pm"], [PEACE, EU, IDP]),
    (["morning"], [GENERATIONS, DRC, AMR, EPS]),
    (["afternoon"], [PEACE, EU, AMERICAS, CMIL, IDP, WOMEN, EPS]),
    (["evening"], [AMERICAS, CMIL]),
    (["after 17:00"], [CMIL]),
    (["after 5 pm"], [CMIL]),
    (["before 10:00"], [DRC, AMR]),
    (["from 17h"], [AMERICAS, CMIL]),
    (["17:00"], [AMERICAS, CMIL]),
    (["noon"], [EU, IDP, EPS]),
    (["2pm-4pm"], [PEACE, WOMEN]),
    (["from 9 until noon"], [GENERATIONS, DRC, AMR, EPS]),
    (["at 13:15"], [PEACE, EU, IDP]),
    (["22-2"], []),
]
NAMES = [
    (["speaker", "Amy Pope"], POPE),
    (["speaker", "pope"], POPE),
    (["speaker", "POPE", "amy"], POPE),
    (["speaker", "Ms. Amy Pope"], POPE),
    (["speaker", "Pope, Amy"], POPE),
    (["speaker", "el askary"], [CMIL]),
    (["speaker", "Dr Elaskary"], [CMIL]),
    (["speaker", "hesham"], [CMIL]),
    (["organizer", "UNHCR"], [EU, WOMEN]),
    (["organizer", "world health organization"], [WOMEN, AMR]),
    (["organizer", "filippo grandi"], [EU]),
    (["list", "--speaker", "rania", "--role", "moderator"], [PEACE]),
    (["list", "--speaker", "koko", "--speaker", "poonam"], [IDP, AMR]),
    (["list", "--topic", "Health", "--organizer", "who"], [WOMEN, AMR]),
    (["list", "--from", "23", "--to", "Tuesday"], [*MONDAY, CMIL]),
    (["show", "cm"], [CMIL]),
    (["show", "mobility lab"], [CMIL]),
]
QUERIES = [
    ("climate", [PEACE, CMIL, EPS]),
    ("Climate PEACE", [PEACE, EPS]),
    ("“human mobility”", [PEACE]),
    ("city-led", [AMERICAS]),
    ("speaker:pope after:22 (topic:cities OR topic:health) city-led", [AMERICAS]),
    ('speaker:"Pope, Amy" -topic:displacement', [DRC, AMERICAS]),
    ("speaker:koko,poonam", [IDP, AMR]),
    ("speaker:koko, poonam", [IDP, AMR]),
    ("-speaker:pope -speaker:daniels", [AMR]),
    ("not (speaker:pope or speaker:daniels)", [AMR]),
    ("speaker:rania role:moderator", [PEACE]),
    ("before:23", [GENERATIONS, PEACE]),
    ("after:24", [*WEDNESDAY, *THURSDAY]),
    ("from:24 to:24", [CMIL]),
    ("date:mon,tue", [*MONDAY, CMIL]),
    ("time:morning -date:26", [GENERATIONS, DRC]),
    ('time:"after 16:30"', [AMERICAS, CMIL]),
    ("is:upcoming", [CMIL, *WEDNESDAY, *THURSDAY]),
    ("is:past topic:peace", [GENERATIONS, PEACE, DRC]),
    ("is:tbc", []),
    ("has:documents", [CMIL]),
    ("has:moderator OR -has:organizers", [PEACE, IDP]),
    ("lasting:>90m", [AMERICAS, CMIL, IDP, AMR]),
    ("lasting:<1h30", [PEACE]),
    ("title:migration", [EU, AMERICAS]),
    ("womens", [WOMEN]),
    ("women's health", [WOMEN]),
    ("speaker:Amy Pope", POPE),
    ("organizer:save the children", [DRC]),
    ("lasting:1h-90m", [GENERATIONS, PEACE, DRC, EU, WOMEN, EPS]),
    ("lasting:1.5h -date:23", [GENERATIONS, WOMEN, EPS]),
    ("has:docs", [CMIL]),
    ("id:amr,cm", [CMIL, AMR]),
    ("Nature & -health", []),
]
# The launch of Tuesday 17:00 in New York goes on in Geneva until one in the night, and so is on Wednesday there;
# what is at 15:00 on Wednesday begins in Delhi, 9½ hours later, on Thursday, and noon in Tokyo, 13 hours later, too.
ZONES = [
    ("Europe/Zurich", [CMIL, *WEDNESDAY]),
    ("europe/zurich", [CMIL, *WEDNESDAY]),
    ("Geneva", [CMIL, *WEDNESDAY]),
    ("zürich", [CMIL, *WEDNESDAY]),
    ("CEST", [CMIL, *WEDNESDAY]),
    ("Nairobi", [CMIL, *WEDNESDAY]),
    ("Addis Ababa", [CMIL, *WEDNESDAY]),
    ("addis_ababa", [CMIL, *WEDNESDAY]),
    ("New Delhi", [CMIL, IDP]),
    ("Genève", [CMIL, *WEDNESDAY]),
    ("N'Djamena", WEDNESDAY),
    ("Washington, D.C.", WEDNESDAY),
    ("suva", [CMIL]),
    ("new york", WEDNESDAY),
    ("EDT", WEDNESDAY),
    ("UTC", WEDNESDAY),
    ("utc", WEDNESDAY),
    ("Los Angeles", WEDNESDAY),
    ("Tokyo", [CMIL]),
    ("Etc/GMT-14", [CMIL]),
]
PHRASINGS = [
    *((["list", "--date", *words], expected) for words, expected in DAYS),
    *((["list", "--time", *words], expected) for words, expected in TIMES),
    *NAMES,
    *((["filter", query], expected) for query, expected in QUERIES),
    *((["list", "--date", "Wednesday", "--tz", zone], expected) for zone, expected in ZONES),
]


@pytest.mark.parametrize(("words", "expected"), PHRASINGS, ids=" ".join)
def test_what_comes_to_mind_is_understood(run: Run, words: list[str], expected: list[str]) -> None:
    """Each phrasing finds what a person means by it, at noon of the Tuesday of that week."""
    now = [] if words[0] == "show" else ["--at", "2024-09-24T12:00"]
    answer = run(*words, *now, "--format", "tsv", "--columns", "id")
    assert answer.code == 0
    assert answer.out.split()[1:] == expected


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("list --date 9/10", '"9/10" could be several days', 'did you mean "2024-09-10" or "2024-10-09"?'),
        ("list --date 11-14", '"11-14" could be several', 'did you mean "2024-09-11..2024-09-14" or "2024-11-14"?'),
        ("list --date 23-Sep-24", '"23-Sep-24" could be several', 'did you mean "2024-09-23" or "2024-09-23..2024-'),
        ("list --date 2024-00-23", 'there is no day "2024-00-23"', "write it as"),
        ("list --date Fri-Sun --at 14", '"14" could be a day or a time', "write the time as 14:00"),
        ("list --time 2-4", '"2-4" could be in the night', 'did you mean "02:00-04:00" or "14:00-16:00"?'),
        ("list --tz Samoa", '"Samoa" could be several time zones', 'did you mean "Pacific/Apia"'),
        ("organizer UN Council", 'no organizer matches "UN Council"', 'did you mean "Mayors Migration Council"?'),
        ("filter Not speaker:pope", '"Not" could be a word or mean NOT', "write NOT in capitals"),
        ("filter –climate", '"–" excludes nothing here', "write -climate"),
        ("filter date:23 or 24", '"24" is a word to look for here', "did you mean date:23,24?"),
        ("filter date>23", "a field has a colon behind it", "write after:23"),
        ("list --date Thu", '"Thu" could be several days', 'did you mean "2024-09-19" or "2024-09-26"?'),
        ("list --date mondya", '"mondya" is no day', 'did you mean "Monday"?'),
        ("list --date 25..23", '"25..23" ends before it begins', "2024-09-25 is after 2024-09-23"),
        ("list --time 25:00", '"25:00" is no time', "write it as"),
        ("list --time 12-9", '"12-9" ends before it begins', 'did you mean "12:00-21:00"?'),
        ("list --time 12:30-1:30", '"12:30-1:30" ends before it begins', 'did you mean "12:30-13:30"?'),
        ("list --time 11-9", '"11-9" ends before it begins', 'did you mean "11:00-21:00"?'),
        ("list --time mornign", '"mornign" is no time of day', 'did you mean "morning"?'),
        ("list --tz SGT", 'there is no time zone "SGT"', "write it as"),
        ("list --tz Genova", 'there is no time zone "Genova"', 'did you mean "Geneva"'),
        ("list --tz CET", '"CET" does not mean one clock on 2024-09-19', "did you mean"),
        ("list --tz IST", '"IST" does not mean one clock', "did you mean"),
        ("filter topik:health", 'there is no field "topik"', 'did you mean "topic"?'),
        ("filter person:pope", 'there is no field "person"', 'did you mean "speaker"?'),
        ("filter date:23 to 25", 'the value of "date:" ends before the space', 'did you mean date:"23 to 25"?'),
        ("filter speaker:-pope", '"-" excludes nothing here', "write -speaker:pope"),
        ("filter !pope", '"!" excludes nothing here', "write -pope"),
        ("filter climate | health", '"|" joins nothing here', "write OR"),
        ("filter is:tentativ3", 'there is no state "tentativ3"', 'did you mean "tentative"?'),
        ("filter speaker:poppe", 'no speaker matches "poppe"', 'did you mean "Amy Pope"?'),
        ("filter lasting:long", '"long" is no length of time', "write it as"),
    ],
)
def test_what_is_unclear_is_not_guessed(run: Run, words: str, message: str, hint: str) -> None:
    """The answer is one error with the way out, and exit code 2."""
    answer = run(*words.split())
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {message}")
    assert f"hint: {hint}" in answer.err
