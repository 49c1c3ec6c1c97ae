"""Words looked for in the text of an event: whether they occur, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ungacli.model import Event
from ungacli.names import fold, fold_joined

# Whatever is neither space nor punctuation: \w would break words at the vowel signs and accents of many scripts.
_LETTERS = r"[^\s!-/:-@\[-`{-~\xa0-\xbf\u2000-\u206f\u3000-\u303f\uff00-\uff0f]+"
# Women's health is found by "women" as well as by "womens".
_FORMS = (fold, fold_joined)
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ.]{_LETTERS})*")


def event_text(event: Event) -> str:
    """Return what words are looked for in, folded: title, summary, place, names, offices, topics, documents."""
    return folded(text for _, text in _pieces(event))


def _pieces(event: Event) -> Iterator[tuple[str, str | None]]:
    yield from (("title", event.title), ("summary", event.summary))
    yield from (("location", event.location), ("audience", event.audience))
    yield from (("contact", event.contact), ("note", event.note))
    for speaker in event.speakers:
        yield from (("speaker", name) for name in speaker.person.names)
        yield ("office", speaker.person.office)
        if speaker.person.organization:
            yield from (("organization", name) for name in speaker.person.organization.names)
    for part in event.organizers:
        yield from (("organizer", name) for one in part.represents for name in one.names)
        yield ("office", getattr(part.participant, "office", None))
    yield from (("topic", topic) for topic in event.topics)
    yield from (("document", document.title) for document in event.documents)


def quotes(event: Event, phrases: Iterable[str]) -> list[str]:
    """Return where each of the folded *phrases* stands in *event*, a few words around: `summary: … crises that …`."""
    pieces = [(name, text, folded([text])) for name, text in _pieces(event) if text]
    quoted = []
    for phrase in phrases:
        for name, text, letters in pieces:
            if occurs(phrase, letters) and (at := spans([phrase], text)):
                quoted.append(f"{name}: {_around(text, *at[0])}")
                break
    return list(dict.fromkeys(quoted))


def _around(text: str, start: int, end: int, room: int = 30) -> str:
    """Return the words of *text* within *room* characters of a span."""
    before, after = text[max(0, start - room) : start], text[end : end + room]
    if start > room:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > end + room:
        after = f"{after.rpartition(' ')[0]} …"
    return before + text[start:end] + after


def folded(pieces: Iterable[str | None]) -> str:
    """Return *pieces* folded both ways, a space before each word; no phrase runs from one piece into the next."""
    return " |".join([_folded(piece) for piece in pieces if piece])


# Of many events the same people speak, in the same rooms.
@lru_cache(maxsize=4096)
def _folded(piece: str) -> str:
    return " |".join(f" {form}" for form in dict.fromkeys(form(piece) for form in _FORMS))


def occurs(phrase: str, text: str) -> bool:
    """Return whether the folded *phrase* occurs in the folded *text*, from the beginning of a word on."""
    return _from_a_space(phrase) in text


def _from_a_space(phrase: str) -> str:
    # "eu" finds the EU, not a museum. From Hebrew on, scripts join words to what stands before them, or all of them.
    return f" {phrase}" if max(phrase) < "\u0590" else phrase


def spans(phrases: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return where in *text*, as it is written, the words of the folded *phrases* stand."""
    marked = set()
    for form in _FORMS:
        words = [(match.span(), f" {letters}") for match in _WORD.finditer(text) if (letters := form(match[0]))]
        joined = "".join(word for _, word in words)
        hit = bytearray(len(joined))
        for wanted in map(_from_a_space, phrases):
            at = joined.find(wanted)
            while at >= 0:
                hit[at : at + len(wanted)] = b"1" * len(wanted)
                at = joined.find(wanted, at + 1)
        position = 0
        for span, word in words:
            # The space before a word is no part of it.
            if any(hit[position + 1 : position + len(word)]):
                marked.add(span)
            position += len(word)
    return sorted(marked)
