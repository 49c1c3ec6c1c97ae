"""What is told about an event of a conference, as plain text: subtitle, abstract, description, type and language."""

from ungacli.formats import markup
from ungacli.formats.frab.record import Record, text


def summary(record: Record) -> str | None:
    """Return everything that the event *record* tells about itself, or None; Markdown stays as it stands.

    The description is left out if it only repeats the abstract, and the abstract if the description
    begins with it, as some programs write them.
    """
    subtitle, abstract, description = (plain(text(record.get(key))) for key in ("subtitle", "abstract", "description"))
    if description.startswith(abstract):
        abstract = ""
    told = [subtitle, abstract, description, "\n".join(_particulars(record))]
    return "\n\n".join(filter(None, told)) or None


def _particulars(record: Record) -> list[str]:
    found = (("Type", plain(text(record.get("type")))), ("Language", text(record.get("language"))))
    return [f"{what}: {' '.join(value.split())}" for what, value in found if value]


def plain(written: str) -> str:
    """Return *written* without HTML, if it has any."""
    return markup.plain(written) if markup.is_markup(written) else written
