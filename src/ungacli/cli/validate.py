"""The command validate: everything that is wrong or odd in schedule files."""

from pathlib import Path
from typing import Annotated

import typer

from ungacli.cli.options import FILES_HELP, FileOptions, option, with_options
from ungacli.cli.sources import inspect
from ungacli.cli.terminal import print_json, print_lines
from ungacli.draft.diagnostics import Level
from ungacli.errors import QuestionError
from ungacli.phrases import count

Files = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help=FILES_HELP)]
Strict = Annotated[bool, option("--strict", None, "Fail for warnings too.")]
AsJson = Annotated[bool, option("--json", None, "Print what was found as JSON.")]
Schema = Annotated[bool, option("--schema", None, "Print the JSON Schema of the schedule file, for editors.")]


@with_options
def validate(
    reading: FileOptions,
    file: Files = None,
    strict: Strict = False,
    json: AsJson = False,
    schema: Schema = False,
) -> None:
    """Check schedule files and list all that is wrong or odd, each with its place."""
    if schema:
        from ungacli.draft.validate import dataset_schema

        print_json(dataset_schema())
        return
    if not file:
        raise QuestionError("no file is named", hint="`ungacli validate mine.yaml` checks one")
    result = inspect(file, reading)
    problems = [one for one in result.findings if one.level in {Level.ERROR, Level.SKIPPED}]
    warnings = [one for one in result.findings if one.level is Level.WARNING]
    if json:
        print_json([{key: value for key, value in one._asdict().items() if key != "hint"} for one in result.findings])
    else:
        counted = {"problem": problems, "warning": warnings}
        counts = [count(some, what) for what, some in counted.items() if some]
        events = [count(result.schedule.events)] if result.schedule else []
        print_lines([*map(str, result.findings), ", ".join([*events, *(counts or ["no problems"])])])
    if problems or (strict and warnings):
        raise typer.Exit(1)
