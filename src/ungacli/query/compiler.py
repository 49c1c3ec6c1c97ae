"""Options and queries compiled to conditions on events."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import takewhile

from ungacli.errors import QuestionError
from ungacli.model import Party, Schedule
from ungacli.names import suggestion
from ungacli.query.conditions import Condition, all_of, any_of, negated
from ungacli.query.fields import FIELDS, words
from ungacli.query.filters import Filters
from ungacli.query.lookup import FIND, PartyKind
from ungacli.query.subject import Subject
from ungacli.query.syntax import And, Node, Not, Or, Term, Value, parse
from ungacli.when.days import parse_day

_WORDS = re.compile(r"""(?:\s+[^\s()"“”„]+){1,3}""")
# Operators, fields and what is excluded; but -25 may be the end of a range.
_NOT_PLAIN = re.compile(r"(?:OR|AND|NOT)$|[^\W\d][\w-]*:|-(?!\d)", re.IGNORECASE)
_COMPARISON = re.compile(r"(?P<field>[^\W\d][\w-]*)(?P<sign>!?=|[<>]=?)(?P<value>.+)", re.DOTALL)
# What other programs call it, or comes to mind.
_OTHER_NAMES = {
    **dict.fromkeys(("who", "person", "people", "with", "name"), "speaker"),
    **dict.fromkeys(("by", "host", "org", "organization", "organisation", "sponsor", "partner"), "organizer"),
    **dict.fromkeys(("tag", "subject", "about", "theme", "category"), "topic"),
    **dict.fromkeys(("day", "when", "on"), "date"),
    **dict.fromkeys(("venue", "place", "where", "room"), "location"),
    **dict.fromkeys(("duration", "length"), "lasting"),
    **dict.fromkeys(("since", "start"), "from"),
    **dict.fromkeys(("until", "till", "end"), "to"),
}


def conditions(filters: Filters, schedule: Schedule, *, now: datetime) -> tuple[Condition, ...]:
    """Return what *filters* ask of the events of *schedule*; days and times are those of its zone.

    Raises QuestionError for a query or a value that cannot be understood, with its spot in a query.
    """
    subject = Subject(schedule, now)
    nodes = [*_typed(filters), *_queries(filters)]
    if filters.from_ and filters.to:
        starts, ends = (
            [parse_day(text, known=subject.days, today=now.date()) for text in texts]
            for texts in (filters.from_, filters.to)
        )
        if max(ends) < min(starts):
            message = f"--from {min(starts)} is after --to {max(ends)}"
            raise QuestionError(message, hint="give the earlier day as --from")
    return tuple(_compiled_all(nodes, subject))


def _typed(filters: Filters) -> Iterator[Node]:
    for name, texts in filters._asdict().items():
        field = name.removesuffix("_")
        if field in FIELDS and texts:
            yield Term(Value(field), tuple(map(Value, texts)))


def _queries(filters: Filters) -> Iterator[Node]:
    if filters.where:
        nodes = tuple(map(parse, filters.where))
        yield nodes[0] if len(nodes) == 1 else Or(nodes)
    if filters.query is not None:
        yield parse(filters.query)


def _compiled_all(nodes: Sequence[Node], subject: Subject) -> list[Condition]:
    """Return a condition for each of *nodes*, which must all hold: a role is that of whom another of them names."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else [node])]
    whole = And(tuple(flat))
    around = subject.beside(_named(whole, "speaker", subject), _named(whole, "organizer", subject))
    return [_compiled(node, around) for node in flat]


def _compiled(node: Node, subject: Subject) -> Condition:
    if isinstance(node, Term):
        return _term(node, subject)
    if isinstance(node, Not):
        if isinstance(node.node, Term):
            return negated(_term(node.node, subject, excluded=True))
        return negated(_compiled(node.node, subject))
    if isinstance(node, Or):
        found = [_compiled(inner, subject) for inner in node.nodes]
        return any_of(found, f"({' or '.join(condition.label for condition in found)})")
    found = _compiled_all([node], subject)
    return all_of(found, f"({' and '.join(condition.label for condition in found)})")


def _term(term: Term, subject: Subject, *, excluded: bool = False) -> Condition:
    if term.field is None:
        _refuse_comparison(term.values[0])
        return _read(term.values[0], subject)
    field = FIELDS.get(term.field.text)
    if field is None:
        name = _OTHER_NAMES.get(term.field.text, term.field.text)
        among = suggestion(name, FIELDS, f"the fields are {', '.join(FIELDS)};")
        hint = f"{among} in quotes it is text to look for"
        raise QuestionError(f'there is no field "{term.field.text}"', hint=hint, spot=term.field.spot)
    found = [_read(value, subject, term.field.text) for value in term.values]
    _refuse_half_a_value(term, found[-1], subject, excluded=excluded)
    values = " or ".join(condition.label for condition in found)
    return any_of(found, f"{term.field.text} {values}" if field.prefix else values)


def _refuse_comparison(value: Value) -> None:
    """Raise QuestionError for `topic=climate` or `lasting>90m`, which would look for these words."""
    assert value.spot, "only a query has words of no field"
    # A quoted word has its quotes in the text.
    found = _COMPARISON.fullmatch(value.spot.text, value.spot.start, value.spot.end)
    if not found or found["field"].casefold() not in FIELDS:
        return
    minus, sign = ("-" if found["sign"] == "!=" else ""), found["sign"].strip("!=") and found["sign"]
    hint = f"write {minus}{found['field']}:{sign}{found['value']}; in quotes it is text to look for"
    raise QuestionError(f'a field has a colon behind it, not "{found["sign"]}"', hint=hint, spot=value.spot)


def _read(value: Value, subject: Subject, field: str | None = None) -> Condition:
    try:
        with _blaming(value):
            return FIELDS[field].read(value.text, subject) if field else words(value.text, subject)
    except QuestionError as error:
        if field and (quoted := _longer(value, subject, field)):
            error.hint = _quotes(field, quoted[0])
        elif field and value.text.casefold() == "not":
            error.hint = f"write -{field}:{(_words_behind(value) or ['...'])[0]}"
        raise


def _refuse_half_a_value(term: Term, found: Condition, subject: Subject, *, excluded: bool) -> None:
    """Raise QuestionError if the words behind the last value of *term* may belong to it: `date:23 to 25`.

    Those of one who was *found* all the same, as in `speaker:Amy Pope`, are in each event of theirs.
    """
    assert term.field
    value, field = term.values[-1], term.field.text
    if FIELDS[field].any_words or not (longer := _longer(value, subject, field)):
        return
    phrase, meant = longer
    if field in FIND and meant.label == found.label and not excluded:
        return
    assert value.spot, "only what is written in a query has words behind it"
    end = value.spot.text.index(phrase.split()[-1], value.spot.end) + len(phrase.split()[-1])
    message = f'the value of "{field}:" ends before the space'
    raise QuestionError(message, hint=_quotes(field, phrase), spot=value.spot._replace(end=end))


def _quotes(field: str, phrase: str) -> str:
    return f"did you mean {field}:\"{phrase}\"? put '...' around it all, or the shell takes the quotes away"


def _longer(value: Value, subject: Subject, field: str) -> tuple[str, Condition] | None:
    """Return *value* and the words after it as the longest phrase that *field* understands, with what it means."""
    behind = _words_behind(value)
    for count in range(len(behind), 0, -1):
        phrase = " ".join([value.text, *behind[:count]])
        with suppress(QuestionError):
            return phrase, FIELDS[field].read(phrase, subject)
    return None


def _words_behind(value: Value) -> list[str]:
    """Return up to three plain words that stand behind *value*."""
    following = _WORDS.match(value.spot.text, value.spot.end) if value.spot else None
    return [*takewhile(lambda word: not _NOT_PLAIN.match(word), following[0].split())] if following else []


@contextmanager
def _blaming(value: Value) -> Iterator[None]:
    try:
        yield
    except QuestionError as error:
        error.spot = value.spot
        raise


def _named(node: Node, kind: PartyKind, subject: Subject) -> list[Party]:
    """Return the speakers or organizers whom *node* names for sure; of alternatives, if each names some."""
    if isinstance(node, Term):
        return _parties(node, kind, subject) if node.field and node.field.text == kind else []
    if isinstance(node, Not):
        return []
    found = [_named(inner, kind, subject) for inner in node.nodes]
    if isinstance(node, Or) and not all(found):
        return []
    return [party for parties in found for party in parties]


def _parties(term: Term, kind: PartyKind, subject: Subject) -> list[Party]:
    found = []
    for value in term.values:
        with _blaming(value):
            found.append(subject.party(kind, value.text))
    return found
