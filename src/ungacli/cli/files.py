"""Files and folders that options and the environment name, and those that are written."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ungacli.cli.terminal import note
from ungacli.errors import DataError
from ungacli.files import refusals, write_whole


def files_named(texts: Sequence[Path | str | None]) -> list[Path]:
    """Return the files that *texts* name, expanding a `~` that the shell left; empty ones name none."""
    # Unlike Path's own this leaves `~name` alone where there is no user of that name.
    return [Path(os.path.expanduser(text)) for text in texts if text]  # noqa: PTH111


def data_folder() -> Path:
    """Return the folder of the user's picks: UNGACLI_DATA, or the system's usual one; DataError if there is none."""
    if named := files_named([os.environ.get("UNGACLI_DATA")]):
        return named[0]
    from platformdirs import user_data_path

    try:
        return user_data_path("ungacli", appauthor=False)
    except RuntimeError:
        raise DataError("this user has no folder for picks", hint="UNGACLI_DATA names one") from None


def cache_folder() -> Path | None:
    """Return the folder of cache entries: UNGACLI_CACHE, or the system's usual one; None for "off"."""
    if named := files_named([os.environ.get("UNGACLI_CACHE")]):
        return None if str(named[0]).casefold() == "off" else named[0]
    from platformdirs import user_cache_path

    try:
        return user_cache_path("ungacli", appauthor=False)
    except RuntimeError:
        # Users without a home, as in some containers, have none.
        return None


def place_of_file(name: str, output: str | None) -> Path:
    """Return the path of a file called *name*: in the current folder, in the folder *output*, or *output* itself."""
    if output and (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112 (Path's raises)
        return Path(output, name)
    return Path(output or name)


def write_files(files: Mapping[Path, bytes], *, force: bool, new_folder: Path | None = None) -> list[Path]:
    """Write *files* as `write_whole` does and return those that were not there with the same content already.

    Raises DataError also for a file with other content, unless *force* is set.
    """
    hint = "-o names another place"
    changed: dict[Path, bytes] = {}
    for path, content in files.items():
        with refusals("write", path, hint):
            if not (path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content):
                changed[path] = content
    if not force and (existing := [path for path in changed if path.is_file()]):
        which = f"{existing[0]} and {len(existing) - 1} more are" if len(existing) > 1 else f"{existing[0]} is"
        raise DataError(f"{which} there already with other content", hint=f"--force replaces what is there, {hint}")
    write_whole(changed, hint=hint, new_folder=new_folder)
    return [*changed]


def note_written(what: str, places: Sequence[Path], changed: Sequence[Path], *, addition: str = "") -> None:
    """Report on standard error that *what* was written to *places*, or that none of these files *changed*."""
    *others, last = map(str, places)
    where = f"{', '.join(others)} and {last}" if others else last
    if changed:
        note(f"{what} written to {where}{addition}")
    else:
        note(f"{where} already {'hold' if others else 'holds'} {what}; nothing was written")
