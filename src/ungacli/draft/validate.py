"""The tree of a YAML or JSON file checked against its shape and turned into a typed draft."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Place, unknown
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.from_schedule import Tree
from ungacli.draft.ids import IDENTIFIER, is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.schema_models import (
    ContextShape,
    DocumentShape,
    EventShape,
    OrganizationShape,
    OrganizerShape,
    PersonShape,
    ScheduleShape,
    Shape,
    SpeakerShape,
)
from ungacli.model import Context, Document
from ungacli.names import did_you_mean
from ungacli.participants.values import RawOrganization, RawPerson, RawRole, Reference
from ungacli.when.when import PartialWhen

S = TypeVar("S", bound=Shape)
SECTIONS = ("schedule", "people", "organizations", "events")
_TIMES = {"start", "end", "date", "end_date", "timezone"}
_STAND_IN_TIMES = {"start": "2000-01-01T00:00", "end": "2000-01-01T01:00"}


def draft_from_tree(
    tree: Tree,
    options: ReadOptions,
    diagnostics: Sequence[Diagnostic] = (),
    locate: Callable[[], Mapping[KeyPath, Place]] = dict,
) -> Draft:
    """Return the draft of a file in the shape of docs/dataset.md, with every problem of it among the diagnostics.

    A time zone that the file does not give is that of *options*. Raises BadFileError for a tree that is no mapping.
    """
    if not isinstance(tree, dict) or (tree and not any(key in SECTIONS or did_you_mean(key, SECTIONS) for key in tree)):
        what = "the file is empty" if tree is None else "not a schedule"
        raise BadFileError([Diagnostic((), f"{what}; a schedule file has the keys {', '.join(SECTIONS)}")])
    found = [*diagnostics, *(Diagnostic((key,), unknown("key", key, SECTIONS)) for key in tree if key not in SECTIONS)]
    about, problems = _about(tree, options)
    found += problems
    organizations, problems = _entries(tree, "organizations", OrganizationShape)
    found += problems
    people, problems = _entries(tree, "people", PersonShape)
    found += problems
    events, problems = _events(tree, needed=not options.busy_only)
    return Draft(
        id=about.id,
        title=about.title,
        timezone=about.timezone,
        url=about.url,
        revision=about.revision,
        revised=about.revised,
        days=about.days,
        context=_context(about.context),
        people=tuple(_raw_person(key, shape) for key, shape in people),
        organizations=tuple(_raw_organization(key, shape) for key, shape in organizations),
        events=tuple(events),
        diagnostics=(*found, *problems),
        locate=locate,
        strict=True,
    )


def _context(shape: ContextShape | None) -> Context | None:
    if shape is None:
        return None
    return Context(shape.title, shape.theme, shape.opens, tuple(shape.high_level_days), shape.summary)


def _about(tree: dict[str, Tree], options: ReadOptions) -> tuple[ScheduleShape, list[Diagnostic]]:
    """Return what the file says of the schedule itself; of a wrong section, nothing but a zone."""
    section = tree.get("schedule")
    nothing = ScheduleShape.model_validate({"timezone": "UTC"})
    if options.zone is not None and (section is None or (isinstance(section, dict) and not section.get("timezone"))):
        section = {**(section or {}), "timezone": options.zone.key}
    elif "schedule" not in tree:
        return nothing, [Diagnostic((), '"schedule" is missing; give at least its timezone, or --tz ZONE')]
    about, found = fitted(ScheduleShape, section, ("schedule",))
    return about or nothing, found


def _entries(tree: dict[str, Tree], section: str, shape: type[S]) -> tuple[list[tuple[str, S]], list[Diagnostic]]:
    entries = {} if tree.get(section) is None else tree[section]
    if not isinstance(entries, dict):
        return [], [Diagnostic((section,), "expected a mapping from ids to entries")]
    shapes: list[tuple[str, S]] = []
    found: list[Diagnostic] = []
    for key, entry in entries.items():
        fitting, problems = fitted(shape, entry, (section, key))
        found += problems
        if not is_identifier(key):
            found.append(Diagnostic((section, key), f'"{key}" is not {IDENTIFIER}'))
        if fitting:
            shapes.append((key, fitting))
    return shapes, found


def _raw_person(key: str, shape: PersonShape) -> RawPerson:
    return RawPerson(
        name=shape.name or "",
        honorific=shape.honorific,
        honorific_suffix=shape.honorific_suffix,
        office=shape.office,
        employer=Reference("organization", shape.organization) if shape.organization else None,
        aliases=tuple(shape.aliases),
        id=key,
    )


def _raw_organization(key: str, shape: OrganizationShape) -> RawOrganization:
    return RawOrganization(
        name=shape.name or "", acronym=shape.acronym, kind=shape.kind, aliases=tuple(shape.aliases), id=key
    )


def _events(tree: dict[str, Tree], *, needed: bool) -> tuple[list[RawEvent], list[Diagnostic]]:
    """Return the events of the file; of one that is wrong, whatever else can be checked."""
    entries = tree.get("events")
    only_participants = entries is None and (tree.get("people") or tree.get("organizations"))
    if not entries and not needed:
        return [], []
    if only_participants:
        return [], []
    if not isinstance(entries, list) or not entries:
        return [], [Diagnostic(("events",), "expected a list of at least one event")]
    events: list[RawEvent] = []
    found: list[Diagnostic] = []
    for index, entry in enumerate(entries):
        path: KeyPath = ("events", index)
        shape, problems = fitted(EventShape, entry, path)
        found += problems
        given = entry
        if shape is None and isinstance(entry, dict):
            given = mended(entry, problems)
            shape, _ = fitted(EventShape, given, path)
        if shape:
            events.append(_raw_event(shape, given, path))
    return events, found


def _raw_event(shape: EventShape, entry: dict[str, Tree], path: KeyPath) -> RawEvent:
    def if_given(key: str, value: Any) -> Any:
        return value if entry.get(key) is not None else None

    times = PartialWhen(shape.start, shape.end, shape.date, shape.end_date, shape.timezone)
    return RawEvent(
        title=shape.title,
        when=times if times != PartialWhen() else None,
        id=shape.id,
        uid=shape.uid,
        status=if_given("status", shape.status),
        mode=shape.mode,
        location=shape.location,
        speakers=if_given("speakers", tuple(map(_speaker, shape.speakers))),
        organizers=if_given("organizers", tuple(map(_organizer, shape.organizers))),
        audience=shape.audience,
        topics=if_given("topics", tuple(shape.topics)),
        documents=if_given("documents", tuple(Document(paper.title, paper.url) for paper in shape.documents)),
        summary=shape.summary,
        url=shape.url,
        contact=shape.contact,
        note=shape.note,
        path=path,
    )


def _speaker(shape: SpeakerShape) -> RawRole:
    participant = (
        Reference("person", shape.person) if shape.person else RawPerson(name=shape.name or "", office=shape.office)
    )
    return RawRole(participant, shape.role, shape.status, shape.mode)


def _organizer(shape: OrganizerShape) -> RawRole:
    participant: RawOrganization | Reference
    if shape.person:
        participant = Reference("person", shape.person)
    elif shape.organization:
        participant = Reference("organization", shape.organization)
    else:
        participant = RawOrganization(name=shape.name or "")
    return RawRole(participant, shape.role, shape.status)


def fitted(shape: type[S], tree: object, path: KeyPath) -> tuple[S | None, list[Diagnostic]]:
    """Return *tree* as a *shape*, or None and every reason why it is none; *path* leads to the tree."""
    try:
        return shape.model_validate(tree), []
    except ValidationError as error:
        return None, [_problem(shape, details, path) for details in error.errors(include_url=False)]


def mended(entry: dict[str, Any], problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return the event *entry* without what *problems* found wrong: a field, an item of a list or a key of one."""
    wrong = [problem.path[2:] for problem in problems]
    rest = dict(entry)
    for field, *inside in filter(None, wrong):
        if inside and isinstance(rest.get(str(field)), list):
            rest[str(field)] = [_item(value, index, inside) for index, value in enumerate(rest[str(field)])]
        else:
            rest.pop(str(field), None)
    fields = {str(path[0]) for path in wrong if path}
    if _TIMES & fields:
        # One wrong time makes no other: the times that stand in are right.
        rest = {field: value for field, value in rest.items() if field not in _TIMES} | _STAND_IN_TIMES
    return rest | ({"title": "?"} if "title" in fields else {})


def _item(value: Any, index: int, wrong: Sequence[str | int]) -> Any:
    if index != wrong[0]:
        return value
    if len(wrong) > 1 and isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key != wrong[1]}
    return "?"


def _problem(shape: type[Shape], details: ErrorDetails, path: KeyPath) -> Diagnostic:
    where, found = details["loc"], details["input"]
    kind = details["type"]
    if kind == "missing":
        way_out = "; --tz ZONE gives it too" if where[-1] == "timezone" else ""
        return Diagnostic((*path, *where[:-1]), f'"{where[-1]}" is missing{way_out}')
    here = (*path, *where)
    if kind == "extra_forbidden":
        return Diagnostic(here, unknown("key", str(where[-1]), _keys(shape, where[:-1])))
    if kind == "enum":
        choices = re.findall(r"'([^']+)'", details["ctx"]["expected"])
        return Diagnostic(
            here,
            unknown(str(where[-1]), found, choices)
            if isinstance(found, str)
            else f"expected one of {', '.join(choices)}",
        )
    if kind == "value_error":
        return Diagnostic(here, str(details["ctx"]["error"]))
    expected = {"string_type": "text", "list_type": "a list", "model_type": "a mapping"}.get(kind)
    return Diagnostic(here, f"expected {expected}, found {_kind_of(found)}" if expected else details["msg"])


def _keys(shape: type[Shape], where: KeyPath) -> list[str]:
    """Return the keys that a mapping at *where* within *shape* may have."""
    nested: dict[str, type[Shape]] = {
        "context": ContextShape,
        "speakers": SpeakerShape,
        "organizers": OrganizerShape,
        "documents": DocumentShape,
    }
    return list((nested[str(where[0])] if where else shape).model_fields)


def _kind_of(value: object) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "text"
