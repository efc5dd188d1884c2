"""What several tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser

# Test modules are imported by path; what they share lies here.
sys.path.insert(0, str(Path(__file__).parent))

from browsing import open_chromium
from command import PROJECT, run_notebooks
from corpora import MakeCorpus, corpus_maker, load_here
from hostile import write_hostile_corpus
from small_corpus import SmallCorpus

from analysis.corpus import Corpus

# The same examples in every run, and a busy machine is no failure.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture
def small_corpus() -> SmallCorpus:
    """Three articles of two sources, two of them the same text."""
    articles = pd.DataFrame(
        {"source": ["a", "a", "b"], "published": pd.to_datetime(["2024-03-03", "2024-03-09", None])}
    ).assign(outlet=["a", "a", "b"])
    return SmallCorpus(articles, 2, "9f3c2a1b" * 8)


@pytest.fixture
def make_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCorpus:
    """Write articles into a folder of the test and load them."""
    return corpus_maker(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The shipped sample, loaded as the notebooks do."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return load_here(PROJECT / "data" / "raw", tmp_path_factory.mktemp("interim"), monkeypatch, min_articles=10)


@pytest.fixture(scope="session")
def sample_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the four reports on the sample, with the parameters as they stand."""
    return _made_once(tmp_path_factory, "sample")


@pytest.fixture(scope="session")
def hostile_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the four reports on articles that attack."""
    articles = write_hostile_corpus(tmp_path_factory.mktemp("attacks") / "articles")
    # Each source of its own, so that its name stands in every table and figure.
    return _made_once(tmp_path_factory, "hostile", "--articles", str(articles), "-p", "min_articles=1")


def _made_once(factory: pytest.TempPathFactory, name: str, *arguments: str) -> Path:
    """Make reports once for all processes of a test run: the first makes them, the others wait."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    project, made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            project.mkdir()
            done = run_notebooks("--reports", str(project / "reports"), *arguments, project=project)
            made.write_text(done.stdout + done.stderr if done.returncode else "")
    # A run that failed is not tried again by every process.
    assert made.read_text() == ""
    return project / "reports"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser; of a module, because its event loop must not be there when others start one."""
    with open_chromium() as browser:
        yield browser
