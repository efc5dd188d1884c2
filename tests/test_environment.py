"""pyproject.toml, the lock files and environment.yml say the same, and name no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
UV_LOCK = (PROJECT / "requirements-uv.lock").read_text(encoding="utf-8")


def locked(text: str) -> dict[str, list[Requirement]]:
    """Read the pins of a lock file; one name may be pinned once per Python version."""
    pins: dict[str, list[Requirement]] = {}
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            pin = Requirement(line.rstrip("\\ "))
            pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


def wanted() -> list[Requirement]:
    project = PYPROJECT["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    groups = [text for texts in PYPROJECT["dependency-groups"].values() for text in texts]
    return [Requirement(text) for text in [*project["dependencies"], *extras, *groups]]


def test_every_dependency_is_locked_within_its_bounds() -> None:
    pins = locked(LOCK)
    assert len(pins) > 100
    for requirement in wanted():
        for pin in pins[canonicalize_name(requirement.name)]:
            (version,) = pin.specifier
            assert version.operator == "=="
            assert requirement.specifier.contains(version.version), f"{requirement} is locked as {pin}"


def test_the_build_backend_is_locked_as_it_is_declared() -> None:
    assert PYPROJECT["build-system"]["requires"] == PYPROJECT["dependency-groups"]["build"]


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = (PROJECT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("dependencies = ["), lines.index("[project.optional-dependencies]")
    declared = [line for line in lines[start + 1 : end] if line.startswith("    ")]
    assert len(declared) == len(PYPROJECT["project"]["dependencies"])
    assert all(re.search(r",\s+# \w", line) for line in declared)


@pytest.mark.parametrize("text", [LOCK, UV_LOCK])
def test_every_pin_is_hashed(text: str) -> None:
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_uv_has_a_lock_of_its_own() -> None:
    assert list(locked(UV_LOCK)) == ["uv"]
    assert "uv" not in locked(LOCK)


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-uv.lock", "pyproject.toml", "environment.yml", "Makefile"]
)
def test_no_host_or_index_is_named(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host", text)


def test_conda_users_get_the_lock() -> None:
    environment = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, rest = environment["dependencies"]
    assert environment["name"] == PYPROJECT["project"]["name"]
    assert re.fullmatch(rf"python{PYPROJECT['project']['requires-python']},<3\.\d+", python)
    assert pip == "pip"
    assert rest == {"pip": ["-r requirements.lock"]}
