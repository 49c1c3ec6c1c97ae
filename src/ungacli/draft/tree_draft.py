"""What a reader of files hands on: a tree of plain values in the shape of docs/dataset.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place

Tree = Any
"""None, text, a list of trees or a dict from text to trees."""


@dataclass(frozen=True)
class Draft:
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
