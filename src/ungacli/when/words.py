"""What the days of the week, the months and the parts of the day are called, and how people say from and to."""

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
