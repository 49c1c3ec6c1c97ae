"""What can go wrong because of a user or a file, in words that help."""

from collections.abc import Callable
from typing import NamedTuple


class Spot(NamedTuple):
    """The characters of a *text*, from *start* to *end*, in which somebody went wrong."""

    text: str
    start: int
    end: int


class UngaError(Exception):
    """A failure with a message for people, a hint at the way out and an exit code.

    A hint that takes time to find may be given as what finds it. *details* are further lines, one a
    problem, for an error that has several places; *spot* is the place in what was typed.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        hint: str | Callable[[], str] | None = None,
        details: tuple[str, ...] = (),
        spot: Spot | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self._hint = hint
        self.details = details
        self.spot = spot

    @property
    def hint(self) -> str | None:
        """The way out in one line, if there is one."""
        return self._hint() if callable(self._hint) else self._hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self._hint = hint


class DataError(UngaError):
    """A schedule, a file or the machine failed: exit code 1."""


class QuestionError(UngaError):
    """What was asked cannot be answered as it stands: exit code 2."""

    exit_code = 2


def reason(error: OSError) -> str:
    """Return why the system refused, in its own words: `permission denied`."""
    return (error.strerror or str(error)).lower()
