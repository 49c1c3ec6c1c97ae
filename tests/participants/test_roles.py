import pytest

from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.participants.roles import (
    Marked,
    RoleWord,
    is_nobody,
    last_brackets,
    mode_of,
    role_named,
    status_of,
    unmarked,
)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Panellists", SpeakerRole.PANELIST),
        ("opening-remarks", SpeakerRole.OPENING_REMARKS),
        ("Co-Organisers", OrganizerRole.CO_ORGANIZER),
        ("organizing entities", OrganizerRole.ORGANIZER),
        ("Cohosts", OrganizerRole.CO_HOST),
        ("in partnership with", OrganizerRole.PARTNER),
        ("co-sponsored by", OrganizerRole.SPONSOR),
        *((role.value, role) for role in [*SpeakerRole, *OrganizerRole]),
        ("Chairs", RoleWord(SpeakerRole.MODERATOR, near=True)),
        *(("weather", None), ("speaker" * 20, None)),
    ],
)
def test_words_for_roles(text: str, role: SpeakerRole | OrganizerRole | RoleWord | None) -> None:
    """A role is read in British and American spelling, one or several; a chair is near to a moderator."""
    assert role_named(text) == (RoleWord(role) if isinstance(role, SpeakerRole | OrganizerRole) else role)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((word, Status.TENTATIVE) for word in ("TBC", "T.B.C.", "To be confirmed", "provisional", "pending")),
        *((word, Status.CONFIRMED) for word in ("CONFIRMED", "yes", "final")),
        *(("Canceled", Status.CANCELLED), ("perhaps", None), ("virtual", None), ("tbc " * 40, None)),
    ],
)
def test_words_for_status(text: str, status: Status | None) -> None:
    """TBC is tentative, in whatever case."""
    assert status_of(text) == status
    assert status_of(f"({text})") == status


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        *((word, Mode.VIRTUAL) for word in ("Online", "virtual", "via Zoom", "Virtual (Zoom)", "webinar")),
        *((word, Mode.IN_PERSON) for word in ("In-person", "onsite", "on site", "in person only", "face-to-face")),
        *((word, Mode.HYBRID) for word in ("Hybrid event", "In-person and online", "Virtual / in person")),
        *(("?", None), ("TBC", None), ("online " * 20, None)),
    ],
)
def test_words_for_mode(text: str, mode: Mode | None) -> None:
    """Online is virtual, and both ways together are hybrid."""
    assert mode_of(text) == mode


@pytest.mark.parametrize(
    ("text", "plain", "status", "mode"),
    [
        ("Ann Lee (TBC)", "Ann Lee", Status.TENTATIVE, None),
        ("Ann Lee [virtual, to be confirmed]", "Ann Lee", Status.TENTATIVE, Mode.VIRTUAL),
        ("Ann Lee, online", "Ann Lee", None, Mode.VIRTUAL),
        ("Ann Lee, virtual, TBC, online", "Ann Lee", Status.TENTATIVE, Mode.VIRTUAL),
        ("Ann Lee - virtual (t.b.c.)", "Ann Lee", Status.TENTATIVE, Mode.VIRTUAL),
        ("Ann Lee, Yes", "Ann Lee, Yes", None, None),
    ],
)
def test_marks(text: str, plain: str, status: Status | None, mode: Mode | None) -> None:
    """Marks stand in brackets, or at the end behind a comma, a dash or a space."""
    assert unmarked(text) == Marked(plain, status, mode)


def test_marks_of_titles_and_in_the_last_brackets() -> None:
    """A word at the end of a title is a word of it, unless it can be nothing else; brackets have other words too."""
    assert unmarked("A workshop by Zoom", loose=False).text == "A workshop by Zoom"
    assert unmarked("A workshop TBC", loose=False) == Marked("A workshop", Status.TENTATIVE)
    assert last_brackets("A (B) (keynote, TBC, online, Room 5)") == Marked(
        *("A (B)", Status.TENTATIVE, Mode.VIRTUAL, SpeakerRole.KEYNOTE, ("Room 5",)),
    )
    for text in ("A", "(A)", " (A)", "A)"):
        assert last_brackets(text) == Marked(text)
    assert last_brackets("A (chair)").rest == ("chair",)


@pytest.mark.parametrize(
    ("text", "expected"), [("TBC", True), ("-", True), ("01", True), ("Panellists", True), ("Bo", False)]
)
def test_what_names_nobody(text: str, expected: bool) -> None:
    """A stand-in for a name, and what has no letter, is nobody."""
    assert is_nobody(text) is expected
