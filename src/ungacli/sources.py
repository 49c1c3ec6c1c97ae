"""Where schedules come from: the bundled file or others, one layer over the other, read anew or from the cache."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ungacli.draft.read_options import NOTHING, ReadOptions
from ungacli.model import Schedule

if TYPE_CHECKING:
    from ungacli.draft.diagnostics import FileDiagnostic
    from ungacli.read_files import Reading


def bundled() -> Path:
    """Return the path of the schedule that comes with the program."""
    installed = Path(__file__).with_name("events.yaml")
    # An editable install runs from the checkout, where the file stands at the top.
    return installed if installed.exists() else Path(__file__).parents[2] / "events.yaml"


def read(
    sources: Sequence[Path] = (),
    *,
    options: ReadOptions = NOTHING,
    format_name: str | None = None,
    cache_folder: Path | None = None,
) -> "tuple[Schedule, Sequence[FileDiagnostic]]":
    """Return the schedule in the files *sources*, by default the bundled one, and what is odd about them.

    A later file is a layer over the earlier ones (`ungacli.draft.assemble`). *format_name* is the format of all, by
    default that of their content and suffix. With a *cache_folder* files that have not changed are not parsed again.
    Raises DataError for a file that is missing, unreadable, too large or not a valid schedule, with every problem.
    """
    paths = tuple(sources) or (bundled(),)
    # What no option has shaped is stored, and found, whatever the options are.
    plain, shaped = format_name or "", f"{format_name or ''} {options}"
    if cache_folder is not None:
        from ungacli import cache

        # Opening the files below reports what is wrong with them.
        with suppress(OSError, ValueError):
            if recalled := cache.recall(cache_folder, paths, plain) or cache.recall(cache_folder, paths, shaped):
                return recalled
    # 150 ms for YAML and Pydantic, and only for files that have changed.
    from ungacli.read_files import opened_file, read_all, refusal

    opened = [opened_file(path) for path in paths]
    done = read_all(opened, options=options, format_name=format_name)
    if done.schedule is None:
        raise refusal(done)
    abouts = [source.about for source in opened]
    if cache_folder is not None and all(stat.S_ISREG(about.st_mode) for about in abouts):
        how = plain if done.is_plain else shaped
        cache.store(cache_folder, paths, how, (done.schedule, done.findings), abouts)
    return done.schedule, done.findings


def inspect(
    sources: Sequence[Path] = (), *, options: ReadOptions = NOTHING, format_name: str | None = None
) -> "Reading":
    """Return what reading *sources* comes to, whether it makes a schedule or not; nothing is cached.

    Raises DataError for a file that cannot be read at all.
    """
    from ungacli.read_files import opened_file, read_all

    opened = [opened_file(path) for path in tuple(sources) or (bundled(),)]
    return read_all(opened, options=options, format_name=format_name)


def load(*sources: str | os.PathLike[str]) -> Schedule:
    """Return the schedule in the files *sources*, by default the bundled one, later ones as layers over earlier ones.

    Raises UngaError with every problem if they are not a valid schedule.
    """
    return read([Path(source) for source in sources])[0]
