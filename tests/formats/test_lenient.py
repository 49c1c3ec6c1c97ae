from typing import Any

from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import Level
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import TreeDraft

GOOD = {"title": "Good", "start": "2025-05-09T10:00", "end": "2025-05-09T11:00"}
BAD = {**GOOD, "title": "Bad"}


def left_out(*events: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the titles of the events that stay of a lenient draft, and the paths to what is left out."""
    tree = {"schedule": {"timezone": "UTC"}, "events": list(events)}
    done = assemble(TreeDraft(tree, lenient=True).typed(ReadOptions()), stem="x")
    gone = [str(problem.path[1]) for problem in done.diagnostics if problem.level is Level.SKIPPED]
    return [event.title for event in done.schedule.events], gone


def test_events_of_a_wrong_shape_are_left_out() -> None:
    """Of a lenient draft an event whose values do not fit is left out, as is one whose times are wrong."""
    assert left_out({**BAD, "start": "1066-10-14T10:00"}, GOOD) == (["Good"], ["0"])
    assert left_out({**BAD, "end": "2025-05-09T09:00"}, GOOD) == (["Good"], ["0"])
    mixed = [GOOD, {**BAD, "mode": "odd"}, {**BAD, "id": "late", "end": "2025-05-09T09:00"}]
    assert left_out(*mixed) == (["Good"], ["1", "2"])
