"""What a reader of files hands on: a tree of plain values in the shape of docs/dataset.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions

Tree = Any
"""None, text, a list of trees or a dict from text to trees."""


@dataclass(frozen=True)
class TreeDraft:
    """What one file says: a *tree* in the shape of docs/dataset.md, which nobody has checked yet.

    *noted* is what its reader found wrong or odd. *places* tells where the values of the tree
    stand in the file, worked out when it is asked. *remarks* are doubts about single values, for
    whoever completes the draft by hand. A *lenient* draft loses the events that are wrong, and says
    so; any other is refused as a whole.
    """

    tree: Tree
    noted: tuple[Diagnostic, ...] = ()
    places: Callable[[], Mapping[KeyPath, Place]] = dict
    remarks: Mapping[KeyPath, tuple[str, ...]] | None = None
    lenient: bool = False

    def typed(self, options: ReadOptions) -> Draft:
        """Return the same as typed values."""
        from ungacli.draft.validate import draft_from_tree

        return draft_from_tree(self.tree, options, self.noted, self.places, strict=not self.lenient)
