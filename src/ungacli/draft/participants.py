"""What the mentions of one participant come to: a Person or an Organization."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ungacli.draft.diagnostics import Diagnostic, Level
from ungacli.draft.identities import Identity, Mention, spelling_key
from ungacli.model import Organization, Person
from ungacli.names import fold, is_one_letter_apart, one_letter_forms, split_honorific
from ungacli.participants.organizations import SMALL_WORDS
from ungacli.participants.values import RawOrganization, RawPerson


def organization_of(entry: Identity, id_: str) -> Organization:
    """Return the organization that *entry* is, with the id *id_*."""
    known = entry.known if isinstance(entry.known, Organization) else None
    acronym = _first([known.acronym if known else None, *(one.acronym for one in entry.mentions)])
    kinds = [one.raw.kind for one in entry.mentions if isinstance(one.raw, RawOrganization)]
    kind = _first([*kinds, known.kind if known else None])
    return Organization(id_, entry.name, acronym, kind, entry.aliases(without=[entry.name, acronym]))


def person_of(
    entry: Identity, id_: str, organizations: Mapping[Identity, Organization], *, strict: bool
) -> tuple[Person, list[Diagnostic]]:
    """Return the person that *entry* is, with the id *id_*, and where what the file says of them differs."""
    known = entry.known if isinstance(entry.known, Person) else None
    raws = [one.raw for one in entry.mentions if isinstance(one.raw, RawPerson)]
    in_names = [split_honorific(raw.name)[0] for raw in raws]
    employers = [organizations[one] for one in dict.fromkeys(entry.employers)]
    office, diagnostics = _office(entry, known, strict=strict)
    if len(employers) > 1 and not strict and not known:
        names = "; ".join(one.name for one in employers)
        diagnostics.append(_warning(entry, f'the organizations of "{entry.name}" differ: {names}'))
    person = Person(
        id_,
        entry.name,
        _first([*(raw.honorific for raw in raws), *in_names, known.honorific if known else None]),
        _first([*(raw.honorific_suffix for raw in raws), known.honorific_suffix if known else None]),
        office,
        # The later file counts.
        (employers[-1] if known else employers[0]) if employers else None,
        entry.aliases(without=[entry.name]),
    )
    return person, diagnostics


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _warning(entry: Identity, message: str) -> Diagnostic:
    return Diagnostic(entry.mentions[0].path, message, Level.WARNING, entry.mentions[0].place)


def _office(entry: Identity, known: Person | None, *, strict: bool) -> tuple[str | None, list[Diagnostic]]:
    """Return the office; in a strict draft one person has one, in any other the fullest wording counts."""
    offices = _offices(entry)
    if known:
        # The later file counts.
        return (offices[-1][0] if offices else known.office), []
    if not strict:
        best, others = _fullest([office for office, _ in offices])
        message = f'the offices of "{entry.name}" differ: {"; ".join([best or "", *others])}'
        return best, [_warning(entry, message)] if others else []
    declared = entry.mentions[0].raw if entry.declared else None
    office = declared.office if isinstance(declared, RawPerson) else offices[0][0] if offices else None
    first = f'"{office}"' if office else "none under people"
    return office, [
        Diagnostic(
            (*mention.path, "office"),
            f'the office of "{mention.name}" is {first}; one person has one office',
            place=mention.place,
        )
        for other, mention in offices
        if other != office
    ]


def _offices(entry: Identity) -> list[tuple[str, Mention]]:
    return [(one.raw.office, one) for one in entry.mentions if isinstance(one.raw, RawPerson) and one.raw.office]


def _fullest(offices: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the fullest wording of *offices*, or the first if none covers all, and those that it does not cover."""
    if not offices:
        return None, []
    wordings = Counter(offices)
    best = max(wordings, key=lambda office: (len(_words(office)), wordings[office], "," in office))
    if all(_words(office) <= _words(best) for office in wordings):
        return best, []
    first, *others = wordings
    return first, others


def _words(text: str) -> set[str]:
    return set(fold(text).split()) - SMALL_WORDS


def similar_people(entries: Sequence[Identity]) -> Iterator[tuple[Identity, Identity, bool]]:
    """Yield each person whose name is one letter apart from an earlier one's, that one, and whether they are one."""
    by_form: dict[str, list[Identity]] = defaultdict(list)
    for entry in list(entries):
        key = spelling_key(entry.name)
        forms = [] if entry.known or entry.declared else one_letter_forms(key)
        alike = (one for form in forms for one in by_form[form])
        other = next((one for one in alike if _have_similar_names(one, entry)), None)
        are_one = other is not None and _agree(other, entry)
        if other:
            yield entry, other, are_one
        if not are_one:
            for form in forms:
                by_form[form].append(entry)


def _have_similar_names(one: Identity, other: Identity) -> bool:
    """Return whether two names are one letter apart and no keys of another program say that they are two people's."""
    are_two = one.keys and other.keys and not one.keys & other.keys
    return not are_two and is_one_letter_apart(spelling_key(one.name), spelling_key(other.name))


def _agree(one: Identity, other: Identity) -> bool:
    """Return whether nothing tells two people apart, and their offices say that they are one."""
    offices, others = ([office for office, _ in _offices(entry)] for entry in (one, other))
    employers = {*one.employers, *other.employers}
    return bool(offices and others) and len(employers) <= 1 and not _fullest([*offices, *others])[1]
