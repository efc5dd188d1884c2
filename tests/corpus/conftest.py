"""What is prepared of the small corpora of these tests stays in the folder of the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_files import Content, LoadFiles, ReadFiles, WriteFiles, load_folder, read_folder, write_files
from corpus_outcome import GOOD, Outcome, OutcomeOf, find_outcome

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
    """Put something beside good articles, which must be used as they are, and find the outcome of all."""

    def outcome_of(content: Content | Callable[[Path], object], good: Content = GOOD) -> Outcome:
        around = tmp_path / f"around-{len(list(tmp_path.iterdir()))}"
        around.mkdir()
        folder = write_files(around / "corpus", good)
        if callable(content):
            content(folder)
        else:
            write_files(folder, content)
        found = find_outcome(folder, monkeypatch, capsys)
        for name, text in good.items():
            assert found.used[name.removesuffix(".txt")] == str(text).partition("\n\n")[2]
        return found

    return outcome_of
