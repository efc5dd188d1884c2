"""What is prepared of the small corpora of these tests stays in the folder of the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_files import LoadFiles, ReadFiles, WriteFiles, load_folder, read_folder, write_files
from corpus_outcome import OutcomeOf, outcome_finder

from analysis import session


@pytest.fixture(autouse=True)
def _own_interim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "INTERIM", tmp_path / "interim")


@pytest.fixture
def write(tmp_path: Path) -> WriteFiles:
    """Write files into the folder of a corpus."""
    return lambda content: write_files(tmp_path / "corpus", content)


@pytest.fixture
def read(write: WriteFiles) -> ReadFiles:
    """Write files and read every record in them."""
    return lambda content, **settings: read_folder(write(content), **settings)


@pytest.fixture
def load(write: WriteFiles) -> LoadFiles:
    """Write files and load them."""
    return lambda content, **options: load_folder(write(content), **options)


@pytest.fixture
def outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> OutcomeOf:
    """Put something beside good articles and find the outcome of all."""
    return outcome_finder(tmp_path, monkeypatch, capsys)
