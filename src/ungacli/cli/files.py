"""Files and folders: those that options and the environment name, and writing files whole or not at all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import ELOOP
from pathlib import Path
from shutil import copymode

from ungacli.cli.terminal import note
from ungacli.errors import DataError, reason


def files_named(texts: Sequence[Path | str]) -> list[Path]:
    """Return the files that *texts* name, as file_named does."""
    return [path for text in texts if (path := file_named(text))]


def file_named(text: Path | str | None) -> Path | None:
    """Return the file that *text* names, expanding a `~` that the shell left; None without a text."""
    # Unlike Path's own this leaves `~name` alone where nobody has that name.
    return Path(os.path.expanduser(text)) if text else None  # noqa: PTH111


def data_folder() -> Path:
    """Return the folder of the user's picks: UNGACLI_DATA, or the system's usual one; DataError if there is none."""
    if named := file_named(os.environ.get("UNGACLI_DATA")):
        return named
    from platformdirs import user_data_path

    try:
        return user_data_path("ungacli", appauthor=False)
    except RuntimeError:
        raise DataError("this user has no folder for picks", hint="UNGACLI_DATA names one") from None


def cache_folder() -> Path | None:
    """Return the folder of cache entries: UNGACLI_CACHE, or the system's usual one; None for "off"."""
    named = os.environ.get("UNGACLI_CACHE")
    if named:
        return None if named.casefold() == "off" else file_named(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("ungacli", appauthor=False)
    except RuntimeError:
        # A user without a home, as in some containers, has no place for it.
        return None


def place_of_file(name: str, output: str | None) -> Path:
    """Return where a file called *name* goes: into the current folder, into *output* or to it."""
    if output and (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112 (Path's raises)
        return Path(output, name)
    return Path(output or name)


def write_files(files: Mapping[Path, bytes], *, force: bool, new_folder: Path | None = None) -> list[Path]:
    """Write *files* and return those that did not exist already with the same content.

    Each goes to a temporary file beside its place first, and all are moved there when all are
    written. *new_folder* is made if it is not there. Raises DataError if a folder is missing or cannot be
    written to, and if other content stands in the place of a file and *force* is not set.
    """
    changed = [path for path, content in files.items() if not _holds(path, content)]
    if not force:
        _refuse_to_replace(changed)
    temporaries: dict[Path, Path] = {}
    try:
        for path in changed:
            with _refusals(path):
                if new_folder:
                    new_folder.mkdir(exist_ok=True)
                if path.exists() and not path.is_file():
                    path.write_bytes(files[path])  # A device or a pipe, which nothing can take the place of.
                    continue
                # Noted before it is made, so that not even Ctrl-C leaves it behind.
                temporaries[path] = _temporary(path)
                _write_new(temporaries[path], files[path], like=path)
        for path, temporary in temporaries.items():
            with _refusals(path):
                temporary.replace(os.path.realpath(path))
    finally:
        for temporary in temporaries.values():
            # What is in the way has been reported already.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if new_folder:
            with suppress(OSError):
                new_folder.rmdir()
    return changed


def note_written(what: str, places: Sequence[Path], changed: Sequence[Path], *, addition: str = "") -> None:
    """Report on standard error that *what* was written to *places*, or that none of these files *changed*."""
    *others, last = map(str, places)
    where = f"{', '.join(others)} and {last}" if others else last
    if changed:
        note(f"{what} written to {where}{addition}")
    else:
        note(f"{where} already {'hold' if others else 'holds'} {what}; nothing was written")


def _holds(path: Path, content: bytes) -> bool:
    with _refusals(path):
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _refuse_to_replace(paths: Sequence[Path]) -> None:
    if existing := [path for path in paths if path.is_file()]:
        which = f"{existing[0]} and {len(existing) - 1} more are" if len(existing) > 1 else f"{existing[0]} is"
        hint = "--force replaces what is there, -o names another place"
        raise DataError(f"{which} there already with other content", hint=hint)


def _temporary(path: Path) -> Path:
    """Return a name for a temporary file beside the file that *path* leads to; OSError if links go in circles."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(ELOOP, os.strerror(ELOOP))
    return place.with_name(f".{place.name[:40]}.{os.urandom(4).hex()}")


def _write_new(path: Path, content: bytes, *, like: Path) -> None:
    """Write *content* to the new file *path*, with the permissions of the file *like* if there is one."""
    with path.open("xb") as file:
        file.write(content)
    if like.exists():
        copymode(like, path)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Raise an OSError as DataError: what could not be written, and where it could be."""
    try:
        yield
    except OSError as error:
        why, hint = reason(error), "-o names another place"
        if not path.parent.exists():
            why, hint = f"there is no folder {path.parent}", "make it first"
        elif not path.parent.is_dir():
            why = f"{path.parent} is no folder"
        raise DataError(f"cannot write {path}: {why}", hint=hint) from None
