"""How people write one day, for tests that try every way."""

from collections.abc import Callable
from datetime import date

Style = Callable[[date], str]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WITH_YEAR: list[Style] = [
    lambda day: f"{day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day}. {MONTHS[day.month - 1][:3]}. {day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}th, {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3].upper()} {day.day} '{day:%y}",
    lambda day: f"{day.day}-{MONTHS[day.month - 1][:3]}-{day.year}",
]
WITHOUT_YEAR: list[Style] = [
    lambda day: f"{day.day} {MONTHS[day.month - 1]}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}",
    lambda day: f"the {day.day}th of {MONTHS[day.month - 1]}",
    lambda day: f"{day.day}{MONTHS[day.month - 1][:3]}",
]
IN_NUMBERS: list[Style] = [
    lambda day: f"{day.day}/{day.month}",
    lambda day: f"{day.month}/{day.day}",
    lambda day: f"{day.day}.{day.month}.",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
]
YEAR_IN_TWO_DIGITS: list[Style] = [lambda day: f"{day:%y-%m-%d}", lambda day: f"{day:%d-%m-%y}"]
ALONE: list[Style] = [lambda day: f"{day.day}", lambda day: f"{day.day}th", lambda day: f"the {day.day}."]
IN_A_LINE = (
    *("2024-09-23", "23 Sep 2024", "23rd of September 2024", "Sept 23, 2024", "Monday, September 23, 2024"),
    *("23-Sep-2024", "23/09/2024", "9/23/2024", "23.9.2024", "Mon 23/09/2024", "23 September 2024 (Monday)"),
)
"""Ways to write 23 September 2024 that a reader of prose takes for a day too."""
FULL_DATES = (
    *IN_A_LINE,
    *("2024/09/23", "2024.9.23", "20240923", "23rd of September, 2024", "September the 23rd 2024", "23-09-2024"),
    *("Mon 23 September 2024", "2024 Sep 23", "23. 9. 2024", "23/09/2024 (Mon)", "Monday the 23rd September 2024"),
)
