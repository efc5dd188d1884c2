"""Imports point down only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "analysis"
FLOORS = {
    0: {"errors", "paths", "engine", "text", "lab"},
    1: {"corpus", "settings"},
    2: {"counts", "resample", "contrast", "reuse"},
    3: {"terms", "topics", "sources"},
    4: {"report", "render", "figures", "diff"},
    5: {"run", "cli", "__main__"},
}
FLOOR_OF = {part: floor for floor, parts in FLOORS.items() for part in parts}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


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


def test_there_are_files() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = part_of(path)
    floor = FLOOR_OF[own]
    for part in imported_parts(path) - {own}:
        assert FLOOR_OF[part] <= floor, f"{own} (floor {floor}) imports {part} (floor {FLOOR_OF[part]})"
        assert floor != 3 or FLOOR_OF[part] != 3, f"{own} imports {part}: terms, topics and sources are independent"


def test_figures_know_only_tables() -> None:
    for path in FILES:
        if part_of(path) == "figures":
            assert imported_parts(path) <= {"figures"}, path


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
