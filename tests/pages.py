"""The pages of the project: README, docs and what stands beside them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
}
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a *page* in a *language*: what stands between their fences."""
    return [text for name, text in _FENCED.findall(PAGES[page]) if name == language]


def steps(page: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a *page* without the program's name, in order, each with the lines that it prints."""
    result: list[tuple[str, list[str]]] = []
    for line in "".join(blocks(page, "console")).splitlines():
        if line.startswith("$ ungacli "):
            result.append((line.removeprefix("$ ungacli "), []))
        else:
            result[-1][1].append(line)
    return result


def languages(page: str) -> set[str]:
    """Return the languages of the blocks of a *page*."""
    return {name for name, _ in _FENCED.findall(PAGES[page])}


def prose(page: str) -> str:
    """Return a *page* without its blocks."""
    return _FENCED.sub("", PAGES[page])


def inline(page: str) -> list[str]:
    """Return what a *page* has between backticks, each on one line."""
    return [" ".join(code.split()) for code in re.findall(r"`([^`]+)`", prose(page))]


def rows(page: str, heading: str) -> list[tuple[str, ...]]:
    """Return the cells of the table of a *page* that begins with *heading*, without the heading."""
    _, _, rest = PAGES[page].partition(f"{heading}\n")
    table = re.match(r"(?:\|.*\n?)*", rest)
    assert table
    lines = table[0].splitlines()[1:]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]
