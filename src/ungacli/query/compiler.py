"""Compile filter options and queries to conditions; refuse what looks right and would mean something else."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import chain, pairwise, takewhile

from ungacli.errors import QuestionError
from ungacli.model import Participant, Schedule
from ungacli.names import fold, suggestion
from ungacli.query import fields
from ungacli.query.conditions import Condition, Filters, QueryContext, joined
from ungacli.query.days_and_times import DaysOfSchedule, from_to
from ungacli.query.fields import FIELDS
from ungacli.query.lookup import KINDS, ParticipantKind, involvements
from ungacli.query.syntax import Group, Node, Not, Term, Value, parse, terms

# Names that other programs and newcomers use.
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
_WORDS = re.compile(r"""(?:\s+[^\s()"“”„]+){1,3}""")
# Operators, fields and what is excluded; but -25 may be the end of a range.
_NOT_PLAIN = re.compile(r"(?:OR|AND|NOT)$|[^\W\d][\w-]*:|-(?!\d)", re.IGNORECASE)
_FIELD_SIGN_VALUE = re.compile(r"(?P<field>[^\W\d][\w-]*)(?P<sign>!?=|[<>]=?)(?P<value>.+)", re.DOTALL)
_SIGN_VALUE = re.compile(r"([<>]=?)\s*(.+)", re.DOTALL)
# How a comparison of these fields is written. Those of `time` are made of the words below; no other field has any.
_COMPARISONS = {
    "date": {">": "after:{}", ">=": "from:{}", "<": "before:{}", "<=": "to:{}"},
    "lasting": {sign: f"lasting:{sign}{{}}" for sign in (">", ">=", "<", "<=")},
}
_TIME_WORDS = {">": "after", ">=": "from", "<": "before", "<=": "until"}
# Their values are no words that stand in the text of the events that they find.
_NOT_IN_TEXTS = FIELDS.keys() - {"title", "location", "speaker", "organizer", "topic", "id"}


def conditions(
    filters: Filters, schedule: Schedule, *, now: datetime, picked: Callable[[], frozenset[str]] = frozenset
) -> tuple[Condition, ...]:
    """Return the conditions of *filters* on the events of *schedule*; days and times are those of its zone.

    *picked* returns the ids of the picked events; it is called at most once, when that matters.
    Raises QuestionError for a query or a value that cannot be understood, with its spot in a query.
    """
    days = DaysOfSchedule(schedule)
    context = QueryContext(schedule, days, now, cache(picked), filters.selection, dict.fromkeys(KINDS, ()))
    options = [(name.removesuffix("_"), texts) for name, texts in filters._asdict().items() if texts]
    typed = [Term(Value(name), tuple(map(Value, texts))) for name, texts in options if name in FIELDS]
    nodes = [*typed, *_queries(filters)]
    if filters.from_ and filters.to:
        # Only to refuse a range that ends before it begins.
        from_to(filters, context.days, now.date())
    compiled = _compiled_all(nodes, context)
    return (*compiled, fields.picked(context)) if filters.picked else tuple(compiled)


def uses_picks(filters: Filters) -> bool:
    """Return whether *filters* depend on what is picked."""
    for term in chain.from_iterable(map(terms, _queries(filters))):
        for value in term.values if term.field and term.field.text == "is" else ():
            # An unknown state is reported where it is compiled.
            with suppress(QuestionError):
                if fields.find_choice("state", value.text, fields.STATES) == fields.PICKED:
                    return True
    return filters.picked


def _queries(filters: Filters) -> Iterator[Node]:
    if filters.where:
        nodes = tuple(map(parse, filters.where))
        yield nodes[0] if len(nodes) == 1 else Group("or", nodes)
    if filters.query is not None:
        yield parse(filters.query)


def _compiled_all(nodes: Sequence[Node], context: QueryContext) -> list[Condition]:
    """Return the conditions of *nodes*, which must all hold.

    A role in one of them is that of the participant whom another names: `speaker:pope role:moderator`.
    """
    flat = [*chain(*(node.nodes if isinstance(node, Group) and node.joint == "and" else [node] for node in nodes))]
    whole = Group("and", tuple(flat))
    around = replace(
        context, named={kind: [*context.named[kind], *_participants_named(whole, kind, context)] for kind in KINDS}
    )
    return [_compiled(node, around) for node in flat]


def _participants_named(node: Node, kind: ParticipantKind, context: QueryContext) -> list[Participant]:
    """Return the speakers or organizers that *node* names for sure; of alternatives, if each names some."""
    if isinstance(node, Term) and node.field and node.field.text == kind:
        # A name without a match is reported where the term itself is read.
        with suppress(QuestionError):
            return [context.participant(kind, value.text) for value in node.values]
    if not isinstance(node, Group):
        return []
    inside = [_participants_named(inner, kind, context) for inner in node.nodes]
    return [] if node.joint == "or" and not all(inside) else [*chain(*inside)]


def _compiled(node: Node, context: QueryContext, minus: str = "") -> Condition:
    if isinstance(node, Term):
        return _term(node, context, minus)
    if isinstance(node, Not):
        inner = _compiled(node.node, context, "-")
        # What must be absent is not marked.
        return Condition(f"not {inner.label}", lambda event: not inner.holds(event), f"not-{inner.slug}")
    if node.joint == "and":
        return joined(_compiled_all([node], context), "and")
    for one, other in pairwise(node.nodes):
        _refuse_a_value_alone(one, other, context)
    return joined([_compiled(inner, context) for inner in node.nodes], "or")


def _term(term: Term, context: QueryContext, minus: str) -> Condition:
    """Return the condition that one of the values of *term* holds; hints show the *minus* that stands before it."""
    name = term.field.text if term.field else ""
    if term.field and name not in FIELDS:
        among = suggestion(_OTHER_NAMES.get(name, name), FIELDS, f"the fields are {', '.join(FIELDS)};")
        hint = f"{among} in quotes it is text to look for"
        raise QuestionError(f'there is no field "{name}"', hint=hint, spot=term.field.spot)
    if not term.field:
        _refuse_a_comparison(term.values[0], context, minus)
    read = FIELDS[name].read if term.field else fields.words
    values = []
    for value in term.values:
        try:
            values.append(read(value.text, context))
        except QuestionError as error:
            error.spot = value.spot
            if term.field and (otherwise := _hint(name, value, context, minus)):
                error.hint = otherwise
            raise
    if term.field:
        _refuse_half_a_value(name, term.values[-1], values[-1], context, minus)
    labels = " or ".join(condition.label for condition in values)
    label = f"{name} {labels}" if term.field and FIELDS[name].prefix else labels
    return joined(values, "or")._replace(label=label)


def _refuse_a_comparison(value: Value, context: QueryContext, minus: str) -> None:
    """Raise QuestionError for `topic=climate` or `lasting>90m`, which would look for these words."""
    assert value.spot, "only a query has words of no field"
    # A quoted word has its quotes in the text.
    match = _FIELD_SIGN_VALUE.fullmatch(value.spot.text, value.spot.start, value.spot.end)
    if not match or (field := match["field"].casefold()) not in FIELDS:
        return
    if match["sign"] == "!=":
        minus = "" if minus else "-"
    hint = (
        f"write {minus}{_comparison(field, match['sign'], match['value'], context)}; in quotes it is text to look for"
    )
    raise QuestionError(f'a field has a colon behind it, not "{match["sign"]}"', hint=hint, spot=value.spot)


def _comparison(field: str, sign: str, value: str, context: QueryContext) -> str:
    """Return the term that compares *field* with *value*: `after:23`, `time:"after 17:00"`."""
    if field != "time" or sign not in _TIME_WORDS:
        return _COMPARISONS.get(field, {}).get(sign, f"{field}:{{}}").format(_value_text(value))
    word = _TIME_WORDS[sign]
    times = [f"{word} {value}"]
    try:
        FIELDS[field].read(times[0], context)
    except QuestionError as error:
        # The hint of an ambiguous time shows both times that it could be.
        times = re.findall(f'"({word} [^"]+)"', error.hint or "") or times
    return " or ".join(f'{field}:"{one}"' for one in times)


def _value_text(value: str) -> str:
    """Return *value*, in quotes where a query needs them."""
    return f'"{value}"' if re.search(r"[\s,()]", value) else value


def _refuse_a_value_alone(before: Node, after: Node, context: QueryContext) -> None:
    """Raise QuestionError for `date:23 or 24`, in which 24 would be a word to look for."""
    term, alone = [*terms(before)][-1], next(terms(after))
    if term.field is None or term.field.text not in _NOT_IN_TEXTS:
        return
    field, value, last = term.field, alone.values[0], term.values[-1].spot
    # Only words of a query are joined by OR, and these have spots.
    assert field.spot
    assert last
    assert value.spot
    # Quotes and brackets would make it a word to look for.
    if last.text[last.end : value.spot.end].casefold().split() != ["or", value.text.casefold()]:
        return
    try:
        FIELDS[field.text].read(value.text, context)
    except QuestionError:
        return
    minus = "-" if last.text[: field.spot.start].casefold().endswith(("-", "not ")) else ""
    hint = f"did you mean {minus}{field.text}:{','.join(_value_text(one.text) for one in (*term.values, value))}?"
    message = f'"{value.text}" is a word to look for here, not a value of "{field.text}:"'
    raise QuestionError(message, hint=hint, spot=value.spot)


def _refuse_half_a_value(field: str, value: Value, condition: Condition, context: QueryContext, minus: str) -> None:
    """Raise QuestionError if the words behind the last *value* of *field* may belong to it: `date:23 to 25`.

    A name may go on, as in `speaker:Amy Pope`, if the *condition* of the value is for the same participant, whose
    whole name is in each of their events; and words of a title are looked for wherever they stand. Neither
    holds with a *minus*. A quoted value ends with its quotes.
    """
    if not value.spot or value.spot.end - value.spot.start > len(value.text):
        return
    phrase, whole = _with_words_behind(field, value, context)
    any_words = FIELDS[field].any_words
    if not whole or (not minus and (any_words or (field in KINDS and whole.label == condition.label))):
        return
    last = phrase.split()[-1]
    spot = value.spot._replace(end=value.spot.text.index(last, value.spot.end) + len(last))
    hint = _quoting_hint(field, phrase, minus)
    if any_words:
        hint += f"; else write AND: -{field}:{value.text} AND {phrase.split()[1]}"
    raise QuestionError(f'the value of "{field}:" ends before the space', hint=hint, spot=spot)


def _hint(field: str, value: Value, context: QueryContext, minus: str) -> str | None:
    """Return the hint for a *value* that *field* cannot read, if it looks like something that is written otherwise."""
    phrase, whole = _with_words_behind(field, value, context)
    if whole:
        return _quoting_hint(field, phrase, minus)
    if value.text.casefold() == "not":
        return f"write -{field}:{(_words_behind(value) or ['...'])[0]}"
    if field in {"time", *_COMPARISONS} and (match := _SIGN_VALUE.fullmatch(value.text)):
        comparison = _comparison(field, match[1], match[2], context)
        return None if comparison == f"{field}:{value.text}" else f"write {minus}{comparison}"
    return None


def _quoting_hint(field: str, phrase: str, minus: str) -> str:
    return f"did you mean {minus}{field}:\"{phrase}\"? put '...' around it all, or the shell takes the quotes away"


def _with_words_behind(field: str, value: Value, context: QueryContext) -> tuple[str, Condition | None]:
    """Return *value* with the words after it that *field* understands, as many as can be, and the condition of this."""
    behind = _words_behind(value)
    for kind in KINDS:
        if kind == field and behind:
            # Among thousands of names each look-up takes its time.
            begun = f" {fold(behind[0])}"
            names = (name for one, _ in involvements(context.schedule, kind) for name in one.spellings)
            if not any(begun in f" {fold(name)}" for name in names):
                return "", None
    for count in range(len(behind), 0, -1):
        phrase = " ".join([value.text, *behind[:count]])
        with suppress(QuestionError):
            return phrase, FIELDS[field].read(phrase, context)
    return "", None


def _words_behind(value: Value) -> list[str]:
    """Return up to three plain words that stand behind *value*."""
    following = _WORDS.match(value.spot.text, value.spot.end) if value.spot else None
    return [*takewhile(lambda word: not _NOT_PLAIN.match(word), following[0].split())] if following else []
