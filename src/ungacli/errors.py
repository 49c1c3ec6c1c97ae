"""What can go wrong because of a user, a file or the machine, with a hint at what to do."""

from collections.abc import Callable
from typing import NamedTuple


class Spot(NamedTuple):
    """The characters of a *text*, from *start* to *end*, that are wrong."""

    text: str
    start: int
    end: int


class UngaError(Exception):
    """A failure with a message, a hint at what to do and an exit code.

    A hint that takes time to find may be a function that finds it. *details* are further lines, one for each
    problem, of an error in several places; *spot* is the place in what was typed.
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
        """What to do, in one line."""
        return self._hint() if callable(self._hint) else self._hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self._hint = hint


class DataError(UngaError):
    """A failure of a schedule, a file or the machine: exit code 1."""


class QuestionError(UngaError):
    """A question that cannot be answered as it stands: exit code 2."""

    exit_code = 2


def reason(error: OSError) -> str:
    """Return the system's reason for *error*: `permission denied`."""
    return (error.strerror or str(error)).lower()
