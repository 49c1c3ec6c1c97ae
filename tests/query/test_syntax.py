from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ungacli.errors import QuestionError, Spot
from ungacli.query.syntax import MAX_DEPTH, MAX_LENGTH, Group, Node, Not, Term, parse


def told(node: Node) -> str:
    """Return *node* with every bracket that it could have."""
    match node:
        case Term(field, values):
            words = ",".join(value.text for value in values)
            return f"{field.text}={words}" if field else words
        case Not(inner):
            return f"!{told(inner)}"
        case Group(joint, nodes):
            return f"({(' & ' if joint == 'and' else ' | ').join(map(told, nodes))})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("climate", "climate"),
        ("climate AND peace", "(climate & peace)"),
        ("climate and peace", "(climate & peace)"),
        ("a b OR c d", "((a & b) | (c & d))"),
        ("a OR b or c", "(a | b | c)"),
        ("a (b OR c) d", "(a & (b | c) & d)"),
        ("((a))", "a"),
        ("NOT a b", "(!a & b)"),
        ("-(a b)", "!(a & b)"),
        ("--a", "a"),
        ("-NOT -a", "!a"),
        ("NOT (NOT a)", "a"),
        ("Speaker:pope", "speaker=pope"),
        ("speaker:a, b c", "(speaker=a,b & c)"),
        ('speaker:"Pope, Amy",daniels', "speaker=Pope, Amy,daniels"),
        ('"a phrase" b', "(a phrase & b)"),
        ("“a phrase”", "a phrase"),
        ('a"b c"', "(a & b c)"),
        ("city-led", "city-led"),
        ("a,b", "a,b"),
        ("time:14:30", "time=14:30"),
        ("Peace & Health – Now", "(Peace & Health & Now)"),
        ("Not Or And", "(Not & Or & And)"),
        ('"OR"', "OR"),
    ],
)
def test_a_query_is_the_tree_that_it_says(text: str, expected: str) -> None:
    """Side by side binds more than OR, a minus more than both, and signs by themselves say nothing."""
    assert told(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "message", "pointed", "hint"),
    [
        ("a OR", '"OR" needs something after it', "OR", 'put it in quotes: "OR"'),
        ("OR a", '"OR" needs something before it', "OR", 'put it in quotes: "OR"'),
        ("(a or) b", '"OR" needs something after it', "or", 'put it in quotes: "OR"'),
        ("and a", '"AND" needs something before it', "and", 'put it in quotes: "AND"'),
        ("a NOT", '"NOT" needs something after it', "NOT", 'put it in quotes: "NOT"'),
        ("a - b", '"-" needs something after it', "-", "without a space: -b"),
        ("-", '"-" needs something after it', "-", "without a space: -word"),
        ("(a", "this bracket is never closed", "(", 'put a ")"'),
        ("a ()", "there is nothing in these brackets", "()", "topic:climate OR topic:health"),
        ("a) b", "this bracket closes nothing", ")", 'put a "("'),
        ('a "b c', "this quote is never closed", '"', 'put a "'),
        ("speaker:", '"speaker:" needs a value', ":", "speaker:one,two"),
        ("speaker: pope", '"speaker:" needs a value', ":", "without a space: speaker:pope"),
        ("speaker:a,", '"speaker:" needs a value', ",", "take the comma away"),
        ("speaker:-a", '"-" excludes nothing here', "-", "write -speaker:a"),
        ("!a", '"!" excludes nothing here', "!", "write -a"),
        ("speaker:!a", '"!" excludes nothing here', "!", "write -speaker:a"),
        ("a | b", '"|" joins nothing here', "|", "write OR"),
        ("a|b", '"|" joins nothing here', "a|b", "write OR"),
        ("topic :a", '":" needs a field right before it', ":", "write it without a space"),
    ],
)
def test_what_is_no_query_is_pointed_at(text: str, message: str, pointed: str, hint: str) -> None:
    """The message says what is wrong, the spot where, the hint how to mend it."""
    with pytest.raises(QuestionError) as caught:
        parse(text)
    assert caught.value.message == message
    spot = caught.value.spot
    assert spot is not None
    assert (spot.text, spot.text[spot.start : spot.end]) == (text, pointed)
    assert hint in str(caught.value.hint)


def test_a_value_knows_where_it_stands() -> None:
    """A reader of the value may point at it too."""
    text = 'a speaker:"Pope, Amy", daniels'
    node = parse(text)
    assert isinstance(node, Group)
    term = node.nodes[1]
    assert isinstance(term, Term)
    assert [value.spot for value in term.values] == [Spot(text, 10, 21), Spot(text, 23, 30)]


@pytest.mark.parametrize("text", ["", "   ", "&", " – / & "])
def test_nothing_is_no_query(text: str) -> None:
    """There must be a word in it."""
    with pytest.raises(QuestionError, match="there is no word to look for"):
        parse(text)


def test_the_deepest_and_the_longest_query_are_read_and_no_deeper_and_longer() -> None:
    """Both bounds are those that the message names."""
    assert told(parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)) == "a"
    with pytest.raises(QuestionError, match=f"brackets go at most {MAX_DEPTH} deep"):
        parse("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))
    assert told(parse("a" * MAX_LENGTH)) == "a" * MAX_LENGTH
    with pytest.raises(QuestionError, match="10,001 characters is too long"):
        parse("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "piece",
    ["-", "--", "NOT ", "(", "-(", "a OR ", '"', '""', "speaker:", "a,", "speaker:a,", "& ", "&", " ", "–( ", "\u3000"],
)
def test_the_longest_queries_of_hard_pieces_come_to_an_end(piece: str) -> None:
    """10,000 characters of whatever is hard for a reader are read or refused; a slow reader would not come back."""
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    for query in (text, text[:-1] + "a"):
        with suppress(QuestionError):
            assert told(parse(query))


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*'()-":, ab', " OR ", " AND ", " NOT ", "is:", "&", "!", "|"])).map("".join)
)
def test_any_text_is_a_query_or_a_wrong_question(text: str) -> None:
    """No text makes the parser fail in another way, and every error has a hint; most have a spot within the text."""
    with suppress(QuestionError):
        parse(text)
        return
    with pytest.raises(QuestionError) as caught:
        parse(text)
    spot = caught.value.spot
    assert caught.value.hint
    assert spot is None or 0 <= spot.start < spot.end <= len(text)
