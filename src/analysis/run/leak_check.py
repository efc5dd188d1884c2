"""A report must not name places of this machine."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any


def find_places(folder: Path, places: Iterable[Path], is_in_articles: Callable[[str], bool]) -> list[str]:
    """Find files of a report about to be published that name one of some places, unless an article has the same text.

    Returns
    -------
    list of str
        "file names path", in order; empty is good.
    """
    # A path of one part may be in any text or encoded figure; one of two or more is a place.
    forms = {str(path): _forms(str(path)) for path in sorted(set(places)) if len(path.parts) > 2}
    named = [
        (file, place)
        for file in sorted(path for path in folder.rglob("*") if path.is_file())
        for content in [file.read_bytes()]
        for place, written in forms.items()
        if any(form in content for form in written)
    ]
    innocent = {place for place in {place for _, place in named} if is_in_articles(place)}
    return [f"{file.relative_to(folder).as_posix()} names {place}" for file, place in named if place not in innocent]


def is_in_articles(text: str, articles: Path, reading: Mapping[str, Any]) -> bool:
    """Tell whether an article has a text, whatever its file is packed in."""
    import pandas as pd

    from analysis.corpus import prepare

    tables = map(pd.read_parquet, prepare(articles, reading=reading).shards)
    return any(table[name].astype(str).str.contains(text, regex=False).any() for table in tables for name in table)


def home_folder() -> Path:
    """Give the home of the user; one without a home has the place "~"."""
    return Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises there


def _forms(place: str) -> set[bytes]:
    """List how pages, notebooks and tables write a path."""
    return {form.encode("utf-8", "replace") for form in (place, html.escape(place), json.dumps(place)[1:-1])}
