"""How wide is wide, and which colour says what."""

WIDE = 120
NARROW = 60
GAP = 2
TIMES = 18
"""How wide the column of times is, unless second clocks want more."""

# The sixteen colours of the terminal's own theme, so that they suit dark and light ones.
DAY, TIME, TITLE, OWN, QUIET, UNSURE = "bold blue", "cyan", "bold", "green", "dim", "magenta"
