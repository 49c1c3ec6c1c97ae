"""What people type, and the events that answer it, by the whole program."""

import pytest

from tests.conftest import Run

# Worked out by hand from the published page; the ids stand in the order of time.
GENERATIONS, PEACE, DRC, EU, AMERICAS = "united-generations", "climate-peace", "drc", "eu-migration", "americas-cities"
CMIL, IDP, WOMEN, AMR, EPS = "cmil", "idp-progress", "womens-health", "amr", "eps"
MONDAY = [DRC, EU, AMERICAS]
WEDNESDAY = [IDP, WOMEN]
THURSDAY = [AMR, EPS]
POPE = [PEACE, DRC, EU, AMERICAS, CMIL]

TO_WEDNESDAY = [*MONDAY, CMIL, *WEDNESDAY]
FIRST = [GENERATIONS, PEACE]
DAYS = [
    ("2024-9-23; 23 Sep; 23 sept; September 23rd; Monday 23 September; Mon, 23 Sep 2024", MONDAY),
    ("last day", THURSDAY),
    ("tomorrow", WEDNESDAY),
    ("23..25; 23–25; 23 to 25 September; Sep 23 - Sep 25; Sep 23-25, 2024; 23.9.-25.9.", TO_WEDNESDAY),
    ("from Monday to Wednesday", TO_WEDNESDAY),
    ("today..tomorrow", [CMIL, *WEDNESDAY]),
    ("25 Sep..; 2024-09-25..2024-10-03; after 24", [*WEDNESDAY, *THURSDAY]),
    ("..2024-09-22; first..22; before Monday; until 22", FIRST),
    ("Mon-Thu", [*TO_WEDNESDAY, *THURSDAY]),
    ("24 to Friday", [CMIL, *WEDNESDAY, *THURSDAY]),
    ("1 January 2030", []),
]
TIMES = [
    ("9 to 12; from 9 until noon", [GENERATIONS, DRC, AMR, EPS]),
    ("2.30pm-4pm", [WOMEN]),
    ("afternoon", [PEACE, EU, AMERICAS, CMIL, IDP, WOMEN, EPS]),
    ("after 5 pm", [CMIL]),
    ("before 10:00", [DRC, AMR]),
    ("at 13:15", [PEACE, EU, IDP]),
]
QUERIES = [
    ("“human mobility”", [PEACE]),
    ("speaker:pope after:22 (topic:cities OR topic:health) city-led", [AMERICAS]),
    ('speaker:"Pope, Amy" -topic:displacement', [DRC, AMERICAS]),
    ("speaker:koko, poonam", [IDP, AMR]),
    ("not (speaker:pope or speaker:daniels)", [AMR]),
    ("after:24", [*WEDNESDAY, *THURSDAY]),
    ("date:mon,tue", [*MONDAY, CMIL]),
    ('time:"after 16:30"', [AMERICAS, CMIL]),
    ("is:past topic:peace", [GENERATIONS, PEACE, DRC]),
    ("is:tbc", []),
    ("has:moderator OR -has:organizers", [PEACE, IDP]),
    ("lasting:<1h30", [PEACE]),
    ("lasting:1h-90m", [GENERATIONS, PEACE, DRC, EU, WOMEN, EPS]),
    ("lasting:1.5h -date:23", [GENERATIONS, WOMEN, EPS]),
    ("has:docs", [CMIL]),
    ("id:amr,cm", [CMIL, AMR]),
    ("Nature & -health", []),
]
# The launch of Tuesday 17:00 in New York goes on in Geneva until one in the night, and so is on Wednesday there;
# what is at 15:00 on Wednesday begins in Delhi, 9½ hours later, on Thursday, and noon in Tokyo, 13 hours later, too.
ZONES = [
    ("Europe/Zurich; addis_ababa; Genève", [CMIL, *WEDNESDAY]),
    ("New Delhi", [CMIL, IDP]),
    ("Washington, D.C.; UTC", WEDNESDAY),
    ("Tokyo", [CMIL]),
]
PHRASINGS = [
    *((["list", "--date", one], ids) for many, ids in DAYS for one in many.split("; ")),
    (["list", "--date", "Tuesday", "--date", "26"], [CMIL, *THURSDAY]),
    *((["list", "--time", one], ids) for many, ids in TIMES for one in many.split("; ")),
    *((["filter", query], ids) for query, ids in QUERIES),
    *((["list", "--date", "Wednesday", "--tz", one], ids) for many, ids in ZONES for one in many.split("; ")),
]


@pytest.mark.parametrize(("words", "expected"), PHRASINGS, ids=" ".join)
def test_what_comes_to_mind_is_understood(run: Run, words: list[str], expected: list[str]) -> None:
    """Each phrasing finds the events that a person expects, at noon of the Tuesday of that week."""
    now = [] if words[0] == "show" else ["--at", "2024-09-24T12:00"]
    answer = run(*words, *now, "--format", "tsv", "--columns", "id")
    assert answer.code == 0
    assert answer.out.split()[1:] == expected


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("list --date 9/10", '"9/10" could be several days', 'did you mean "2024-09-10" or "2024-10-09"?'),
        ("list --date Fri-Sun --at 14", '"14" could be a day or a time', "write the time as 14:00"),
        ("list --time 2-4", '"2-4" could be in the night', 'did you mean "02:00-04:00" or "14:00-16:00"?'),
        ("list --tz Samoa", '"Samoa" could be several time zones', 'did you mean "Pacific/Apia"'),
        ("organizer UN Council", 'no organizer matches "UN Council"', 'did you mean "Mayors Migration Council"?'),
        ("list --date 25..23", '"25..23" ends before it begins', "2024-09-25 is after 2024-09-23"),
        ("list --tz SGT", 'there is no time zone "SGT"', "write it as"),
        ("list --tz Genova", 'there is no time zone "Genova"', 'did you mean "Geneva"'),
        ("filter topik:health", 'there is no field "topik"', 'did you mean "topic"?'),
        ("filter lasting:long", '"long" is no length of time', "write it as"),
    ],
)
def test_what_is_unclear_is_not_guessed(run: Run, words: str, message: str, hint: str) -> None:
    """The answer is one error with the way out, and exit code 2."""
    answer = run(*words.split())
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {message}")
    assert f"hint: {hint}" in answer.err
