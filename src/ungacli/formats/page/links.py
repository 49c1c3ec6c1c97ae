"""Links in the lines of a page, and the documents that they lead to."""

import re

_URL = re.compile(r"https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:]")


def url_in(text: str) -> str | None:
    """Return the first link in *text*, without the punctuation behind it."""
    found = _URL.search(text)
    return found[0] if found else None


def document_in(text: str, link: str | None) -> dict[str, str]:
    """Return the document that *text* names, as the schedule file has it; *link* is that of its line."""
    url = url_in(text)
    title = text.replace(url or "\0", "").strip(" :–—-()") or text
    leads_to = url or url_in(link or "")
    return {"title": title, **({"url": leads_to} if leads_to else {})}
