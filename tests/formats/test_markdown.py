import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.formats import builders
from tests.formats.builders import NEW_YORK
from ungacli.formats import markdown
from ungacli.model import (
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Speaker,
    SpeakerRole,
    Status,
)

IOM = Organization("iom", "International Organization for Migration", "IOM")
AMY = Person("amy", "Amy Pope", "Dr", office="Director General", organization=IOM)


def document(*events: Event, **changes: object) -> str:
    """Return *events* as Markdown."""
    return markdown.write(builders.schedule(*events, **changes)).decode()


def html(text: str) -> str:
    """Return Markdown as HTML, as GitHub has it with tables and strokes."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def words(page: str) -> str:
    """Return what people read of a page of HTML, without spaces."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_a_schedule_is_a_document() -> None:
    """Title, clock, days, times, speakers, organizers, venue, documents, page and summary stand where people look."""
    event = builders.event(
        status=Status.TENTATIVE,
        mode=Mode.HYBRID,
        location="Room *1*",
        speakers=(Speaker(AMY, SpeakerRole.KEYNOTE, Status.TENTATIVE, Mode.VIRTUAL),),
        organizers=(Organizer(IOM, OrganizerRole.CO_HOST),),
        audience="Everybody",
        topics=("climate", "health"),
        documents=(Document("Concept note"), Document("The [report]", "https://example.org/r.pdf")),
        url="https://example.org/launch",
        contact="press@example.org",
        summary="One.\nTwo.\n\n- Three",
        note="secret",
    )
    assert document(event) == (
        "# Side events\n"
        "\n"
        "Times are by the clock of America/New\\_York.\n"
        "\n"
        "## Tuesday 24 September 2024\n"
        "\n"
        "### 17:00–19:00 Launch of the Lab (TBC)\n"
        "\n"
        "- **Venue:** Room \\*1\\* (hybrid)\n"
        "- **Speakers:**\n"
        "  - Dr Amy Pope, Director General, IOM (keynote, virtual, TBC)\n"
        "- **Organizers:**\n"
        "  - International Organization for Migration (IOM) (co-host)\n"
        "- **Audience:** Everybody\n"
        "- **Topics:** climate, health\n"
        "- **Documents:**\n"
        "  - Concept note (no link published)\n"
        "  - [The \\[report\\]](<https://example.org/r.pdf>)\n"
        "- **Published at:** <https://example.org/launch>\n"
        "- **Contact:** press@example.org\n"
        "\n"
        "One.  \n"
        "Two.  \n"
        "\n"
        "\\- Three\n"
    )


def test_days_have_their_events_in_order() -> None:
    """Each day is a heading once; a later day, another title or zone and an hour that comes twice are shown."""
    start, end = datetime(2024, 9, 24, 23, tzinfo=NEW_YORK), datetime(2024, 9, 25, 1, 0, 30, tzinfo=NEW_YORK)
    next_day = builders.event_at(datetime(2024, 9, 25, 9, tzinfo=NEW_YORK))
    events = (builders.event(), builders.event("Late", start=start, end=end), next_day)
    text = markdown.write(builders.schedule(*events), title="Mine").decode()
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# Mine",
        "## Tuesday 24 September 2024",
        "### 17:00–19:00 Launch of the Lab",
        "### 23:00–01:00:30 +1 Late",
        "## Wednesday 25 September 2024",
        "### 09:00–10:00 2024-09-25T09:00:00-04:00",
    ]
    assert "- **Venue:** Venue not published" in text
    start = datetime(2024, 9, 25, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    text = document(builders.event(start=start, end=start + timedelta(hours=1)))
    assert "### 11:30–12:30 Launch" in text
    assert "- **There:** 25 September, 00:30–01:30 (Asia/Tokyo)" in text
    start = datetime(2024, 11, 3, 1, 30, tzinfo=NEW_YORK)
    assert "### 01:30 UTC-04:00–01:30 UTC-05:00 L" in document(builders.event(start=start, end=start.replace(fold=1)))


@pytest.mark.parametrize(
    "text",
    [
        *("# Title", "- item", "* item", "+ item", "1. item", "12) item", "> quote", "---", "===", "```", "~~~ x"),
        *("<b>bold</b>", "<!-- x -->", "&copy;", "*a* _b_ **c** ~~d~~", "`code`", "[a](javascript:x)", "![a](b)"),
        *("| a | b |", ":-", "a\n===", "a\n---", "a\n:-:", "    code", "\tcode", "a\\", "[x]: https://a.b"),
        *("<https://a", "https://example.org/<script>"),
    ],
)
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever text a schedule holds stands in the page as it is, and makes no element of its own."""
    plain, odd = (html(document(everywhere(one))) for one in ("plain", text))
    elements = re.compile(r"<(?!br)/?[a-z]\w*")
    assert elements.findall(odd) == elements.findall(plain)
    assert words(odd).count("".join(text.split())) == words(plain).count("plain")


def everywhere(text: str) -> Event:
    """Return an event with *text* in each of its fields."""
    return builders.event(
        text,
        location=text,
        summary=text,
        topics=(text,),
        contact=text,
        audience=text,
        speakers=(Speaker(Person("p", text)),),
        organizers=(Organizer(Organization("o", text)),),
        documents=(Document(text), Document(text, "https://example.org")),
    )


def test_links_lead_where_they_say() -> None:
    """No sign in a link ends it or makes it another."""
    url = "https://example.org/a_(b)?c=<d>&e=\\*f*"
    page = html(document(builders.event(documents=(Document("Report", url),), url=url)))
    targets = re.findall('href="([^"]*)"', page)
    assert targets == ["https://example.org/a_(b)?c=%3Cd%3E&amp;e=%5C*f*"] * 2


@given(st.text(alphabet="ab1 \n\t#*_-+=`~<>[]()!|\\&:.\"'", max_size=20))
def test_any_summary_is_itself(text: str) -> None:
    """Law: whatever stands in a summary is read on the page, and nothing of it is markup."""
    page = html(document(builders.event(summary=f"Begin {text}", title="T")))
    body = page.partition("</ul>")[2]
    assert words(body) == "".join(f"Begin {text}".split())
    assert set(re.findall(r"</?([a-z]\w*)", body)) <= {"p", "br"}
