"""How many columns of a terminal what is shown takes, and which columns a table of that width has."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

WIDE = 120
"""From here on a table of events has columns for organizers and topics too."""
NARROW = 60
"""Below this width there are cards instead of tables."""
GAP = 2
TIMES = 18
"""The width of the column of times, unless second time zones need more."""
_TOPICS = 12
# As long as a timestamp with its offset; a word that is longer may be broken.
_LONGEST_WORD = 25


def is_narrow(width: int, times: int) -> bool:
    """Return whether *width* leaves so little beside a column of *times* that each event has to be a card."""
    return width - times < NARROW - TIMES


def event_columns(width: int, times: int) -> list[int]:
    """Return the widths of the columns: times, title and speakers; if there is room organizers and topics too."""
    if width < WIDE:
        rest = width - times - 2 * GAP
        title = rest * 3 // 5
        return [times, title, rest - title]
    rest = width - times - _TOPICS - 4 * GAP
    title = rest * 3 // 7
    speakers = (rest - title) // 2
    return [times, title, speakers, rest - title - speakers, _TOPICS]


def fitted_columns(header: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> list[int] | None:
    """Return the widths of columns that fit into *width*, each enough for its longest word; None if that is too much.

    No column is wider than its longest line. The rest is shared by how much more the longest lines need.
    """
    if width < NARROW:
        return None

    def widest(texts: Iterable[str]) -> int:
        # Most words come again and again.
        return max(map(cell_len, set(texts)))

    room = width - GAP * (len(header) - 1)
    columns = [[name, *(cell.plain for cell in cells)] for name, *cells in zip(header, *rows, strict=True)]
    least = [min(_LONGEST_WORD, widest(word for cell in cells for word in cell.split())) for cells in columns]
    left = room - sum(least)
    if left < 0:
        return None
    # No line is worth more than the whole room: a long summary leaves something to the others.
    wanted = [min(room, widest(line for cell in cells for line in cell.split("\n"))) for cells in columns]
    missing = [most - enough for most, enough in zip(wanted, least, strict=True)]
    share = min(1, left / (sum(missing) or 1))
    return [enough + int(more * share) for enough, more in zip(least, missing, strict=True)]
