"""Files that are written whole or not at all, and never over somebody else's."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from errno import ELOOP
from pathlib import Path
from secrets import token_hex
from shutil import copymode

from ungacli.errors import DataError, reason


def place_of_file(name: str, output: str | None) -> Path:
    """Return where a file called *name* goes: into the current folder, into *output* or to it."""
    if output and (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112 (Path's raises)
        return Path(output, name)
    return Path(output or name)


def write_files(files: Mapping[Path, bytes], *, force: bool, new_folder: Path | None = None) -> list[Path]:
    """Write *files* and return those that did not stand there already with the same content.

    Each goes to a temporary file beside its place first, and all are moved there when all are
    written. *new_folder* is made if it is not there. Raises DataError if a folder is missing or cannot be
    written to, and if other content stands in the place of a file and *force* is not set.
    """
    path = new_folder or Path()
    temporaries: dict[Path, Path] = {}
    changed = []
    try:
        for path, content in files.items():
            if not _holds(path, content):
                changed.append(path)
        if not force:
            _refuse_to_replace(changed)
        if new_folder:
            new_folder.mkdir(exist_ok=True)
        for path in changed:
            _write_beside(path, files[path], temporaries)
        for path, temporary in temporaries.items():
            temporary.replace(os.path.realpath(path))
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        for temporary in temporaries.values():
            # What is in the way has been told already.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        _discard_if_empty(new_folder)
    return changed


def _refused(path: Path, error: OSError) -> DataError:
    if path.parent.is_dir():
        return DataError(f"cannot write {path}: {reason(error)}", hint="-o names another place")
    if path.parent.exists():
        return DataError(f"cannot write {path}: {path.parent} is no folder", hint="-o names another place")
    return DataError(f"cannot write {path}: there is no folder {path.parent}", hint="make it first")


def _discard_if_empty(folder: Path | None) -> None:
    if folder:
        with suppress(OSError):
            folder.rmdir()


def _refuse_to_replace(paths: Sequence[Path]) -> None:
    if taken := [path for path in paths if path.is_file()]:
        which = f"{taken[0]} and {len(taken) - 1} more are" if len(taken) > 1 else f"{taken[0]} is"
        hint = "--force replaces what is there, -o names another place"
        raise DataError(f"{which} there already with other content", hint=hint)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write_beside(path: Path, content: bytes, temporaries: dict[Path, Path]) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # A device or a pipe, which nothing can take the place of.
        return
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(ELOOP, os.strerror(ELOOP))
    # Noted before it is made, so that not even Ctrl-C leaves it behind.
    temporaries[path] = place.with_name(f".{place.name[:40]}.{token_hex(4)}")
    with temporaries[path].open("xb") as file:
        file.write(content)
    if place.exists():
        copymode(place, temporaries[path])
