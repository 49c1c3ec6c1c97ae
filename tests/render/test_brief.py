from datetime import datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from tests.builders import event, schedule
from ungacli.model import Document, Event, Mode, Organization, Organizer, Person, Schedule, Speaker, Status
from ungacli.planning.brief import Brief, agenda_of, brief_subject, compose
from ungacli.render.brief import brief_blocks, brief_facts, heading, html_page, markdown_document
from ungacli.render.data import brief_record

HOSTILE = '<script>alert(1)</script> & "q" \x1b[31m\u202e *b* [l](javascript:x) `c` #'
ANN = Person("ann", "Ann", honorific="Dr", office="Chief")


def shown(brief: Brief, width: int, *also: ZoneInfo) -> str:
    """Return what the terminal shows."""
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        for part in brief_blocks(brief, width=width, also=also):
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def monday(unga: Schedule) -> Brief:
    """Return Amy Pope's brief for 23 September."""
    amy = brief_subject(unga, "Amy Pope")
    assert isinstance(amy, Person)
    return compose(unga, [one for one in agenda_of(unga, amy) if one.start.day == 23], of=amy)


def full(**fields: object) -> Event:
    """Return an event with everything that a brief tells."""
    given: dict[str, object] = {
        "location": "Room 1",
        "mode": Mode.HYBRID,
        "audience": "Members",
        "summary": "About it.",
        "documents": (Document("Paper", "https://example.org/p"), Document("Draft")),
        "contact": "desk@example.org",
        "url": "https://example.org/e",
        "note": "bring cake",
        "speakers": (Speaker(ANN),),
        "organizers": (Organizer(Organization("b", "Body", "B")),),
    }
    return event(**{**given, **fields})


@pytest.mark.parametrize("width", [40, 80])
def test_the_brief_of_a_day(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """Amy Pope's 23 September: nothing is wider than the terminal, or cut off."""
    told = shown(monday(unga), width)
    assert max(map(len, told.splitlines())) <= width
    assert "…" not in told
    assert told == snapshot


def facts_of(*events: Event, of: Person | Organization | None = None) -> list[dict[str, list[str]]]:
    """Return what is told of each event, by its label."""
    brief = compose(schedule(*events), events, of=of, notes=True)
    return [
        {label: [line.text for line in lines] for label, lines in brief_facts(brief, entry, [])}
        for entry in brief.entries
    ]


def test_what_is_known_and_what_is_not() -> None:
    """Each fact stands by its label; nobody, or nobody else, is announced; a virtual event lacks no venue."""
    assert facts_of(full()) == [
        {
            "Where": ["Room 1, hybrid"],
            "Speakers": ["Dr Ann, Chief: speaker"],
            "Organizers": ["organizer: Body (B)"],
            "Audience": ["Members"],
            "About": ["About it."],
            "Documents": ["Paper: https://example.org/p", "Draft (no link published)"],
            "Contact": ["desk@example.org"],
            "Page": ["https://example.org/e"],
            "Note": ["bring cake"],
        }
    ]
    assert facts_of(event())[0]["Where"] == ["Venue not published"]
    assert facts_of(event())[0]["Speakers"] == ["nobody announced"]
    virtual = event(mode=Mode.VIRTUAL, speakers=(Speaker(ANN),))
    told = facts_of(virtual, of=ANN)[0]
    assert (told["Where"], told["With"], told["Part"]) == (["virtual"], ["nobody else announced"], ["speaker"])
    assert "TBC" not in told


def test_gaps_and_overlaps_in_words() -> None:
    """Gaps from 10:00 on are none and two hours; of four overlaps three are named, none with what is cancelled."""
    events = [event(id=str(hour), title=f"At {hour}") for hour in (0, 1, 4)]
    moved = [
        event(id=one.id, title=one.title, start=one.start + timedelta(hours=int(one.id)), mode=Mode.VIRTUAL)
        for one in events
    ]
    assert [(told["Before"], told["After"]) for told in facts_of(*moved)] == [
        (["first of the day"], ["no time until At 1 at 10:00"]),
        (["no time since At 0 ended at 10:00"], ["2 h until At 4 at 13:00"]),
        (["2 h since At 1 ended at 11:00"], ["last of the day"]),
    ]
    five = [event(id=str(number), title=f"No {number}") for number in range(5)]
    off = event(id="off", status=Status.CANCELLED)
    told = facts_of(*five, off)
    assert told[0]["Overlaps"] == [*(f"overlaps No {number} by 1 h" for number in (1, 2, 3)), "and 1 more"]
    assert not {"Before", "After", "Overlaps"} & told[-1].keys()


def test_who_is_not_sure_is_marked() -> None:
    """TBC stands in the words, a tilde before them in the terminal; else each document says that all is confirmed."""
    sure = full(speakers=(Speaker(ANN, status=Status.TENTATIVE),), status=Status.TENTATIVE, note=None)
    told = shown(compose(schedule(sure), [sure]), 80)
    assert "Briefing (TBC)" in told
    assert "~ Dr Ann, Chief: speaker, TBC" in told
    assert "Briefing, 22 September, 09:00–10:00: the event itself; speaker: Ann" in told
    brief = compose(schedule(full()), [full()])
    for told in (shown(brief, 80), markdown_document(brief), html_page(brief)):
        assert "Everything is confirmed." in told


def test_other_clocks_are_told() -> None:
    """09:00 in Geneva is 03:00 in New York; what starts at 20:00 there is listed at 02:00, in data at 20:00."""
    brief = compose(schedule(full()), [full()])
    told = shown(brief, 100, ZoneInfo("America/New_York"), ZoneInfo("Europe/Zurich"))
    assert "Times in Europe/Zurich (CEST, UTC+02:00); also America/New_York (EDT, UTC−04:00)" in told
    assert "Also        EDT 03:00–04:00, America/New_York" in told
    there = event(start=datetime(2025, 9, 22, 20, tzinfo=ZoneInfo("America/New_York")))
    assert facts_of(there)[0]["There"] == ["EDT 20:00 -1–21:00 -1, America/New_York"]
    brief = compose(schedule(there), [there])
    assert brief.events[0].start.isoformat() == "2025-09-23T02:00:00+02:00"
    assert brief_record(brief)["events"][0]["start"] == "2025-09-22T20:00:00-04:00"


def test_the_heading() -> None:
    """A body has its acronym below its name, if it has one; a brief of nothing has neither days nor clocks."""
    for body, below in ((Organization("b", "Body", "B"), "B"), (Organization("c", "Corps"), "1 event")):
        one = full(organizers=(Organizer(body),))
        assert heading(compose(schedule(one), [one], of=body), [])[0].text.startswith(below)
    assert heading(compose(schedule(full()), []), []) == []


OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article"),
    *("h1", "h2", "h3", "p", "time", "dl", "dt", "dd", "a", "ul", "li", "span"),
}


def test_the_page_of_all_is_told_once() -> None:
    """Two events on one page: it stands above them; on two pages, each beside its own."""
    one, other = full(id="a"), full(id="b")
    told = html_page(compose(schedule(one, other), [one, other]))
    assert told.count(">https://example.org/e</a>") == 1
    apart = full(id="b", url="https://example.org/f")
    assert [each["Page"] for each in facts_of(one, apart)] == [["https://example.org/e"], ["https://example.org/f"]]


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the ones that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag, which has to be this one."""
        assert self.open.pop() == tag


def hostile() -> Brief:
    """Return a brief in which every text is an attack."""
    bad = full(
        title=HOSTILE,
        location=HOSTILE,
        audience=HOSTILE,
        summary=f"# {HOSTILE}\n- x",
        contact=HOSTILE,
        note=HOSTILE,
        url='javascript:alert("1")',
        documents=(Document(HOSTILE, 'https://e.org/"><script>'), Document("1. one", "data:text/html,x")),
        speakers=(
            Speaker(Person("p", HOSTILE, office=HOSTILE)),
            Speaker(Person("q", "1. Q"), status=Status.TENTATIVE),
        ),
        organizers=(Organizer(Organization("o", HOSTILE)),),
    )
    return compose(schedule(bad, title=HOSTILE), [bad], notes=True)


def test_a_page_runs_and_loads_nothing(unga: Schedule) -> None:
    """Whatever the texts are, no tag is but ours, all are closed, links lead to the web; it prints on any paper."""
    told = html_page(hostile())
    tags = Tags()
    tags.feed(told)
    assert tags.open == []
    assert {tag for tag, _ in tags.found} <= OURS
    assert not [
        name for _, attributes in tags.found for name in attributes if name in {"src", "style"} or name[:2] == "on"
    ]
    assert [attributes["href"] for tag, attributes in tags.found if tag == "a"] == ['https://e.org/"><script>']
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert tags.found[:2] == [("html", {"lang": "en"}), ("head", {})]
    told = html_page(monday(unga))
    assert "@page { margin:" in told
    assert "article, li { break-inside: avoid; }" in told
    assert "url(" not in told
    assert "@import" not in told


def test_markdown_stays_text() -> None:
    """No text becomes a list, a heading, a link or HTML; the page's address is left for Markdown to link."""
    told = markdown_document(hostile())
    assert "<script" not in told.replace("\\<script", "")
    assert "  - 1\\. Q: speaker, TBC" in told
    assert "[l](" not in told
    assert "\x1b" not in told
    assert [line[:3] for line in told.splitlines() if line.startswith("#")] == ["# B", "## ", "###", "## "]
    assert "- **Page:** https://example.org/e" in markdown_document(compose(schedule(full()), [full()]))


def test_the_record_has_iso_lengths() -> None:
    """Two at one time and one two hours later: what overlaps, the gaps, what is open."""
    one, other = full(id="a", location=None), full(id="b")
    later = full(id="c", start=one.start + timedelta(hours=3))
    told = brief_record(compose(schedule(one, other, later), [one, other, later]))
    assert told["of"] is None
    assert [(each["gap_before"], each["gap_after"]) for each in told["events"]] == [
        (None, "PT2H0M"),
        (None, "PT2H0M"),
        ("PT2H0M", None),
    ]
    assert told["events"][0]["overlaps"] == [{"event": "b", "duration": "PT1H0M"}]
    assert told["unconfirmed"] == [{"event": "a", "what": "venue not published"}]
    assert told["events"][0]["note"] is None
