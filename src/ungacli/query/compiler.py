"""Options and queries compiled to conditions on events."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from ungacli.errors import QuestionError
from ungacli.model import Party, Schedule
from ungacli.names import did_you_mean, quoted_list
from ungacli.query.conditions import Condition, all_of, any_of, negated
from ungacli.query.fields import FIELDS, words
from ungacli.query.filters import Filters
from ungacli.query.lookup import PartyKind
from ungacli.query.subject import Subject
from ungacli.query.syntax import And, Node, Not, Or, Term, Value, parse
from ungacli.when.days import parse_day

_PLAIN_WORDS = re.compile(r"""(?:\s+[^\s()"“”„]+){1,3}""")


def conditions(filters: Filters, schedule: Schedule, *, now: datetime) -> tuple[Condition, ...]:
    """Return what *filters* ask of the events of *schedule*; days and times are those of its zone.

    Raises QuestionError for a query or a value that cannot be understood, with its spot in a query.
    """
    subject = Subject(schedule, now)
    nodes = [*_typed(filters), *_queries(filters)]
    if filters.from_ is not None and filters.to is not None:
        first, last = (parse_day(text, known=subject.known, today=now.date()) for text in (filters.from_, filters.to))
        if last < first:
            raise QuestionError(f"--from {first} is after --to {last}", hint="give the earlier day as --from")
    return tuple(_compiled_all(nodes, subject))


def _typed(filters: Filters) -> Iterator[Node]:
    for name, given in filters._asdict().items():
        field = name.removesuffix("_")
        if given is not None and field in FIELDS:
            texts = [given] if isinstance(given, str) else given
            if texts:
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
        return negated(_compiled(node.node, subject))
    if isinstance(node, Or):
        found = [_compiled(inner, subject) for inner in node.nodes]
        return any_of(found, f"({' or '.join(condition.label for condition in found)})")
    found = _compiled_all([node], subject)
    return all_of(found, f"({' and '.join(condition.label for condition in found)})")


def _term(term: Term, subject: Subject) -> Condition:
    if term.field is None:
        return _read(term.values[0], subject)
    field = FIELDS.get(term.field.text)
    if field is None:
        near = did_you_mean(term.field.text, FIELDS)
        among = f"did you mean {quoted_list(near)}?" if near else f"the fields are {', '.join(FIELDS)};"
        hint = f"{among} in quotes it is text to look for"
        raise QuestionError(f'there is no field "{term.field.text}"', hint=hint, spot=term.field.spot)
    found = [_read(value, subject, term.field.text) for value in term.values]
    values = " or ".join(condition.label for condition in found)
    return any_of(found, f"{term.field.text} {values}" if field.prefix else values)


def _read(value: Value, subject: Subject, field: str | None = None) -> Condition:
    try:
        with _blaming(value):
            return FIELDS[field].read(value.text, subject) if field else words(value.text, subject)
    except QuestionError as error:
        if field and (quoted := _in_quotes(value, subject, field)):
            error.hint = f"did you mean {field}:{quoted}? put '...' around it all, or the shell takes the quotes away"
        raise


def _in_quotes(value: Value, subject: Subject, field: str) -> str | None:
    """Return *value* and the words after it as the phrase that *field* understands, if it does."""
    following = _PLAIN_WORDS.match(value.spot.text, value.spot.end) if value.spot else None
    words_after = following[0].split() if following else []
    for count in range(len(words_after), 0, -1):
        phrase = " ".join([value.text, *words_after[:count]])
        with suppress(QuestionError):
            FIELDS[field].read(phrase, subject)
            return f'"{phrase}"'
    return None


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
