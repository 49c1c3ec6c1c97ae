"""Answers for other programs: each format read back, with columns, order and number of them."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

import pytest

from tests.builders import EVENT_KEYS
from tests.conftest import Run, WriteFile
from ungacli.render.data import csv_lines, markdown_lines, plain_lines, tsv_lines

# Whatever breaks cells, lines and markup, and what a spreadsheet would run.
HOSTILE = r"""
schedule: {timezone: Europe/Zurich}
events:
  - {id: formula, title: "=1+1", date: 2025-09-22, start: 09:00, end: 10:00, location: "@here", topics: ["+1", "-1"]}
  - id: cells
    title: 'Commas, "quotes"; a | pipe and a \ stroke'
    date: 2025-09-22
    start: 09:00
    end: 10:00
    summary: "two\nlines\tand a tab"
  - id: markup
    title: "[link](https://example.org) <b>bold</b> *star* `code` _under_ ~no~ &amp; #1"
    date: 2025-09-22
    start: 09:00
    end: 10:30
    speakers: [王小明, Zoë Müller]
  - id: wide
    title: 全球气候大会
    start: 2025-09-23T23:00
    end: 2025-09-24T01:00
    speakers: [{name: Ana, role: moderator}]
"""
LISTINGS = [["list"], ["filter", "-zebra"], ["show", "cells", "wide"], ["speaker"], ["speaker", "ana"], ["organizer"]]


@pytest.fixture
def hostile(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the schedule of hostile text."""
    monkeypatch.setenv("UNGACLI_EVENTS", str(write_file(HOSTILE)))


def _read(text: str, dialect: str = "excel") -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), dialect))


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("asked", LISTINGS, ids=" ".join)
def test_every_format_for_programs_holds_the_same(run: Run, asked: list[str]) -> None:
    """JSON and JSONL have the same records, CSV a row for each, and TSV the cells of CSV between tabs alone."""
    records = json.loads(run(*asked, "--json").out)
    assert run(*asked, "--format", "json").out == run(*asked, "--json").out
    assert [json.loads(line) for line in run(*asked, "--format", "jsonl").out.splitlines()] == records
    header, *rows = _read(run(*asked, "--format", "csv").out)
    assert [row[header.index("id")] for row in rows] == [record["id"] for record in records]
    assert {len(row) for row in rows} <= {len(header)}
    assert set(header) >= {key for record in records for key in record}
    assert [line.split("\t") for line in run(*asked, "--format", "tsv").out.splitlines()] == [header, *rows]


@pytest.mark.parametrize("lines", [csv_lines, tsv_lines], ids=["csv", "tsv"])
def test_no_spreadsheet_runs_a_cell(lines: Callable[..., Iterator[str]]) -> None:
    """Each sign that begins a formula gets an apostrophe, behind a space, a tab or a new line too."""
    formulas = ["=1+1", "+1", "-1+1", "@now", " =1+1", "\u00a0-1"]
    assert [*lines(["title"], [[cell] for cell in formulas])][1:] == [f"'{cell}" for cell in formulas]
    harmless = ["a=1", "\t1"]
    assert [*lines(["title"], [[cell] for cell in harmless])][1:] == ["a=1", " 1"]
    for before in ("\t", "\r", "\n", " \t"):
        assert [*lines(["title"], [[f"{before}=1+1"]])][1:] == ["' =1+1"]


@pytest.mark.parametrize(
    ("told", "cell"),
    [(plain_lines, r"\x1b[31m a b!"), (markdown_lines, r"| \\x1b\[31m a b\! |"), (csv_lines, r"\x1b[31m a b!")],
    ids=["plain", "markdown", "csv"],
)
def test_no_cell_steers_a_terminal_or_begins_a_line(told: Callable[..., Iterator[str]], cell: str) -> None:
    """Escapes are shown, white space is one space, and no exclamation mark makes a link a picture."""
    assert [*told(["title"], [["\x1b[31m\r\n a\n\tb!"]])][-1] == cell


@pytest.mark.usefixtures("hostile")
def test_csv_holds_what_json_holds(run: Run) -> None:
    """Text is the same on one line; what a spreadsheet would run is told as text by an apostrophe."""
    header, *rows = _read(run("list", "--format", "csv").out)
    events = json.loads(run("list", "--json").out)
    assert header == EVENT_KEYS
    first, cells, markup, wide = (dict(zip(header, row, strict=True)) for row in rows)
    assert (first["title"], first["location"], first["topics"]) == ("'=1+1", "'@here", "'+1; -1")
    assert (cells["title"], cells["summary"]) == (events[1]["title"], "two lines and a tab")
    assert (markup["title"], markup["speakers"]) == (events[2]["title"], "王小明; Zoë Müller")
    assert (wide["start"], wide["end"]) == ("2025-09-23T23:00:00+02:00", "2025-09-24T01:00:00+02:00")
    assert (wide["speakers"], wide["mode"], wide["status"]) == ("Ana (moderator)", "", "confirmed")


@pytest.mark.usefixtures("hostile")
def test_markdown_is_a_table_in_which_no_cell_is_markup(run: Run) -> None:
    """A line a row, bars between cells alone, and every sign that means something escaped."""
    header, rule, *rows = run("list", "--format", "markdown").out.splitlines()
    assert header == "| Date | Time | Title | Speakers | Organizers |"
    assert rule == "| --- | --- | --- | --- | --- |"
    assert [row.replace(r"\|", "").count("|") for row in rows] == [6] * 4
    assert r"""| Commas, "quotes"; a \| pipe and a \\ stroke |""" in rows[1]
    assert r"\[link\](https://example.org) \<b\>bold\</b\> \*star\* \`code\` \_under\_ \~no\~ \&amp; \#1" in rows[2]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Doc_1: http://example.org/~me/my_report!", r"Doc\_1: http://example.org/~me/my_report!"),
        ("https://a.org/_x_ and _x_", r"https://a.org/_x_ and \_x\_"),
        ("https://a.org/_|_", r"https://a.org/_\|\_"),
        ("[a_b](https://a.org/_)[c_d]", r"\[a\_b\](https://a.org/_)\[c\_d\]"),
        ("xhttps://a_b ftp://a_b www.a_b", r"xhttps://a\_b ftp://a\_b www.a\_b"),
    ],
)
def test_links_in_markdown_stay_as_they_are(cell: str, told: str) -> None:
    """As far as GitHub takes them for links, up to a space or a sign that ends one; a bar ends a cell even there."""
    assert [*markdown_lines(["page"], [[cell]])][2] == f"| {told} |"


@pytest.mark.usefixtures("hostile")
def test_plain_is_one_event_a_line_with_cells_one_below_the_other(run: Run) -> None:
    """By their width in a terminal, in which a Chinese character takes two columns."""
    lines = run("list", "--format", "plain", "--columns", "speakers,id", columns=40).out.splitlines()
    assert lines == [
        "                    formula",
        "                    cells",
        "王小明; Zoë Müller  markup",
        "Ana (moderator)     wide",
    ]
    assert len(run("list", "--format", "plain", columns=40).out.splitlines()) == 4


@pytest.mark.usefixtures("hostile")
def test_a_very_long_cell_moves_nobody_elses(run: Run, write_file: WriteFile) -> None:
    """What is right of it moves in its own line alone."""
    path = write_file(HOSTILE.replace("=1+1", "x" * 300))
    lines = run("list", "--format", "plain", "--columns", "title,id", "--events", str(path)).out.splitlines()
    assert lines[0] == "x" * 300 + "  formula"
    assert len(lines[3]) < 120


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", ""),
        ("plain", ""),
        ("jsonl", ""),
        ("json", "[]\n"),
        ("csv", ",".join(EVENT_KEYS) + "\n"),
        ("tsv", "\t".join(EVENT_KEYS) + "\n"),
        ("markdown", "| Date | Time | Title | Speakers | Organizers |\n| --- | --- | --- | --- | --- |\n"),
    ],
)
def test_an_empty_answer_is_one_in_every_format(run: Run, form: str, expected: str) -> None:
    """What reads it finds what it can parse: no records, or a header and no row."""
    answer = run("list", "--date", "2024-09-20", "--format", form)
    assert (answer.code, answer.out) == (0, expected)
    assert answer.err.startswith("note: no event matches 2024-09-20")


@pytest.mark.parametrize("form", ["plain", "json", "jsonl", "csv", "tsv", "markdown"])
def test_data_is_never_coloured_marked_or_cut(run: Run, form: str) -> None:
    """Whatever the terminal and however it is asked for."""
    asked = ("filter", "climate", "--format", form)
    answer = run(*asked, columns=200).out
    assert run(*asked, "--color", "always", columns=40).out == answer
    assert "\x1b" not in answer
    assert "Advancing the Environment, Peace and Security Agenda at the Summit of the Future and Beyond" in answer


def _ids(run: Run, *asked: str) -> list[str]:
    return run(*asked, "--format", "tsv", "--columns", "id").out.split()[1:]


BY_TIME = [
    *("united-generations", "climate-peace", "drc", "eu-migration", "americas-cities"),
    *("cmil", "idp-progress", "womens-health", "amr", "eps"),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--reverse"], BY_TIME[::-1]),
        (["--limit", "3"], BY_TIME[:3]),
        (["--sort", "id", "--limit", "3"], ["americas-cities", "amr", "climate-peace"]),
        (["--sort", "duration,start", "--limit", "2"], ["climate-peace", "united-generations"]),
        (["--sort", "DURATION", "--reverse", "--limit", "1"], ["amr"]),
        (["--sort", "time", "--limit", "2"], ["drc", "amr"]),
    ],
)
def test_options_order_and_limit_a_listing(run: Run, options: list[str], expected: list[str]) -> None:
    """Events come in the order of time unless sorted, and equal ones keep it."""
    assert _ids(run, "list", *options) == expected


def _events(events: Sequence[str]) -> str:
    """Return a schedule of *events*, each the fields of a YAML mapping."""
    return "schedule: {timezone: Europe/Zurich}\nevents:\n" + "".join(f"  - {{{one}}}\n" for one in events)


AT_NINE = "start: 2025-09-22T09:00, end: 2025-09-22T10:00"


# From 00:00 to 07:00 UTC, from 03:00 to 05:00 and from 06:00 to 08:00.
APART = [
    "id: tokyo, title: Émile, start: 2025-09-22T09:00, end: 2025-09-22T16:00, timezone: Asia/Tokyo",
    "id: york, title: emile 2, start: 2025-09-21T23:00, end: 2025-09-22T01:00, timezone: America/New_York",
    "id: zurich, title: Ábc, start: 2025-09-22T08:00, end: 2025-09-22T10:00",
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("start", ["tokyo", "york", "zurich"]),
        ("end", ["york", "tokyo", "zurich"]),
        ("time", ["tokyo", "york", "zurich"]),
        ("date", ["tokyo", "york", "zurich"]),
        ("title", ["zurich", "tokyo", "york"]),
    ],
)
def test_events_are_sorted_by_what_a_column_means(run: Run, write_file: WriteFile, order: str, ids: list[str]) -> None:
    """Starts and ends by their instant, whatever the zones; titles without regard to case and accents."""
    path = str(write_file(_events(APART)))
    assert _ids(run, "list", "--events", path, "--sort", order) == ids
    assert _ids(run, "list", "--events", path, "--sort", order, "--reverse") == ids[::-1]


@pytest.mark.parametrize("form", ["tsv", "plain"])
def test_date_and_time_are_in_the_zone_of_the_listing(run: Run, write_file: WriteFile, form: str) -> None:
    """Whatever the events' own zones are, which the column `timezone` has unless --tz names one for all."""
    path = write_file(_events(APART))

    def cells(*options: str) -> list[list[str]]:
        columns = ("--columns", "date,time,timezone", "--format", form)
        lines = run("list", "--events", str(path), *columns, *options).out.splitlines()[-3:]
        return [re.split(r"\t|  +", line.removeprefix("2025-09-")) for line in lines]

    assert cells() == [
        ["22", "02:00–09:00", "Asia/Tokyo"],
        ["22", "05:00–07:00", "America/New_York"],
        ["22", "08:00–10:00", "Europe/Zurich"],
    ]
    times = [["21", "20:00–03:00 +1"], ["21", "23:00–01:00 +1"], ["22", "02:00–04:00"]]
    assert cells("--tz", "New York") == [[*one, "America/New_York"] for one in times]


@pytest.mark.parametrize("options", [[], ["--reverse"]])
def test_punctuation_is_known_too(run: Run, write_file: WriteFile, options: list[str]) -> None:
    """A place called `?` stands before all letters, or after them; no place at all comes last."""
    places = {"none": "null", "a": "Hall", "b": "'?'", "c": "🎪", "d": "Äon"}
    events = [f"id: {key}, title: A, {AT_NINE}, location: {place}" for key, place in places.items()]
    ids = _ids(run, "list", "--events", str(write_file(_events(events))), "--sort", "location", *options)
    assert ids == (["a", "d", "c", "b", "none"] if options else ["b", "c", "d", "a", "none"])


def test_what_is_not_sure_is_marked_for_people_and_not_in_data(run: Run, write_file: WriteFile) -> None:
    """A line that says nothing of it would be taken for sure."""
    events = [
        f"title: Lunch, {AT_NINE}, status: cancelled",
        f"title: Dinner, {AT_NINE}, status: tentative",
        f"title: Breakfast, {AT_NINE}",
    ]
    path = write_file(_events(events))

    def told(form: str) -> list[str]:
        return run("list", "--events", str(path), "--format", form, "--columns", "title").out.splitlines()

    assert told("plain") == ["Lunch (cancelled)", "Dinner (TBC)", "Breakfast"]
    assert told("markdown")[2:] == ["| Lunch (cancelled) |", "| Dinner (TBC) |", "| Breakfast |"]
    assert told("table")[-3:] == ["Lunch (cancelled)", "Dinner (TBC)", "Breakfast"]
    for form in ("csv", "tsv"):
        assert told(form) == ["title", "Lunch", "Dinner", "Breakfast"]
    assert [event["title"] for event in json.loads("".join(told("json")))] == ["Lunch", "Dinner", "Breakfast"]


def test_people_are_sorted_by_what_they_do(run: Run) -> None:
    """Events by their number, duration by its length: Pope has five in 8:15, Daniels five in 8:30."""
    asked = ("speaker", "--format", "plain", "--columns", "name,duration", "--limit", "2", "--reverse")
    assert run(*asked, "--sort", "duration").out == "Ugochi Daniels  8 h 30 min\nAmy Pope        8 h 15 min\n"
    names = run("speaker", "--sort", "events,name", "--format", "tsv", "--columns", "name").out.splitlines()
    assert names[-2:] == ["Amy Pope", "Ugochi Daniels"]


def test_columns_are_those_that_were_named(run: Run) -> None:
    """In that order, each once, in any case, in every format."""
    asked = ("show", "cmil", "--columns", "Title, id,title,duration")
    title = "Launch of the Climate Mobility Innovation Lab"
    record = {"title": title, "id": "cmil", "duration": "PT2H0M"}
    assert json.loads(run(*asked, "--json").out) == record
    assert json.loads(run(*asked, "--format", "jsonl").out) == record
    assert run(*asked, "--format", "csv").out == f"title,id,duration\n{title},cmil,PT2H0M\n"
    assert run(*asked, "--format", "plain").out == f"{title}  cmil  2 h\n"
    assert run(*asked).out.splitlines()[-2:] == ["title" + " " * 42 + "id    duration", f"{title}  cmil  2 h"]
    narrow = run(*asked, columns=40).out.splitlines()
    assert narrow[-4:] == ["title: Launch of the Climate Mobility", "Innovation Lab", "id: cmil", "duration: 2 h"]


def test_columns_and_sort_may_be_given_several_times(run: Run) -> None:
    """They add up in their order, as if they stood between commas, and each column is there once."""
    asked = ("list", "--format", "tsv", "--limit", "3")
    once = run(*asked, "--columns", "id,status,title", "--sort", "duration,id").out
    twice = run(*asked, "--columns", "id", "--columns", "status,id,title", "--sort", "duration", "--sort", "id").out
    assert twice == once
    assert once.splitlines()[0] == "id\tstatus\ttitle"
    assert [line.split("\t")[0] for line in once.splitlines()[1:]] == ["climate-peace", "drc", "eps"]


def test_a_table_of_columns(run: Run) -> None:
    """Cards where there is no room, both numbers of a part, no days in another order, no clock for people."""
    answer = run("list", "--date", "26", "--columns", "id,audience,time", columns=40)
    assert answer.out.endswith("\n\nid: amr\ntime: 08:00–10:00\n\nid: eps\ntime: 11:15–12:45\n")
    by_title = run("list", "--sort", "title", "--limit", "2").out
    assert by_title.splitlines()[4].split() == ["date", "time", "title", "speakers", "organizers"]
    assert "Thursday 26 September" not in by_title
    backwards = run("list", "--sort", "start", "--reverse").out
    assert backwards.index("Thursday 26 September") < backwards.index("Sunday 22 September")
    assert "3 of 10 events, 19–23 September 2024" in run("list", "--limit", "3").out
    assert "2 of 5 events, 2 h 45 min" in run("speaker", "pope", "--limit", "2").out
    assert "10 events, 19–26 September 2024" in run("list", "--limit", "10").out
    out = run("speaker", "--columns", "id,name", "--limit", "1").out
    assert out == "id        name\namy-pope  Amy Pope\n"


@pytest.mark.parametrize("asked", [["list", "--date", "24"], ["show", "cmil"], ["speaker", "pope"]], ids=" ".join)
def test_a_table_of_columns_says_by_which_clock_its_times_are(run: Run, asked: list[str]) -> None:
    """As every table does; a second clock that is the first is none."""
    answer = run(*asked, "--columns", "id,time", "--tz", "Geneva", "--also", "zurich", "--also", "UTC", "--also", "utc")
    assert "Times in Europe/Zurich (CEST, UTC+02:00); also UTC (UTC+00:00)\n" in answer.out
    assert (
        "cmil" + answer.out.partition("\ncmil")[2].partition("\n")[0].replace(" ", "")
        == "cmil23:00–01:00+1;UTC21:00–23:00"
    )


def test_an_agenda_has_the_part_in_a_column(run: Run, write_file: WriteFile) -> None:
    """`role` is what the person or organization does in each event; CSV has what each organizer does too."""
    asked = ("--format", "tsv", "--columns", "id,role", "--limit", "3")
    assert run("speaker", "pope", *asked).out.splitlines()[1:] == [
        *("climate-peace\topening remarks", "drc\tspeaker", "eu-migration\tpanelist; organizer")
    ]
    event = f"id: a, title: A, {AT_NINE}, organizers: [WHO, {{name: ILO, role: co-host, status: tentative}}]"
    path = str(write_file(_events([event])))
    header, row = _read(run("list", "--events", path, "--format", "csv").out)
    assert row[header.index("organizers")] == "WHO (organizer); ILO (co-host, TBC)"
    header, row = _read(run("organizer", "ILO", "--events", path, "--format", "csv").out)
    assert header == [*EVENT_KEYS, "role"]
    assert row[-1] == "co-host, TBC"


@pytest.mark.parametrize(
    ("kind", "name", "header"),
    [
        ("speaker", "amy-pope", "Name Office Organization Duration Events"),
        ("organizer", "svcf", "Name Acronym Kind Duration Events"),
    ],
)
def test_people_have_columns_that_nobody_named(run: Run, kind: str, name: str, header: str) -> None:
    """Plain begins with the id, with which one goes on; Markdown is to be read."""
    assert name in [line.split()[0] for line in run(kind, "--format", "plain").out.splitlines()]
    first, _, *rows = run(kind, "--format", "markdown").out.splitlines()
    assert first == f"| {' | '.join(header.split())} |"
    assert not any(name in row for row in rows)


def test_other_clocks_stand_beside_the_time(run: Run) -> None:
    """In every text for people; JSON, CSV and TSV keep to one instant with its offset."""
    asked = ("show", "cmil", "--also", "Geneva", "--also", "Kathmandu")
    told = "17:00–19:00; CEST 23:00–01:00 +1; UTC+05:45 02:45 +1–04:45 +1"
    assert run(*asked, "--format", "plain", "--columns", "time").out == f"{told}\n"
    assert run(*asked, "--format", "tsv", "--columns", "time").out == "time\n17:00–19:00\n"
    assert run(*asked, "--json").out == run("show", "cmil", "--json").out


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (["--columns", "titel"], 'there is no column "titel"', 'did you mean "title"?'),
        (["--columns", ""], 'there is no column ""', "the columns are id, title, start, "),
        (["--limit", "0"], "Invalid value for '--limit'", "shows how to use it"),
        (["--limit", "many"], "Invalid value for '--limit'", "shows how to use it"),
        (["--json", "--format", "csv"], "--json is not --format csv", "give one of them"),
        (["--also", "Mars"], 'there is no time zone "Mars"', ""),
    ],
)
@pytest.mark.parametrize("asked", [["list"], ["show", "cmil"], ["speaker", "pope"]], ids=" ".join)
def test_a_wrong_wish_is_refused(run: Run, asked: list[str], options: list[str], message: str, hint: str) -> None:
    """With what there is instead, and nothing on standard output."""
    answer = run(*asked, *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {message}")
    assert hint in answer.err


@pytest.mark.parametrize("option", ["--columns", "--sort"])
def test_people_have_other_columns(run: Run, option: str) -> None:
    """The hint for a mistyped one names theirs."""
    answer = run("speaker", option, "nmae")
    assert (answer.code, answer.out) == (2, "")
    assert 'did you mean "name"?' in answer.err


def test_a_schedule_is_no_list(run: Run) -> None:
    """`info` is one record, as a table or as JSON, and its help offers nothing else."""
    assert json.loads(run("info", "--format", "jsonl").out) == json.loads(run("info", "--json").out)
    refused = run("info", "--format", "csv")
    assert (refused.code, refused.out) == (2, "")
    assert "'csv' is not one of 'table', 'json', 'jsonl'" in refused.err
    assert run("info", "--json", "--format", "jsonl").err.startswith("error: --json is not --format jsonl\n")
    assert "table, json or jsonl. [default: table]" in " ".join(run("info", "--help").out.split())


@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("options", [["--columns", "date,summary,title"], ["--columns", "summary", "--sort", "title"]])
def test_a_table_of_columns_marks_what_was_found(run: Run, columns: int, options: list[str]) -> None:
    """As the days do: Mpox is in one summary, beside a 2024 that the dates hold too; those are not what was found."""
    out = run("filter", "mpox 2024", *options, "--color", "always", columns=columns).out
    assert re.findall(r"\x1b\[7m(.*?)\x1b", out) == ["Mpox", "2024"]
