"""Corpora to explore."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import to_explore

from analysis.corpus import Corpus
from analysis.explore import News


@pytest.fixture(scope="session")
def news(sample: Corpus) -> News:
    """The shipped sample."""
    return to_explore(sample)


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.session.INTERIM", tmp_path / "interim")
    return tmp_path
