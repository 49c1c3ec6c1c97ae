"""The options that many commands share, each declared once.

The groups are named tuples, which take a tenth of the time of dataclasses to set up: every start
of the program pays for it.
"""

import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from ungacli.cli.terminal import Color
from ungacli.errors import QuestionError
from ungacli.query.conditions import Filters


def option(flags: str, metavar: str | None, summary: str, panel: str | None = None, **more: Any) -> Any:
    """Return the declaration of an option: its *flags* (`--output -o`) and what the help says, in which *panel*."""
    return typer.Option(*flags.split(), metavar=metavar, help=summary, rich_help_panel=panel, **more)


_filter = partial(option, panel="Filters")
_output = partial(option, panel="Output", show_default=False)
_reading = partial(option, panel="Reading files")


def _format(choices: str) -> Any:
    return _output("--format", "FORMAT", choices, show_default=True)


class FilterOptions(NamedTuple):
    """Which events to select, and what counts as the current time."""

    date: Annotated[list[str], _filter("--date", "DAYS", "On these days: 2024-09-23, 23 Sep, Monday, 23..25.")] = []
    from_: Annotated[list[str], _filter("--from", "DAY", "On this day or later.")] = []
    to: Annotated[list[str], _filter("--to", "DAY", "On this day or earlier.")] = []
    time: Annotated[
        list[str], _filter("--time", "TIMES", "At these times: 9-12, 14h30-16h, morning, after 17:00.")
    ] = []
    speaker: Annotated[list[str], _filter("--speaker", "NAME", "With this speaker.")] = []
    organizer: Annotated[list[str], _filter("--organizer", "NAME", "By this organizer.")] = []
    role: Annotated[list[str], _filter("--role", "ROLE", "With somebody in this role: moderator, co-host ...")] = []
    topic: Annotated[list[str], _filter("--topic", "TOPIC", "About this topic.")] = []
    status: Annotated[list[str], _filter("--status", "STATUS", "confirmed, tentative or cancelled.")] = []
    mode: Annotated[list[str], _filter("--mode", "MODE", "in-person, virtual or hybrid.")] = []
    where: Annotated[
        list[str], _filter("--where", "QUERY", "As the filter language says: topic:climate -is:past.")
    ] = []
    picked: Annotated[bool, _filter("--picked", None, "Picked by `ungacli pick`.")] = False
    for_: Annotated[
        str | None, _filter("--for", "NAME", "Whose picks --picked and is:picked mean; your own without it.")
    ] = None
    at: Annotated[str | None, _filter("--at", "MOMENT", "Take this for now: 2024-09-23T14:00, Monday 9am.")] = None

    def filters(self, query: str | None = None) -> Filters:
        """Return the filters among these options, with *query* beside the options."""
        values = self._asdict()
        del values["at"]
        return Filters(selection=values.pop("for_"), **values, query=query)


FromFormat = Annotated[str | None, _reading("--from-format", "FORMAT", "Read the files as this: ics, csv, page ...")]
Year = Annotated[
    int | None,
    _reading("--year", "YEAR", "Take days that are written without a year to be in this one.", min=1900, max=2199),
]
Duration = Annotated[str | None, _reading("--duration", "TIME", "Take events without an end to last so long: 90m, 1h.")]
DateOrder = Annotated[
    Literal["dmy", "mdy", "ymd"] | None,
    _reading("--date-order", "ORDER", "Take 03/04/2025 for 3 April (dmy) or March 4 (mdy)."),
]
Window = Annotated[str | None, _reading("--window", "DAYS", "Of what repeats take these days: FIRST..LAST.")]


FILES_HELP = "Schedule files of any format; a later one is laid over the earlier ones."
_ZONE_OF_FILES = "Times of a file that names no zone are taken to be in it."


class FileOptions(NamedTuple):
    """How files are read, and what is taken for granted where they do not say."""

    tz: Annotated[
        str | None,
        option("--tz", "ZONE", f"{_ZONE_OF_FILES} Europe/Zurich, Geneva, UTC, local."),
    ] = None
    from_format: FromFormat = None
    year: Year = None
    duration: Duration = None
    date_order: DateOrder = None
    window: Window = None


class SourceOptions(NamedTuple):
    """Which schedule, and by whose clock."""

    events: Annotated[
        list[Path],
        option(
            "--events",
            "FILE",
            "Read this schedule, not the bundled one; again: lay another over it.",
            envvar="UNGACLI_EVENTS",
        ),
    ] = []
    tz: Annotated[
        str | None,
        option(
            "--tz", "ZONE", f"Show times and days in this zone: Europe/Zurich, Geneva, UTC, local. {_ZONE_OF_FILES}"
        ),
    ] = None
    from_format: FromFormat = None
    year: Year = None
    duration: Duration = None
    date_order: DateOrder = None
    window: Window = None


Format = Literal["table", "plain", "json", "jsonl", "csv", "tsv", "markdown"]
"""How a list is written."""

Also = Annotated[
    list[str], _output("--also", "ZONE", "Tell the times in this zone too, in tables, plain and Markdown.")
]
Json = Annotated[bool, _output("--json", None, "The same as --format json.")]
When = Annotated[Color, _output("--color", "WHEN", "auto, always or never.", show_default=True)]


class ViewOptions(NamedTuple):
    """How a list is written; `with_options` makes the *format* what *json* names."""

    format: Annotated[Format, _format("table, plain, json, jsonl, csv, tsv or markdown.")] = "table"
    json: Json = False
    color: When = Color.AUTO


class CardOptions(NamedTuple):
    """How what is no list is written."""

    format: Annotated[Literal["table", "json", "jsonl"], _format("table, json or jsonl.")] = "table"
    json: Json = False
    color: When = Color.AUTO


BriefFormat = Literal["table", "markdown", "html", "json"]


class BriefOptions(NamedTuple):
    """How a brief is written."""

    format: Annotated[BriefFormat, _format("table, markdown, html or json.")] = "table"
    also: Also = []
    json: Json = False
    color: When = Color.AUTO


class TimelineOptions(NamedTuple):
    """How a timeline is shown."""

    by: Annotated[
        Literal["speaker"] | None, _output("--by", "WHAT", "speaker: a row for each, and one for nobody named.")
    ] = None
    also: Also = []
    format: Annotated[
        Literal["table", "plain", "json", "jsonl"],
        _format("table (drawn), plain (a sentence for each event), json or jsonl."),
    ] = "table"
    json: Json = False
    color: When = Color.AUTO


class ListOptions(NamedTuple):
    """What a listing says, in which order."""

    columns: Annotated[
        list[str],
        _output("--columns", "NAMES", "These facts alone: id,date,title; also time, speakers, organizers, summary ..."),
    ] = []
    sort: Annotated[list[str], _output("--sort", "NAMES", "In the order of these columns.")] = []
    reverse: Annotated[bool, _output("--reverse", None, "The last first.")] = False
    limit: Annotated[int | None, _output("--limit", "NUMBER", "No more than so many.", min=1)] = None
    also: Also = []


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* for Typer, each parameter that is a group of options replaced by its options.

    QuestionError is raised where `--json` and `--format` name two formats.
    """
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters: list[inspect.Parameter] = []
    groups: dict[str, Any] = {}
    for name, parameter in inspect.signature(command).parameters.items():
        group = parameter.annotation
        if hasattr(group, "_field_defaults"):
            groups[name] = group
            parameters += [
                inspect.Parameter(field, keyword, default=group._field_defaults[field], annotation=annotation)
                for field, annotation in group.__annotations__.items()
            ]
        else:
            parameters.append(parameter.replace(kind=keyword))

    def call(**values: Any) -> None:
        for name, group in groups.items():
            fields = {option: values.pop(option) for option in group._fields}
            if "format" in fields and fields["json"]:
                if fields["format"] not in {"table", "json"}:
                    raise QuestionError(f"--json is not --format {fields['format']}", hint="give one of them")
                fields["format"] = "json"
            values[name] = group(**fields)
        command(**values)

    call.__name__, call.__doc__ = command.__name__, command.__doc__
    # Typer takes what it offers from here; a function type has no such attribute to declare.
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call
