"""What looks right in a query and would mean something else: refused, with how it is written."""

import re
from contextlib import suppress
from itertools import takewhile

from ungacli.errors import QuestionError
from ungacli.names import fold
from ungacli.query.conditions import Condition
from ungacli.query.context import QueryContext
from ungacli.query.fields import FIELDS
from ungacli.query.lookup import KINDS
from ungacli.query.syntax import Node, Term, Value, terms

_WORDS = re.compile(r"""(?:\s+[^\s()"“”„]+){1,3}""")
# Operators, fields and what is excluded; but -25 may be the end of a range.
_NOT_PLAIN = re.compile(r"(?:OR|AND|NOT)$|[^\W\d][\w-]*:|-(?!\d)", re.IGNORECASE)
_COMPARISON = re.compile(r"(?P<field>[^\W\d][\w-]*)(?P<sign>!?=|[<>]=?)(?P<value>.+)", re.DOTALL)
_COMPARED = re.compile(r"([<>]=?)\s*(.+)", re.DOTALL)
# How a comparison of these fields is written; any other field is not compared.
_WRITTEN = {
    "date": {">": "after:{}", ">=": "from:{}", "<": "before:{}", "<=": "to:{}"},
    "lasting": {sign: f"lasting:{sign}{{}}" for sign in (">", ">=", "<", "<=")},
}
_TIME_WORDS = {">": "after", ">=": "from", "<": "before", "<=": "until"}
# Their values are no words that stand in the text of the events that they find.
_NOT_IN_TEXTS = FIELDS.keys() - {"title", "location", "speaker", "organizer", "topic", "id"}


def refuse_a_comparison(value: Value, context: QueryContext, *, excluded: bool) -> None:
    """Raise QuestionError for `topic=climate` or `lasting>90m`, which would look for these words."""
    assert value.spot, "only a query has words of no field"
    # A quoted word has its quotes in the text.
    match = _COMPARISON.fullmatch(value.spot.text, value.spot.start, value.spot.end)
    if not match or (field := match["field"].casefold()) not in FIELDS:
        return
    written = _compared(field, match["sign"], match["value"], context)
    minus = "-" if excluded != (match["sign"] == "!=") else ""
    hint = f"write {minus}{written}; in quotes it is text to look for"
    raise QuestionError(f'a field has a colon behind it, not "{match["sign"]}"', hint=hint, spot=value.spot)


def _compared(field: str, sign: str, value: str, context: QueryContext) -> str:
    """Return how it is written that *field* is compared with *value*: `after:23`, `time:"after 17:00"`."""
    words = _TIME_WORDS.get(sign) if field == "time" else None
    if not words:
        form = _WRITTEN.get(field, {}).get(sign, f"{field}:{{}}")
        return form.format(_quoted(value))
    times = [f"{words} {value}"]
    try:
        FIELDS[field].read(times[0], context)
    except QuestionError as error:
        # In the night or in the afternoon, if it says so.
        times = re.findall(f'"({words} [^"]+)"', error.hint or "") or times
    return " or ".join(f'{field}:"{one}"' for one in times)


def _quoted(value: str) -> str:
    """Return *value* as a query takes it."""
    return f'"{value}"' if re.search(r"[\s,()]", value) else value


def refuse_a_value_alone(before: Node, after: Node, context: QueryContext) -> None:
    """Raise QuestionError for `date:23 or 24`, in which 24 would be a word to look for."""
    term, alone = [*terms(before)][-1], next(terms(after))
    if term.field is None or term.field.text not in _NOT_IN_TEXTS:
        return
    field, value, last = term.field.text, alone.values[0], term.values[-1].spot
    assert last, "what is joined by OR stands in a query"
    assert value.spot, "only a query has words of no field"
    # Quotes and brackets would show that the word is meant as one.
    if last.text[last.end : value.spot.end].casefold().split() != ["or", value.text.casefold()]:
        return
    try:
        FIELDS[field].read(value.text, context)
    except QuestionError:
        return
    message = f'"{value.text}" is a word to look for here, not a value of "{field}:"'
    assert term.field.spot
    minus = "-" if last.text[: term.field.spot.start].casefold().endswith(("-", "not ")) else ""
    joined = ",".join(_quoted(one.text) for one in (*term.values, value))
    raise QuestionError(message, hint=f"did you mean {minus}{field}:{joined}?", spot=value.spot)


def refuse_half_a_value(term: Term, condition: Condition, context: QueryContext, *, excluded: bool) -> None:
    """Raise QuestionError if the words behind the last value of *term* may belong to it: `date:23 to 25`.

    A name may go on, as in `speaker:Amy Pope`, if the *condition* of the value is for the same participant, whose
    whole name is in each of their events; and words of a title are looked for wherever they stand. Neither
    holds where they are *excluded*. A quoted value ends with its quotes.
    """
    assert term.field
    value, field = term.values[-1], term.field.text
    if _is_quoted(value) or not (longer := _longer(value, context, field)):
        return
    phrase, whole = longer
    if not excluded and (FIELDS[field].any_words or (field in KINDS and whole.label == condition.label)):
        return
    assert value.spot, "only what is written in a query has words behind it"
    end = value.spot.text.index(phrase.split()[-1], value.spot.end) + len(phrase.split()[-1])
    message = f'the value of "{field}:" ends before the space'
    hint = _quotes(field, phrase, excluded=excluded)
    if FIELDS[field].any_words:
        hint += f"; else write AND: -{field}:{value.text} AND {phrase.split()[1]}"
    raise QuestionError(message, hint=hint, spot=value.spot._replace(end=end))


def hint_for(field: str, value: Value, context: QueryContext, *, excluded: bool) -> str | None:
    """Return the hint for a *value* that *field* cannot read, if it looks like something that is written otherwise."""
    if quoted := _longer(value, context, field):
        return _quotes(field, quoted[0], excluded=excluded)
    if value.text.casefold() == "not":
        return f"write -{field}:{(_words_behind(value) or ['...'])[0]}"
    if field in {"time", *_WRITTEN} and (match := _COMPARED.fullmatch(value.text)):
        return f"write {'-' if excluded else ''}{_compared(field, match[1], match[2], context)}"
    return None


def _is_quoted(value: Value) -> bool:
    return value.spot is not None and value.spot.end - value.spot.start > len(value.text)


def _quotes(field: str, phrase: str, *, excluded: bool) -> str:
    quoted = f'{"-" if excluded else ""}{field}:"{phrase}"'
    return f"did you mean {quoted}? put '...' around it all, or the shell takes the quotes away"


def _longer(value: Value, context: QueryContext, field: str) -> tuple[str, Condition] | None:
    """Return *value* and the words after it as the longest phrase that *field* understands, with its condition."""
    behind = _words_behind(value)
    kind = next((kind for kind in KINDS if kind == field), None)
    # Among thousands of names each look-up takes its time.
    if kind and behind and not any(word.startswith(fold(behind[0])) for word in context.words_of_names(kind)):
        return None
    for count in range(len(behind), 0, -1):
        phrase = " ".join([value.text, *behind[:count]])
        with suppress(QuestionError):
            return phrase, FIELDS[field].read(phrase, context)
    return None


def _words_behind(value: Value) -> list[str]:
    """Return up to three plain words that stand behind *value*."""
    following = _WORDS.match(value.spot.text, value.spot.end) if value.spot else None
    return [*takewhile(lambda word: not _NOT_PLAIN.match(word), following[0].split())] if following else []
