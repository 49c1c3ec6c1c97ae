"""Run every check but the tests: format, lint, types, the direction of imports, import cycles and sizes."""

import subprocess
import sys

CHECKS = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-m", "mypy"),
    ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"),
    ("scripts/structure.py", "--numbers"),
)


def main() -> int:
    """Run the checks in turn and return 1 if any failed, after all have had their say."""
    failed = [check for check in CHECKS if not _passes(check)]
    for check in failed:
        print(f"failed: {' '.join(check)}")
    return 1 if failed else 0


def _passes(check: tuple[str, ...]) -> bool:
    print(f"$ python {' '.join(check)}", flush=True)
    return subprocess.run([sys.executable, *check], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
