"""What results depend on beside articles and parameters: code, packages, interpreter, processor."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
# What workers read, clean, count and fit with, and what they talk with.
_PACKAGES = (
    *("numpy", "pandas", "pyarrow", "scipy", "scikit-learn", "ftfy", "py3langid", "stopwordsiso", "rjieba", "janome"),
    *("dask", "distributed"),
)


@cache
def package_files() -> list[Path]:
    """List the files of this package, but not what Python and editors write beside them at any time."""
    paths = [path for path in PACKAGE.rglob("*") if path.is_file()]
    beside = re.compile(r"^\.|^__pycache__$")
    return sorted(path for path in paths if not any(map(beside.match, path.relative_to(PACKAGE).parts)))


@cache
def hash_code() -> str:
    """Hash the names and the contents of the files of this package, as they were first asked for."""
    hashed = hashlib.sha256()
    for path in package_files():
        hashed.update(f"\n{path.relative_to(PACKAGE)}\n".encode() + path.read_bytes())
    return hashed.hexdigest()


@cache
def versions() -> Mapping[str, str]:
    """List the versions that must be the same wherever one result is made."""
    own = {"Python": platform.python_version(), "processor": platform.machine()}
    return {**own, **{name: _version(name) for name in _PACKAGES}, "analysis": f"the code {hash_code()[:12]}"}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def version_difference(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """Say which version differs first; "" if none does.

    Examples
    --------
    >>> version_difference({"numpy": "2.0"}, {"numpy": "2.1"})
    'numpy is 2.0 there and 2.1 here'
    """
    for name in (*here, *there):
        if there.get(name) != here.get(name):
            return f"{name} is {there.get(name, 'none')} there and {here.get(name, 'none')} here"
    return ""
