"""Compile filter options and queries to conditions on events."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import pairwise

from ungacli.errors import QuestionError
from ungacli.model import Participant, Schedule
from ungacli.names import suggestion
from ungacli.query import fields, mistakes
from ungacli.query.conditions import Condition, all_of, any_of, negated
from ungacli.query.context import Filters, QueryContext
from ungacli.query.days_and_times import days_of_schedule, from_to
from ungacli.query.fields import FIELDS, words
from ungacli.query.lookup import ParticipantKind
from ungacli.query.syntax import And, Node, Not, Or, Term, Value, parse, terms

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
    """Return the conditions of *filters* on the events of *schedule*; days and times are those of its zone.

    *picked* returns the ids of the picked events; it is called at most once, when that matters.
    Raises QuestionError for a query or a value that cannot be understood, with its spot in a query.
    """
    context = QueryContext(schedule, days_of_schedule(schedule), now, picked, filters.selection)
    nodes = [*_typed(filters), *_queries(filters)]
    if filters.from_ and filters.to:
        from_to(filters, context.days, now.date())
    compiled = _compiled_all(nodes, context)
    return (*compiled, fields.picked(context)) if filters.picked else tuple(compiled)


def ask_for_picks(filters: Filters) -> bool:
    """Return whether *filters* depend on what is picked."""
    states = [
        value.text
        for node in _queries(filters)
        for term in terms(node)
        if term.field and term.field.text == "is"
        for value in term.values
    ]
    return filters.picked or any(map(_is_picked, states))


def _is_picked(text: str) -> bool:
    # What is no state is reported where it is compiled.
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


def _compiled_all(nodes: Sequence[Node], context: QueryContext) -> list[Condition]:
    """Return a condition for each of *nodes*, which must all hold; a role in one is that of a name in another."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else [node])]
    whole = And(tuple(flat))
    around = context.beside(
        _participants_named(whole, "speaker", context), _participants_named(whole, "organizer", context)
    )
    return [_compiled(node, around) for node in flat]


def _participants_named(node: Node, kind: ParticipantKind, context: QueryContext) -> list[Participant]:
    """Return the speakers or organizers that *node* names for sure; of alternatives, if each names some."""
    if isinstance(node, Term):
        if node.field and node.field.text == kind:
            # A name that matches nobody is reported where the term itself is read.
            with suppress(QuestionError):
                return [context.participant(kind, value.text) for value in node.values]
        return []
    if isinstance(node, Not):
        return []
    inside = [_participants_named(inner, kind, context) for inner in node.nodes]
    if isinstance(node, Or) and not all(inside):
        return []
    return [participant for participants in inside for participant in participants]


def _compiled(node: Node, context: QueryContext) -> Condition:
    if isinstance(node, Term):
        return _term(node, context)
    if isinstance(node, Not):
        if isinstance(node.node, Term):
            return negated(_term(node.node, context, excluded=True))
        return negated(_compiled(node.node, context))
    if isinstance(node, Or):
        for one, other in pairwise(node.nodes):
            mistakes.refuse_a_value_alone(one, other, context)
        inside = [_compiled(inner, context) for inner in node.nodes]
        return any_of(inside, f"({' or '.join(condition.label for condition in inside)})")
    inside = _compiled_all([node], context)
    return all_of(inside, f"({' and '.join(condition.label for condition in inside)})")


def _term(term: Term, context: QueryContext, *, excluded: bool = False) -> Condition:
    if term.field is None:
        mistakes.refuse_a_comparison(term.values[0], context, excluded=excluded)
        return _read(None, term.values[0], context)
    name = term.field.text
    if name not in FIELDS:
        among = suggestion(_OTHER_NAMES.get(name, name), FIELDS, f"the fields are {', '.join(FIELDS)};")
        hint = f"{among} in quotes it is text to look for"
        raise QuestionError(f'there is no field "{name}"', hint=hint, spot=term.field.spot)
    values = [_read(name, value, context, excluded=excluded) for value in term.values]
    mistakes.refuse_half_a_value(term, values[-1], context, excluded=excluded)
    labels = " or ".join(condition.label for condition in values)
    return any_of(values, f"{name} {labels}" if FIELDS[name].prefix else labels)


def _read(field: str | None, value: Value, context: QueryContext, *, excluded: bool = False) -> Condition:
    try:
        return FIELDS[field].read(value.text, context) if field else words(value.text, context)
    except QuestionError as error:
        error.spot = value.spot
        if field and (hint := mistakes.hint_for(field, value, context, excluded=excluded)):
            error.hint = hint
        raise
