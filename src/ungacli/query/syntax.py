"""The filter language: the tree that a text is parsed into. docs/filter-language.md has the grammar."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, NoReturn

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


class Group(NamedTuple):
    """What must all hold, or of which one must hold."""

    joint: Literal["and", "or"]
    nodes: "tuple[Node, ...]"


Node = Term | Not | Group


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
# Signs by themselves, as in a title with a dash or an ampersand, are skipped; these may be operators.
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
            hint = "name words of a title, a summary, a name or a topic"
            raise QuestionError("there is no word to look for", hint=hint)
        # What begins with a closing bracket is left as it is for the error below.
        node = self._or(0) if self._text[self._at] != ")" else None
        if node is None or self._at < len(self._text):
            self._fail("this bracket closes nothing", self._at, hint='put a "(" before what belongs together')
        return node

    def _or(self, depth: int) -> Node:
        nodes = [self._and(depth)]
        while self._take("OR"):
            nodes.append(self._and(depth))
        return nodes[0] if len(nodes) == 1 else Group("or", tuple(nodes))

    def _and(self, depth: int) -> Node:
        nodes: list[Node] = []
        while not self._ends():
            if not nodes and self._operator() == "AND":
                self._fail('"AND" needs something before it', self._at, self._at + 3, hint=_as_a_word("AND"))
            self._take("AND")
            nodes.append(self._not(depth))
        if not nodes:
            self._fail('"OR" needs something before it', self._at, self._at + 2, hint=_as_a_word("OR"))
        return nodes[0] if len(nodes) == 1 else Group("and", tuple(nodes))

    def _not(self, depth: int) -> Node:
        negated = False
        while self._take("-") or self._take("NOT"):
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
            self._fail(f"brackets go at most {MAX_DEPTH} deep", start, hint="take some of them away")
        self._at += 1
        self._skip_space()
        if self._text.startswith(")", self._at):
            hint = "write (topic:climate OR topic:health)"
            self._fail("there is nothing in these brackets", start, self._at + 1, hint=hint)
        node = self._or(depth + 1) if self._at < len(self._text) else None
        if node is None or self._at == len(self._text):
            self._fail("this bracket is never closed", start, hint='put a ")" after what belongs together')
        self._at += 1
        self._skip_space()
        return node

    def _term(self) -> Term:
        field = None
        if match := _FIELD.match(self._text, self._at):
            field = Value(match[1].casefold(), Spot(self._text, *match.span(1)))
            self._at = match.end()
        values = [self._value(field)]
        while field and self._text.startswith(",", self._at):
            self._at += 1
            self._skip_space()
            values.append(self._value(field))
        self._skip_space()
        return Term(field, tuple(values))

    def _value(self, field: Value | None) -> Value:
        match = _QUOTED.match(self._text, self._at)
        if not match:
            if self._text[self._at : self._at + 1] in {*'"“”„'}:
                self._fail("this quote is never closed", self._at, hint='put a " after the last word of it')
            match = (_BARE_VALUE if field else _BARE).match(self._text, self._at)
            if not match:
                assert field, "without a field a word, a quote or a bracket follows"
                self._fail_without_value(field.text)
            self._refuse_signs(match, f"{field.text}:" if field else "")
        self._at = match.end()
        return Value(match[match.lastindex or 0], Spot(self._text, *match.span()))

    def _fail_without_value(self, field: str) -> NoReturn:
        rest = self._text[self._at :]
        hint = f"such as {field}:word, or {field}:one,two for any of them"
        if self._text[self._at - 1] == ",":
            hint = "put a value after the comma, or take the comma away"
        if rest[:1].isspace() and (word := _BARE_VALUE.match(rest.lstrip())):
            hint = f"write it without a space: {field}:{word[0]}; a whole title goes into quotes"
        self._fail(f'"{field}:" needs a value', self._at - 1, hint=hint)

    def _refuse_signs(self, match: re.Match[str], field: str) -> None:
        """Fail where a word has what other programs, but not this language, take for an operator."""
        word, start = match[0], match.start()
        sign = word[0]
        if sign in {"!", *_DASHES} or (sign == "-" and field):
            excluded = _BARE.search(self._text, start + 1)
            hint = f"write -{field}{excluded[0].lstrip(f'!-{_DASHES}')}" if excluded else "write -word"
            self._fail(f'"{sign}" excludes nothing here', start, hint=hint)
        if word in _CAPITALIZED and not field and _IN_A_QUERY.search(self._text):
            hint = f"write {word.upper()} in capitals; {_as_a_word(word)}"
            self._fail(f'"{word}" could be a word or mean {word.upper()}', start, match.end(), hint=hint)
        if "|" in word:
            hint = "write OR between what either may hold: climate OR health"
            self._fail('"|" joins nothing here', start, match.end(), hint=hint)
        if sign == ":" and not field:
            self._fail('":" needs a field right before it', start, hint="write it without a space: topic:climate")

    def _ends(self) -> bool:
        return self._at == len(self._text) or self._text[self._at] == ")" or self._operator() == "OR"

    def _operator(self) -> str:
        """Return the operator that stands here in capitals, or nothing."""
        match = _OPERATOR.match(self._text, self._at)
        return match[0].upper() if match else ""

    def _take(self, sign: str) -> bool:
        """Go behind *sign*, an operator or a minus, and return True if it stands here; fail if nothing follows it."""
        start = self._at
        if sign != (self._operator() or self._text[start : start + 1]):
            return False
        self._at += len(sign)
        if sign != "-":
            self._skip_space()
        if self._ends() or self._operator() == "AND" or self._text[self._at].isspace():
            excluded = _BARE.match(self._text[self._at :].lstrip())
            hint = f"write it without a space: -{excluded[0] if excluded else 'word'}; a range is 9-12 or 23..25"
            hint = hint if sign == "-" else _as_a_word(sign)
            self._fail(f'"{sign}" needs something after it', start, start + len(sign), hint=hint)
        return True

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        assert match, "no space at all is one too"
        self._at = match.end()

    def _fail(self, message: str, start: int, end: int | None = None, *, hint: str) -> NoReturn:
        raise QuestionError(message, hint=hint, spot=Spot(self._text, start, start + 1 if end is None else end))


def _as_a_word(operator: str) -> str:
    return f'to look for the word, put it in quotes: "{operator}"'
