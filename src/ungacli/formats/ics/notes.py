"""What a reader has to say of a file: each kind of thing once, with the first line that it is true of."""

from ungacli.draft.diagnostics import Diagnostic, Level

MAX_LEFT_OUT = 200


class Notes:
    """Diagnostics in the making.

    Things of one kind are counted and told once, what was left out each by itself, up to MAX_LEFT_OUT.
    """

    def __init__(self) -> None:
        self._single: list[Diagnostic] = []
        self._kinds: dict[str, tuple[Level, int, str]] = {}
        self._counts: dict[str, int] = {}

    def note(self, kind: str, line: int, message: str) -> None:
        """Note how something at *line* was understood; of its *kind* the first message is told."""
        self._add(kind, Level.NOTE, line, message)

    def warn(self, kind: str, line: int, message: str) -> None:
        """Note what is odd at *line*; of its *kind* the first message is told."""
        self._add(kind, Level.WARNING, line, message)

    def left_out(self, line: int, reason: str) -> None:
        """Note that the event at *line* was left out."""
        if len(self._single) < MAX_LEFT_OUT:
            self._single.append(Diagnostic((), reason, Level.SKIPPED, (line, 1)))
        else:
            self._add("left-out", Level.SKIPPED, line, reason)

    def error(self, line: int, message: str) -> None:
        """Note why the file cannot be read."""
        self._single.append(Diagnostic((), message, place=(line, 1)))

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return everything noted, ` (and 3 more)` behind what was true of several lines."""
        kinds = (
            Diagnostic((), message + self._more(self._counts[kind]), level, (line, 1))
            for kind, (level, line, message) in self._kinds.items()
        )
        return (*self._single, *kinds)

    def _add(self, kind: str, level: Level, line: int, message: str) -> None:
        self._kinds.setdefault(kind, (level, line, message))
        self._counts[kind] = self._counts.get(kind, 0) + 1

    @staticmethod
    def _more(count: int) -> str:
        return f" (and {count - 1} more)" if count > 1 else ""
