import codecs

import pytest

from tests.formats import builders
from ungacli.errors import QuestionError
from ungacli.formats.table import format_of, format_written

TABLE = "Title;Date;Start;End\nTalk;2025-09-22;09:00;10:00\n"


@pytest.mark.parametrize(
    ("content", "suffix", "name"),
    [
        (b"BEGIN:VCALENDAR\n", ".txt", "ics"),
        ("BEGIN:VCALENDAR\n".encode("utf-16"), "", "ics"),
        (b"<!DOCTYPE html><html>", ".ics", "page"),
        (b"\xef\xbb\xbf\n<html lang=en>", "", "page"),
        ("<!doctype html>".encode("utf-16"), "", "page"),
        (b'<?xml version="1.0"?><!-- x --><html>', ".xml", "page"),
        (b"events:\n  - summary: <html> is a word\n", ".yaml", "yaml"),
        (b"some text", ".htm", "page"),
        (b'<?xml version="1.0"?><schedule>', "", "xml"),
        (b'{"schedule": {"conference": {}}}', ".json", "voc"),
        (b'{"schedule": {"timezone": "UTC"}, "events": []}', ".json", "json"),
        (b'{"schedule": {"timezone": "UTC"}, "events": []}', "", "json"),
        (b"schedule: {timezone: UTC}\nevents: []\n", "", "yaml"),
        (b"# a comment\npeople:\n", ".txt", "yaml"),
        (TABLE.encode(), ".CSV", "csv"),
        (TABLE.encode(), "", "csv"),
        (TABLE.replace(";", "\t").encode("utf-16"), ".txt", "csv"),
        (b"Title,Date\n", ".tsv", "tsv"),
        (b"A page | with bars\nand lines, and more\n", ".txt", "page"),
        (b"Title,Date,Start\nx,y,z\n", ".md", "page"),
        (b"PK\x03\x04rest", ".xlsx", "csv"),
        (b"", "", "yaml"),
        (b"whatever", ".unknown", "yaml"),
    ],
)
def test_a_format_is_known(content: bytes, suffix: str, name: str) -> None:
    """By what it looks like for sure, then by its suffix, then by what it is likely to be."""
    assert format_of(content, suffix) == name


def test_names_and_marks_say_which_format() -> None:
    """.voc.json is schedule JSON, .json our own, a suffix alone no name; a byte order mark may be wrong."""
    assert builders.refused(codecs.BOM_UTF16_LE + b"a\nb", "week.csv") == ["2:1: not UTF-16, though it begins so"]
    assert (format_written("a/days.VOC.json"), format_written("days.json")) == ("voc", "json")
    with pytest.raises(QuestionError):
        format_written(".json")
