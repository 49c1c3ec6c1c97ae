"""The filter language: the tree that a text is parsed into. docs/filter-language.md has the grammar."""

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from ungacli.errors import QuestionError, Spot

MAX_LENGTH = 10_000
MAX_DEPTH = 50


class Value(NamedTuple):
    """A word of a query, without its quotes, and where it stands; None if it was given by itself."""

    text: str
    spot: Spot | None = None


class Term(NamedTuple):
    """One condition: any of the *values* of a *field*, or without a field words to look for."""

    field: Value | None
    values: tuple[Value, ...]


class Not(NamedTuple):
    """What must not hold."""

    node: "Node"


class And(NamedTuple):
    """What must all hold."""

    nodes: "tuple[Node, ...]"


class Or(NamedTuple):
    """Of which one must hold."""

    nodes: "tuple[Node, ...]"


Node = Term | Not | And | Or


def terms(node: Node) -> Iterator[Term]:
    """Yield the terms that *node* joins, in the order in which they are written."""
    if isinstance(node, Term):
        yield node
    else:
        for inner in [node.node] if isinstance(node, Not) else node.nodes:
            yield from terms(inner)


_FIELD = re.compile(r"([^\W\d][\w-]*):")
_BARE = re.compile(r'[^\s()"“”„]+')
_BARE_VALUE = re.compile(r'[^\s()"“”„,]+')
_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”]')
# Signs by themselves, as in a title with a dash or an ampersand, say nothing; these may be meant to.
_SPACE = re.compile(r"(?:\s|(?<!\S)(?!(?:-|!|\|+)(?:\s|$))[^\w\s()\"“”„]+(?=\s|$))*")
# Not "Not", with which a title may begin; phones write it in a query too.
_OPERATOR = re.compile(r'(OR|AND|NOT|or|and|not)(?=[\s()"“”„]|$)')
_CAPITALIZED = {"Or", "And", "Not"}
_IN_A_QUERY = re.compile(rf"[()]|(?<!\S)-\w|(?<![\w:]){_FIELD.pattern}\S|(?<!\S)(?:OR|AND|NOT)(?!\S)")
# What phones and word processors make of a minus.
_DASHES = "\u2010\u2011\u2012–—−"


def parse(text: str) -> Node:
    """Return the tree of a query; `NOT NOT q` is that of `q`.

    Raises QuestionError with the spot for what is no query, for one of more than MAX_LENGTH
    characters and for brackets in more than MAX_DEPTH levels.
    """
    if len(text) > MAX_LENGTH:
        hint = f"the longest that is read has {MAX_LENGTH:,}"
        raise QuestionError(f"a query of {len(text):,} characters is too long", hint=hint)
    return _QueryReader(text).query()


class _QueryReader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def query(self) -> Node:
        self._skip_space()
        if self._at == len(self._text):
            raise QuestionError(
                "there is no word to look for", hint="name words of a title, a summary, a name or a topic"
            )
        # What begins with a closing bracket is left as it is for the error below.
        node = self._or(0) if self._text[self._at] != ")" else None
        if node is None or self._at < len(self._text):
            self._fail(
                "this bracket closes nothing", self._spot(self._at), hint='put a "(" before what belongs together'
            )
        return node

    def _or(self, depth: int) -> Node:
        nodes = [self._and(depth)]
        while start := self._take_operator("OR"):
            self._needs_more("OR", start)
            nodes.append(self._and(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _and(self, depth: int) -> Node:
        nodes: list[Node] = []
        while not self._ends():
            if start := self._take_operator("AND"):
                if not nodes:
                    self._fail('"AND" needs something before it', start, hint=_as_a_word("AND"))
                self._needs_more("AND", start)
            nodes.append(self._not(depth))
        if not nodes:
            self._fail('"OR" needs something before it', self._spot(self._at, self._at + 2), hint=_as_a_word("OR"))
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def _not(self, depth: int) -> Node:
        negated = False
        while True:
            if minus := self._take_minus():
                self._needs_more("-", minus)
            elif word := self._take_operator("NOT"):
                self._needs_more("NOT", word)
            else:
                break
            negated = not negated
        node = self._one(depth)
        if not negated:
            return node
        return node.node if isinstance(node, Not) else Not(node)

    def _one(self, depth: int) -> Node:
        start = self._at
        if self._text[start] != "(":
            return self._term()
        if depth == MAX_DEPTH:
            self._fail(f"brackets go at most {MAX_DEPTH} deep", self._spot(start), hint="take some of them away")
        self._at += 1
        self._skip_space()
        if self._text[self._at : self._at + 1] == ")":
            empty = self._spot(start, self._at + 1)
            self._fail("there is nothing in these brackets", empty, hint="write (topic:climate OR topic:health)")
        node = self._or(depth + 1) if self._at < len(self._text) else None
        if node is None or self._at == len(self._text):
            self._fail("this bracket is never closed", self._spot(start), hint='put a ")" after what belongs together')
        self._at += 1
        self._skip_space()
        return node

    def _term(self) -> Term:
        field = None
        if match := _FIELD.match(self._text, self._at):
            field = Value(match[1].casefold(), self._spot(*match.span(1)))
            self._at = match.end()
        values = [self._value(field)]
        while field and self._text[self._at : self._at + 1] == ",":
            self._at += 1
            self._skip_space()
            values.append(self._value(field))
        self._skip_space()
        return Term(field, tuple(values))

    def _value(self, field: Value | None) -> Value:
        start = self._at
        if quoted := _QUOTED.match(self._text, start):
            self._at = quoted.end()
            return Value(quoted[1], self._spot(start, quoted.end()))
        if start < len(self._text) and self._text[start] in '"“”„':
            self._fail("this quote is never closed", self._spot(start), hint='put a " after the last word of it')
        match = (_BARE_VALUE if field else _BARE).match(self._text, start)
        if not match:
            assert field, "without a field a word, a quote or a bracket follows"
            self._without_value(field)
        self._refuse_signs(match, f"{field.text}:" if field else "")
        self._at = match.end()
        return Value(match[0], self._spot(start, match.end()))

    def _refuse_signs(self, match: re.Match[str], field: str) -> None:
        """Fail where a word has what other programs, but not this language, take for an operator."""
        sign = match[0][0]
        spot = self._spot(match.start())
        if sign in {"!", *_DASHES} or (sign == "-" and field):
            word = _BARE.search(self._text, match.start() + 1)
            excluded = f"-{field}{word[0].lstrip(f'!-{_DASHES}')}" if word else "-word"
            self._fail(f'"{sign}" excludes nothing here', spot, hint=f"write {excluded}")
        if match[0] in _CAPITALIZED and not field and _IN_A_QUERY.search(self._text):
            word_spot, operator = self._spot(*match.span()), match[0].upper()
            hint = f"write {operator} in capitals; {_as_a_word(match[0])}"
            self._fail(f'"{match[0]}" could be a word or mean {operator}', word_spot, hint=hint)
        if "|" in match[0]:
            bar = self._spot(*match.span())
            self._fail('"|" joins nothing here', bar, hint="write OR between what either may hold: climate OR health")
        if sign == ":" and not field:
            self._fail('":" needs a field right before it', spot, hint="write it without a space: topic:climate")

    def _without_value(self, field: Value) -> NoReturn:
        rest = self._text[self._at :]
        hint = f"such as {field.text}:word, or {field.text}:one,two for any of them"
        if self._text[self._at - 1] == ",":
            hint = "put a value after the comma, or take the comma away"
        if rest[:1].isspace() and (word := _BARE_VALUE.match(rest.lstrip())):
            hint = f"write it without a space: {field.text}:{word[0]}; a whole title goes into quotes"
        self._fail(f'"{field.text}:" needs a value', self._spot(self._at - 1, self._at), hint=hint)

    def _ends(self) -> bool:
        return self._at == len(self._text) or self._text[self._at] == ")" or self._is_at("OR") is not None

    def _is_at(self, operator: str) -> re.Match[str] | None:
        match = _OPERATOR.match(self._text, self._at)
        return match if match and match[0].upper() == operator else None

    def _take_operator(self, word: str) -> Spot | None:
        match = self._is_at(word)
        if not match:
            return None
        self._at = match.end()
        self._skip_space()
        return self._spot(*match.span())

    def _take_minus(self) -> Spot | None:
        start = self._at
        if self._text[start : start + 1] != "-":
            return None
        self._at += 1
        return self._spot(start)

    def _needs_more(self, word: str, at: Spot) -> None:
        missing = self._ends() or self._is_at("AND")
        if missing or (word == "-" and self._text[self._at].isspace()):
            excluded = _BARE.match(self._text[self._at :].lstrip())
            hint = f"write it without a space: -{excluded[0] if excluded else 'word'}; a range is 9-12 or 23..25"
            self._fail(f'"{word}" needs something after it', at, hint=hint if word == "-" else _as_a_word(word))

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        assert match, "no space at all is one too"
        self._at = match.end()

    def _spot(self, start: int, end: int | None = None) -> Spot:
        return Spot(self._text, start, start + 1 if end is None else end)

    def _fail(self, message: str, spot: Spot, *, hint: str) -> NoReturn:
        raise QuestionError(message, hint=hint, spot=spot)


def _as_a_word(operator: str) -> str:
    return f'to look for the word, put it in quotes: "{operator}"'
