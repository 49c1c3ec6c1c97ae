"""Who speaks: names as they stand, and one person for one id even if the spellings differ."""

from collections import Counter
from functools import cached_property

from ungacli.draft.tree_draft import Tree
from ungacli.formats.frab.record import Record, text
from ungacli.names import fold, slug, split_honorific

_NAMES = ("public_name", "full_public_name", "name", "display_name")


class People:
    """Everybody in one file, each known by an id or, without one, by the name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._ids: dict[str, dict[str, None]] = {}
        self._offices: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._organizers: set[str] = set()

    def add(self, record: Record) -> str | None:
        """Take in the person *record* and return what to ask for them with, or None if there is no name."""
        name = next(filter(None, (text(record.get(key)) for key in _NAMES)), None)
        if name is None:
            return None
        key = next(filter(None, (text(record.get(key)) for key in ("guid", "id", "code"))), None)
        # A name is asked for by itself: no id holds a line break.
        asked = key or f"\n{name}"
        self._names.setdefault(asked, name)
        self._first.setdefault(_folded(self._names[asked]), asked)
        if key:
            self._ids.setdefault(_folded(self._names[asked]), {})[key] = None
        return asked

    def give_office(self, asked: str, office: str | None) -> None:
        """Take in somebody's *office*; the first that is told holds."""
        if office:
            self._offices.setdefault(asked, office)

    def add_organizer(self, name: str, office: str) -> None:
        """Take in somebody called *name* who organizes: a speaker of that name or somebody new."""
        asked = self._first.get(_folded(name))
        if asked is None:
            asked = self.add(Record({"code": name, "name": name})) or name
            self._organizers.add(asked)
        self.give_office(asked, office)

    def name(self, asked: str) -> str:
        """Return the name of somebody."""
        return self._names[asked]

    def speaker(self, asked: str) -> dict[str, Tree]:
        """Return the speaker, once everybody is known: a name, or a reference where two bear one name."""
        keys = self._ids.get(_folded(self._names[asked]), {})
        if len(keys) < 2 and asked not in self._organizers:
            return {"name": self._names[asked], "office": self._offices.get(asked)}
        return {"person": self._namesakes[asked if asked in keys else next(iter(keys))]}

    def organizer(self, name: str) -> dict[str, Tree]:
        """Return the first who bears this *name*, who was taken in, as an organizer, once everybody is known."""
        found = self.speaker(self._first[_folded(name)])
        return {key: value for key, value in found.items() if key != "office"}

    def tree(self) -> dict[str, Tree]:
        """Return the people to declare: those who share a name with somebody else, or who only organize."""
        found: dict[str, Tree] = {}
        for key, person in self._namesakes.items():
            honorific, name = split_honorific(self._names[key])
            found[person] = {"name": name, "honorific": honorific, "office": self._offices.get(key)}
        return found

    @cached_property
    def _namesakes(self) -> dict[str, str]:
        """The ids of those to declare by their keys: such as no other name could be read as."""
        taken = {_folded(name) for name in self._names.values()}
        numbers: Counter[str] = Counter()
        given: dict[str, str] = {}
        for folded, keys in self._ids.items():
            base = slug(folded, limit=40) or "person"
            alone = len(keys) == 1
            for key in keys if not alone or keys.keys() & self._organizers else ():
                if alone and fold(base) == folded:
                    given[key] = base
                    continue
                while key not in given or fold(given[key]) in taken:
                    numbers[base] += 1
                    given[key] = f"{base}-{numbers[base]}"
                taken.add(fold(given[key]))
        return given


def _folded(name: str) -> str:
    bare = split_honorific(" ".join(name.split()))[1]
    return fold(bare) or bare
