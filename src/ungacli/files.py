"""Writing files: each of them whole or not at all, and several together or none."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import ELOOP
from pathlib import Path
from shutil import copymode

from ungacli.errors import DataError, reason

LEFT_BEHIND = ".ungacli-*.tmp"
"""The names of temporary files, as a process that was killed leaves them behind."""


def write_whole(
    files: Mapping[Path, bytes],
    *,
    hint: str | None = None,
    new_folder: Path | None = None,
    private: bool = False,
    durable: bool = False,
) -> None:
    """Write *files*, all or none: each to a temporary file beside its place, moved there when all are written.

    *new_folder* is made if it is missing. Links are followed, and a file keeps its permissions; a new one that is
    *private* is for its owner alone. What is *durable* is on the disk even if the machine fails afterwards.
    Raises DataError, with the *hint*, if a folder is missing or cannot be written to.
    """
    temporaries: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with refusals("write", path, hint):
                if new_folder:
                    new_folder.mkdir(exist_ok=True)
                if path.exists() and not path.is_file():
                    path.write_bytes(content)  # A device or a pipe cannot be replaced.
                    continue
                place = Path(os.path.realpath(path))
                if place.is_symlink():
                    raise OSError(ELOOP, os.strerror(ELOOP))
                # Noted before it is made, so that not even Ctrl-C leaves it behind.
                temporaries[path] = temporary = place.with_name(LEFT_BEHIND.replace("*", os.urandom(4).hex()))
                _write_new(temporary, content, like=path, private=private, durable=durable)
        for path, temporary in temporaries.items():
            with refusals("write", path, hint):
                temporary.replace(os.path.realpath(path))
    finally:
        for temporary in temporaries.values():
            # The reason has been reported already.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if new_folder:
            with suppress(OSError):
                new_folder.rmdir()


def _write_new(path: Path, content: bytes, *, like: Path, private: bool, durable: bool) -> None:
    """Write *content* to the new file *path*, with the permissions of the file *like* if there is one."""
    if private:
        path.touch(0o600, exist_ok=False)
    with path.open("wb" if private else "xb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    if like.exists():
        copymode(like, path)


@contextmanager
def refusals(what: str, path: Path, hint: str | None) -> Iterator[None]:
    """Raise an OSError as DataError: *what* could not be done with *path*, why, and the *hint*."""
    try:
        yield
    except OSError as error:
        why = reason(error)
        if not path.parent.exists():
            why, hint = f"there is no folder {path.parent}", "make it first"
        elif not path.parent.is_dir():
            why = f"{path.parent} is no folder"
        raise DataError(f"cannot {what} {path}: {why}", hint=hint) from None
