"""What days, months and parts of the day are called, how people say from and to, and what is too long to be any."""

from typing import Literal

DateOrder = Literal["dmy", "mdy", "ymd"]
"""In which order a date of three numbers is written."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PARTS_OF_THE_DAY = ("morning", "afternoon", "evening", "night")
FROM = ("from", "since")
TO = ("to", "until", "till", "through")
JOINT = rf"\.{{2,4}}|…|–|—|\s-\s|\s(?:{'|'.join(TO)})\s"
"""A pattern of what stands between the ends of a range and nowhere else."""

_LONGEST = 120


def squeezed(text: str) -> str:
    """Return *text* with single spaces between its words; of what is longer than any day or time a beginning, no more.

    What is left of it is no day or time either, and patterns look at every space that there is.
    """
    return " ".join(text.split())[:_LONGEST]
