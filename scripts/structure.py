"""Check what import-linter does not: no import cycle, one meaning for each class name, few modules for a private one.

`--numbers` prints the size of the program.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = "ungacli"
MOST_MODULES = 3
"""In how many modules a private top-level name may stand."""

Trees = Mapping[str, ast.Module]
"""Modules by their paths from the package's folder."""


def main(arguments: Sequence[str]) -> int:
    """Print every problem, and the numbers if *arguments* ask for them; return 1 if there is a problem."""
    trees = _trees(ROOT / "src" / PACKAGE)
    problems = [*_cycles(), *_ambiguous_classes(trees), *_scattered_names(trees)]
    print(*problems, sep="\n", end="\n" if problems else "")
    if "--numbers" in arguments:
        print(*_numbers(trees), sep="\n")
    return 1 if problems else 0


def _trees(folder: Path) -> Trees:
    paths = sorted(folder.rglob("*.py"))
    return {str(path.relative_to(folder)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _cycles() -> Iterator[str]:
    """Yield the first import cycle, if there is any; lazy imports count, those for type checkers alone do not."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)
    # The package's own face hands names on from every floor, on use.
    modules = graph.modules - {PACKAGE}
    imports = {module: graph.find_modules_directly_imported_by(module) & modules for module in modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        yield f"import cycle: {' <- '.join(error.args[1])}"


def _ambiguous_classes(trees: Trees) -> Iterator[str]:
    for name, modules in _places({path: _classes(tree) for path, tree in trees.items()}).items():
        if len(modules) > 1:
            yield f"class {name} is {len(modules)} classes: {', '.join(modules)}"


def _scattered_names(trees: Trees) -> Iterator[str]:
    for name, modules in _places({path: {*_private_names(tree)} for path, tree in trees.items()}).items():
        if len(modules) > MOST_MODULES:
            yield f"{name} stands in {len(modules)} modules: {', '.join(modules)}"


def _places(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the modules of each name, in alphabetical order, for *names* by module."""
    places: dict[str, list[str]] = {}
    for module, found in names.items():
        for name in found:
            places.setdefault(name, []).append(module)
    return dict(sorted(places.items()))


def _classes(tree: ast.Module) -> list[str]:
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _private_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names of top-level functions and constants that begin with one underscore."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            continue
        yield from (name for name in names if name.startswith("_") and not name.startswith("__"))


def _numbers(trees: Trees) -> Iterator[str]:
    lines = _lines(ROOT / "src")
    functions = sum(isinstance(node, ast.FunctionDef) for tree in trees.values() for node in ast.walk(tree))
    yield f"src: {lines} lines, {len(trees)} modules, {functions / lines * 1000:.0f} functions per 1,000 lines"
    yield f"tests: {_lines(ROOT / 'tests')} lines"


def _lines(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
