"""Imports point down only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "analysis"
FLOORS = (
    {"errors", "progress", "tables", "vocabulary", "wording"},
    {"engine", "faults", "figures", "text"},
    {"session", "settings", "packing"},
    {"cache"},
    {"corpus"},
    {"counts"},
    {"statistics"},
    {"terms", "topics", "sources"},
    {"diff"},
    {"report"},
    {"explore"},
    {"run"},
    {"export"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {part: floor for floor, parts in enumerate(FLOORS) for part in parts}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
MAX_LINES = 420
QUICK = tuple(f"analysis.{part}" for part in ("text", "corpus", "terms", "topics", "sources", "figures", "report"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """List the parts of the package a file imports, at its top or inside a function."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where they point"
            if node.module == "analysis":
                parts |= {alias.name for alias in node.names}
            elif (node.module or "").startswith("analysis."):
                parts.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            parts |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("analysis.")}
    return parts


def test_imports_point_down() -> None:
    assert len(FILES) > 20
    wrong = []
    for path in FILES:
        own = part_of(path)
        for part in imported_parts(path) - {own}:
            if FLOOR_OF[part] >= FLOOR_OF[own]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {part}")
    assert not wrong


def test_figures_know_only_tables() -> None:
    allowed = {"figures", "tables", "vocabulary", "wording"}
    assert {path for path in FILES if part_of(path) == "figures" and not imported_parts(path) <= allowed} == set()


def test_slow_libraries_are_loaded_by_what_needs_them_only() -> None:
    # They take seconds, and every kernel and every command would wait for them.
    job = f"import sys, {', '.join(QUICK)}; print(sorted({{'sklearn', 'scipy.stats'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", job], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_is_read_in_one_sitting() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path: n for path, n in lines.items() if n > MAX_LINES} == {}
