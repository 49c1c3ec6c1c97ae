"""Options and queries compiled to conditions on events."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import pairwise

from ungacli.errors import QuestionError
from ungacli.model import Participant, Schedule
from ungacli.names import suggestion
from ungacli.query import fields, mistakes
from ungacli.query.conditions import Condition, Subject, all_of, any_of, negated
from ungacli.query.fields import FIELDS, words
from ungacli.query.filters import Filters
from ungacli.query.lookup import ParticipantKind
from ungacli.query.syntax import And, Node, Not, Or, Term, Value, parse
from ungacli.when.questions import parse_day

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


def conditions(
    filters: Filters, schedule: Schedule, *, now: datetime, picked: Callable[[], frozenset[str]] = frozenset
) -> tuple[Condition, ...]:
    """Return what *filters* ask of the events of *schedule*; days and times are those of its zone.

    *picked* returns the ids of those that were picked; it is called at most once, when that matters.
    Raises QuestionError for a query or a value that cannot be understood, with its spot in a query.
    """
    subject = Subject(schedule, now, picked, filters.selection)
    nodes = [*_typed(filters), *_queries(filters)]
    if filters.from_ and filters.to:
        starts, ends = (
            [parse_day(text, known=subject.days, today=now.date()) for text in texts]
            for texts in (filters.from_, filters.to)
        )
        if max(ends) < min(starts):
            message = f"--from {min(starts)} is after --to {max(ends)}"
            raise QuestionError(message, hint="give the earlier day as --from")
    found = _compiled_all(nodes, subject)
    return (*found, fields.picked(subject)) if filters.picked else tuple(found)


def ask_for_picks(filters: Filters) -> bool:
    """Return whether it matters to *filters* what was picked."""
    return filters.picked or any(map(_asks_for_picks, _queries(filters)))


def _asks_for_picks(node: Node) -> bool:
    if isinstance(node, Not):
        return _asks_for_picks(node.node)
    if isinstance(node, Term):
        named = node.field.text if node.field else None
        return named == "is" and any(_is_picked(value.text) for value in node.values)
    return any(map(_asks_for_picks, node.nodes))


def _is_picked(text: str) -> bool:
    # What is no state is told of where it is read.
    with suppress(QuestionError):
        return fields.state_named(text) == fields.PICKED
    return False


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
        for one, other in pairwise(node.nodes):
            mistakes.refuse_a_value_alone(one, other, subject)
        found = [_compiled(inner, subject) for inner in node.nodes]
        return any_of(found, f"({' or '.join(condition.label for condition in found)})")
    found = _compiled_all([node], subject)
    return all_of(found, f"({' and '.join(condition.label for condition in found)})")


def _term(term: Term, subject: Subject, *, excluded: bool = False) -> Condition:
    if term.field is None:
        mistakes.refuse_a_comparison(term.values[0], subject, excluded=excluded)
        with _blaming(term.values[0]):
            return words(term.values[0].text, subject)
    name = term.field.text
    if name not in FIELDS:
        among = suggestion(_OTHER_NAMES.get(name, name), FIELDS, f"the fields are {', '.join(FIELDS)};")
        hint = f"{among} in quotes it is text to look for"
        raise QuestionError(f'there is no field "{name}"', hint=hint, spot=term.field.spot)
    found = [_read(name, value, subject, excluded=excluded) for value in term.values]
    mistakes.refuse_half_a_value(term, found[-1], subject, excluded=excluded)
    values = " or ".join(condition.label for condition in found)
    return any_of(found, f"{name} {values}" if FIELDS[name].prefix else values)


def _read(field: str, value: Value, subject: Subject, *, excluded: bool) -> Condition:
    try:
        with _blaming(value):
            return FIELDS[field].read(value.text, subject)
    except QuestionError as error:
        if meant := mistakes.meant_by(field, value, subject, excluded=excluded):
            error.hint = meant
        raise


@contextmanager
def _blaming(value: Value) -> Iterator[None]:
    try:
        yield
    except QuestionError as error:
        error.spot = value.spot
        raise


def _named(node: Node, kind: ParticipantKind, subject: Subject) -> list[Participant]:
    """Return the speakers or organizers whom *node* names for sure; of alternatives, if each names some."""
    if isinstance(node, Term):
        return _parties(node, kind, subject) if node.field and node.field.text == kind else []
    if isinstance(node, Not):
        return []
    found = [_named(inner, kind, subject) for inner in node.nodes]
    if isinstance(node, Or) and not all(found):
        return []
    return [party for parties in found for party in parties]


def _parties(term: Term, kind: ParticipantKind, subject: Subject) -> list[Participant]:
    # Whom nobody knows is told of where the term itself is read.
    with suppress(QuestionError):
        return [subject.party(kind, value.text) for value in term.values]
    return []
