"""The options that many commands share, each declared once."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ungacli.query.filters import Filters


def _filter(flag: str, metavar: str, summary: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=summary, rich_help_panel="Filters")


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Which events are meant."""

    date: Annotated[list[str], _filter("--date", "DAY", "On this day: 2024-09-23, Monday, 23 Sep, today.")] = field(
        default_factory=list
    )
    from_: Annotated[str | None, _filter("--from", "DAY", "On this day or later.")] = None
    to: Annotated[str | None, _filter("--to", "DAY", "On this day or earlier.")] = None
    speaker: Annotated[list[str], _filter("--speaker", "NAME", "With this speaker.")] = field(default_factory=list)
    organizer: Annotated[list[str], _filter("--organizer", "NAME", "By this organizer.")] = field(default_factory=list)
    role: Annotated[list[str], _filter("--role", "ROLE", "With somebody in this role: moderator, co-host ...")] = field(
        default_factory=list
    )
    topic: Annotated[list[str], _filter("--topic", "TOPIC", "About this topic.")] = field(default_factory=list)
    status: Annotated[list[str], _filter("--status", "STATUS", "confirmed, tentative or cancelled.")] = field(
        default_factory=list
    )

    def filters(self, **more: Any) -> Filters:
        """Return what was asked, with *more* fields set."""
        return Filters(**{option.name: getattr(self, option.name) for option in fields(self)}, **more)


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """Which schedule, and by whose clock."""

    events: Annotated[
        Path | None,
        typer.Option(
            "--events", metavar="FILE", envvar="UNGACLI_EVENTS", help="Read this schedule, not the bundled one."
        ),
    ] = None
    tz: Annotated[
        str | None, typer.Option("--tz", metavar="ZONE", help="Tell times and days in this zone: Europe/Zurich, UTC.")
    ] = None


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"


class Color(StrEnum):
    """When an answer is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """How the answer is shown."""

    format: Annotated[Format, typer.Option("--format", help="How to write the answer.", rich_help_panel="Output")] = (
        Format.TABLE
    )
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.", rich_help_panel="Output")] = False
    color: Annotated[Color, typer.Option("--color", help="When to colour the answer.", rich_help_panel="Output")] = (
        Color.AUTO
    )

    @property
    def as_json(self) -> bool:
        """Whether JSON is wanted."""
        return self.json or self.format is Format.JSON


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* for Typer, each parameter that is a dataclass of options replaced by its fields."""
    signature = inspect.signature(command)
    groups: dict[str, Any] = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if is_dataclass(parameter.annotation)
    }
    parameters = []
    for name, parameter in signature.parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        for option in fields(groups[name]):
            default = option.default if option.default_factory is MISSING else option.default_factory()
            parameters.append(
                inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option.type)
            )

    def call(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in fields(group)})
        command(**given)

    call.__name__, call.__doc__ = command.__name__, command.__doc__
    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call
