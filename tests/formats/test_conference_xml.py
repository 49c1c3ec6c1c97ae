from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.formats import builders
from ungacli.model import Document, Event, Person

BERLIN = ZoneInfo("Europe/Berlin")

# In the manner of pretalx: dates with offsets, a zone, persons and links with more than names.
PRETALX = """\
<?xml version='1.0' encoding='utf-8' ?>
<!-- Made by a program -->
<schedule>
    <generator name="pretalx" version="2025.1.0" /><version>0.7</version>
    <url>https://talks.example.org/harbour-2025/schedule/</url>
    <conference>
        <title>Harbour Days 2025</title> <acronym>harbour-2025</acronym>
        <start>2025-05-09</start> <end>2025-05-10</end> <days>2</days> <timeslot_duration>00:05</timeslot_duration>
        <base_url>https://talks.example.org</base_url> <time_zone_name>Europe/Berlin</time_zone_name>
        <track name="Cargo" slug="7-cargo" color="#aa0000"/>
    </conference>
    <day index='1' date='2025-05-09' start='2025-05-09T04:00:00+02:00' end='2025-05-10T03:59:00+02:00'>
        <room name='Quay &amp; Crane' guid='1b1d9f7e-4d2c-5a51-9a3e-26e7a3f3c0aa'>
            <event guid='5a6f5cf6-1f8f-5a5c-9a24-3a7a7f31b001' id='41' code='QX7KPL'>
                <room>Quay &amp; Crane</room> <title>Loading at night</title> <subtitle></subtitle> <type>Talk</type>
                <date>2025-05-10T00:30:00+02:00</date> <start>00:30</start> <duration>00:45</duration>
                <abstract>How lamps help.</abstract> <slug>harbour-2025-41-loading-at-night</slug>
                <track>Cargo</track> <language>en</language>
                <persons>
                    <person id='9' guid='0d1b3a52-1c84-51c1-b0f2-71b5a1b5c0d9'>Prof Ilse Kahn</person>
                    <person id='10'>Tomás Roa</person>
                </persons>
                <description>How lamps help. And where they do not.</description>
                <recording><license></license><optout>false</optout></recording>
                <links><link href="https://example.org/lamps">Lamps</link></links>
                <attachments><attachment href="/media/slides.pdf" type="related">Slides</attachment></attachments>
                <feedback_url>https://talks.example.org/harbour-2025/talk/QX7KPL/feedback/</feedback_url>
                <url>https://talks.example.org/harbour-2025/talk/QX7KPL/</url>
            </event>
        </room>
    </day>
    <day index='2' date='2025-05-10' start='2025-05-10T04:00:00+02:00' end='2025-05-11T03:59:00+02:00'></day>
</schedule>
"""

# The same event in pretalx's JSON: rooms by their names, an end beside another duration, missing texts as null.
PRETALX_JSON = """\
{
  "$schema": "https://c3voc.de/schedule/schema.json", "generator": {"name": "pretalx", "version": "2025.1.0"},
  "schedule": {
    "url": "https://talks.example.org/harbour-2025/schedule/", "version": "0.7",
    "base_url": "https://talks.example.org",
    "conference": {
      "acronym": "harbour-2025", "title": "Harbour Days 2025", "start": "2025-05-09", "end": "2025-05-09",
      "daysCount": 1, "timeslot_duration": "00:05", "time_zone_name": "Europe/Berlin",
      "rooms": [{"name": "Quay & Crane", "slug": "3-quay", "guid": null, "description": null, "capacity": 80}],
      "tracks": [{"name": "Cargo", "slug": "7-cargo", "color": "#aa0000"}],
      "days": [{
        "index": 1, "date": "2025-05-09",
        "day_start": "2025-05-09T04:00:00+02:00", "day_end": "2025-05-10T03:59:00+02:00",
        "rooms": {"Quay & Crane": [{
          "guid": "5a6f5cf6-1f8f-5a5c-9a24-3a7a7f31b001", "code": "QX7KPL", "id": 41, "logo": null,
          "date": "2025-05-10T00:30:00+02:00", "start": "00:30", "end": "2025-05-10T01:15:00+02:00",
          "duration": "00:50", "room": "Quay & Crane", "slug": "harbour-2025-41-loading", "language": "en",
          "url": "https://talks.example.org/harbour-2025/talk/QX7KPL/", "title": "Loading at night", "subtitle": "",
          "track": "Cargo", "type": "Talk", "abstract": "How lamps help. And where they do not.",
          "description": null, "recording_license": "", "do_not_record": false,
          "persons": [{"code": "AB12", "name": "Ilse Kahn", "public_name": "Prof Ilse Kahn", "avatar": null},
                      {"code": "CD34", "name": "Tomás Roa", "avatar": null}],
          "links": [{"title": "Lamps", "url": "https://example.org/lamps", "type": "related"}],
          "feedback_url": "https://talks.example.org/feedback/",
          "attachments": [{"title": "Slides", "url": "/media/slides.pdf", "type": "related"}]
        }]}
      }]
    }
  }
}
"""

# In the manner of frab: no dates of events, no zone, short durations, links without a title.
FRAB = """\
<?xml version='1.0' encoding='utf-8' ?>
<schedule>
  <version>Second draft</version>
  <conference> <acronym>ferry7</acronym> <title>Ferry 7</title> <days>1</days> </conference>
  <day date='2014-08-30' index='1'>
    <room name='Deck'>
      <event guid='b9e1c6a0-7f0a-4a4c-8a55-0a4ef3f0a001' id='1207'>
        <start>14:00</start> <duration>1:30</duration> <room>Deck</room> <slug>ferry7-1207-knots</slug>
        <title>Knots</title> <subtitle>Twelve that hold</subtitle> <track></track> <type>workshop</type>
        <language></language> <abstract>Bring a rope.</abstract> <description></description>
        <persons><person id='3'>Ada Okafor</person></persons>
        <links><link href='http://example.org/knots'></link></links>
      </event>
      <event guid='b9e1c6a0-7f0a-4a4c-8a55-0a4ef3f0a002' id='1208'>
        <start>00:15</start><duration>0:30</duration><room>Deck</room><title>Stars</title>
      </event>
    </room>
  </day>
</schedule>
"""

# In the manner of wafer and pentabarf: where days change, elements of their own, some twice.
PENTABARF = """\
<schedule>
  <conference> <title>Inland Waters</title> <day_change>05:00</day_change> </conference>
  <day date="2016-07-02" index="1">
    <room name="Lock">
      <event id="77">
        <start>04:30</start><duration>00:20</duration><track>Lock</track><abstract/>
        <title>
          Low
          water
        </title>
        <description>Boots.</description> <abstract/>
        <persons><person id="5">
          Lin Wu
        </person></persons>
        <conf_url>/talks/77/</conf_url> <full_conf_url>https://inland.example.org/talks/77/</full_conf_url>
      </event>
    </room>
  </day>
</schedule>
"""


def one(*fields: str, attributes: str = 'id="1"', day: str = 'date="2025-05-09"') -> str:
    """Return a schedule.xml in Berlin with one event in the hall, *fields* its elements, from 10:00 for an hour."""
    inner = "".join(fields)
    for tag, value in (("title", "Talk"), ("start", "10:00"), ("duration", "01:00")):
        inner += "" if f"<{tag}" in inner else f"<{tag}>{value}</{tag}>"
    return wrapped(f"<day {day}><room name='Hall'><event {attributes}>{inner}</event></room></day>")


def wrapped(days: str, *, conference: str = "<time_zone_name>Europe/Berlin</time_zone_name>") -> str:
    """Return a schedule.xml with *days*."""
    return f"<schedule><conference><title>C</title>{conference}</conference>{days}</schedule>"


def event(*fields: str, attributes: str = 'id="1"', day: str = 'date="2025-05-09"') -> Event:
    """Return the event of that file, which has no diagnostics."""
    (found,) = builders.read(one(*fields, attributes=attributes, day=day), "conf.xml").events
    return found


@pytest.mark.parametrize(("text", "name"), [(PRETALX, "conf.xml"), (PRETALX_JSON, "schedule.json")])
def test_pretalx(text: str, name: str) -> None:
    """A file in pretalx's manner is read with everything that it contains about events; an end is believed."""
    schedule = builders.read(text, name)
    (night,) = schedule.events
    assert (schedule.id, schedule.title, schedule.timezone) == ("harbour-2025", "Harbour Days 2025", BERLIN)
    assert schedule.url == "https://talks.example.org/harbour-2025/schedule/"
    assert night == Event(
        id="loading-night",
        title="Loading at night",
        start=datetime(2025, 5, 10, 0, 30, tzinfo=BERLIN),
        end=datetime(2025, 5, 10, 1, 15, tzinfo=BERLIN),
        uid="5a6f5cf6-1f8f-5a5c-9a24-3a7a7f31b001",
        schedule="harbour-2025",
        sources=("harbour-2025",),
        location="Quay & Crane",
        speakers=night.speakers,
        topics=("Cargo",),
        documents=(
            Document("Lamps", "https://example.org/lamps"),
            Document("Slides", "https://talks.example.org/media/slides.pdf"),
        ),
        summary="How lamps help. And where they do not.\n\nType: Talk\nLanguage: en",
        url="https://talks.example.org/harbour-2025/talk/QX7KPL/",
    )
    assert [part.person for part in night.speakers] == [
        Person("ilse-kahn", "Ilse Kahn", honorific="Prof"),
        Person("tomas-roa", "Tomás Roa"),
    ]


def test_frab() -> None:
    """A file in frab's manner is read in the zone given; times before six are in the night after their day."""
    schedule, said = builders.told(FRAB, "conf.xml", zone=BERLIN)
    knots, stars = schedule.events
    assert (schedule.id, knots.id, knots.location) == ("ferry7", "knots", "Deck")
    assert (knots.start, knots.duration) == (datetime(2014, 8, 30, 14, tzinfo=BERLIN), timedelta(minutes=90))
    assert knots.summary == "Twelve that hold\n\nBring a rope.\n\nType: workshop"
    assert knots.documents == (Document("http://example.org/knots", "http://example.org/knots"),)
    assert (knots.topics, stars.topics, stars.summary) == ((), (), None)
    assert stars.start == datetime(2014, 8, 31, 0, 15, tzinfo=BERLIN)
    assert said == ["14:7: note: times before 06:00 are understood as in the night after their day"]
    assert builders.refused(FRAB, "conf.xml")[0].startswith('1:1: schedule: "timezone" is missing; --tz ZONE')


def test_pentabarf() -> None:
    """A file in pentabarf's manner says when its days change; of an element given twice the one with text counts."""
    (water,) = builders.read(PENTABARF, "conf.xml", zone=BERLIN).events
    assert (water.title, water.summary, water.topics) == ("Low water", "Boots.", ("Lock",))
    assert water.start == datetime(2016, 7, 3, 4, 30, tzinfo=BERLIN)
    assert water.url == "https://inland.example.org/talks/77/"
    assert [part.person.name for part in water.speakers] == ["Lin Wu"]


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "+03:00"])
def test_an_unknown_zone(zone: str) -> None:
    """What is no zone is an error if a time needs one, and otherwise a warning."""
    text = one().replace("Europe/Berlin", zone)
    (problem,) = builders.refused(text, "conf.xml")
    schedule, (warning,) = builders.told(text, "conf.xml", zone=BERLIN)
    assert schedule.timezone == BERLIN
    for message in (problem, warning.replace("warning: ", "")):
        assert message.startswith("1:39: schedule.timezone: ")
        assert f'"{zone}"' in message


def test_titles_and_guids_that_stand_twice() -> None:
    """Ids come from the titles, whatever numbers the events have; a guid counts once, and the event stays."""
    slots = "".join(
        f"<event id='5' guid='{guid}'><title>Boats</title><date>2025-05-{when}:00+02:00</date>"
        f"<duration>1:00</duration></event>\n"
        for guid, when in (("aa", "09T10:00"), ("AA", "09T12:00"), ("", "10T10:00"), ("", "10T10:00"))
    )
    schedule, (line,) = builders.told(wrapped(f"<day><room name='A'>{slots}</room></day>"), "conf.xml")
    ids = "boats-2025-05-09 boats-2025-05-09-2 boats-2025-05-10 boats-2025-05-10-2"
    assert [found.id for found in schedule.events] == ids.split()
    assert schedule.events[0].uid == "aa"
    assert line.startswith('2:1: warning: events[1].uid: the uid "AA" is that of events[0] already')


def test_links() -> None:
    """Links start from the base; what is no link is reported and ignored, the event and a document's title stay."""
    links = (
        "<link href='mailto:a@b'>Mail</link><link href='//[::1/'>Six</link><link>https://example.org/x</link><link/>"
    )
    text = one("<url>talks/1 a</url>", f"<links>{links}</links>")
    based = text.replace("<title>C</title>", "<title>C</title><base_url>https://example.org/c/</base_url>")
    schedule, (line,) = builders.told(based, "conf.xml")
    assert (schedule.url, schedule.events[0].url) == ("https://example.org/c/", "https://example.org/c/talks/1%20a")
    good = Document("https://example.org/x", "https://example.org/x")
    assert schedule.events[0].documents == (Document("Mail"), Document("Six"), good)
    assert line.endswith('warning: the link "mailto:a@b" is not an address; ignored (and 1 more)')
    schedule, (line, _) = builders.told(text, "conf.xml")
    assert schedule.events[0].url is None
    assert line.endswith('warning: the url "talks/1 a" is not an address; ignored')


@pytest.mark.parametrize(
    ("written", "summary"),
    [
        ("<abstract><![CDATA[*Not* HTML: a < b, <name>]]></abstract>", "*Not* HTML: a < b, <name>"),
        ("<abstract><![CDATA[<p>One\n<b>two</b> &amp; three</p><p>Four</p>]]></abstract>", "One two & three\n\nFour"),
        ("<abstract>A.</abstract><description>A. B.</description>", "A. B."),
        ("<abstract>A.</abstract><description>B.</description>", "A.\n\nB."),
    ],
)
def test_summaries(written: str, summary: str) -> None:
    """HTML becomes plain text, Markdown stays; an abstract that begins the description is not repeated."""
    assert event(written).summary == summary


def test_who_is_one_person() -> None:
    """One id joins spellings of one name, and no others; two ids with one name are two people."""
    persons = (
        "<person id='1'>Ann Lee</person><person id='1'>Ann B. Lee</person><person id='2'>Dr Ann  Lee</person>"
        "<person>Ann Lee</person><person id='0'>Bo Ray</person><person id='0'>Cy Orr</person><person> </person>"
    )
    schedule = builders.read(one(f"<persons>{persons}</persons>"), "conf.xml")
    first, longer, namesake, plain, *others = (part.person for part in schedule.events[0].speakers)
    assert first == longer == plain != namesake
    assert (namesake.name, namesake.honorific) == ("Ann Lee", "Dr")
    assert [person.name for person in others] == ["Bo Ray", "Cy Orr"]


def test_events_without_a_zone_or_a_room() -> None:
    """Times with offsets are in UTC then, which is noted; schedule.xml is known by its beginning."""
    text = wrapped(one("<date>2025-05-09T10:00:00+02:00</date>").partition("</conference>")[2], conference="")
    schedule, said = builders.told(text.replace("</schedule></schedule>", "</schedule>"), "conf.xml")
    assert (schedule.timezone.key, schedule.events[0].start.isoformat()) == ("UTC", "2025-05-09T08:00:00+00:00")
    assert said == ["1:1: note: the file names no time zone: times are shown in UTC; --tz ZONE for another"]
    inner = "<event><title>T</title><start>9:00</start><duration>0:30</duration></event>"
    text = "<?xml version='1.0'?>\n<!-- a --><!-- b -->\n" + wrapped(f"<day date='2025-05-09'>{inner}</day>")
    assert builders.read(text, "schedule").events[0].location is None
