"""What a shell offers for a half-typed word: from the schedule in use, and nothing where that cannot be read."""

from collections.abc import Callable

import typer

Candidate = tuple[str, str]
"""A word to offer and what it means."""


def completer(kind: str) -> Callable[[typer.Context, list[str], str], list[Candidate]]:
    """Return what Typer asks for the words of a *kind*: that of an option, `event` or `query`."""

    def complete(context: typer.Context, args: list[str], incomplete: str) -> list[Candidate]:
        return []

    return complete
