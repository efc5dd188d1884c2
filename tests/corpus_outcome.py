"""What ``analysis check`` and loading make of a corpus, with what must hold whatever is in it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import call
from corpus_files import load_folder

from analysis import session
from analysis.corpus import Corpus, outcome_table
from analysis.errors import CorpusError

GOOD = {
    "Good/2024-03-01.txt": "Harbour reopens\n\nThe harbour of Estmark reopened on Monday.",
    "Good/2024-03-02.txt": "Mayor resigns\n\nThe mayor left office after the vote.",
    "Good/2024-03-03.txt": "Rain returns\n\nFarmers welcomed the first rain of spring.",
}
OutcomeOf = Callable[..., "Outcome"]
_FOUND = re.compile(r"([\d,]+) articles? or rows? found: ([\d,]+) used, ([\d,]+) refused")


@dataclass(frozen=True)
class Outcome:
    """Exit code and output of the check, and the corpus if there is one."""

    code: int
    output: str
    corpus: Corpus | None

    @property
    def used(self) -> dict[str, str]:
        """Id of each article -> its clean text."""
        assert self.corpus is not None
        tables = [shard.read(["article_id", "text"]) for shard in self.corpus.shards]
        return {name: text for table in tables for name, text in table.itertuples(index=False)}

    @property
    def refused(self) -> list[tuple[str, int, str]]:
        """Path, line and reason of each refused row."""
        assert self.corpus is not None
        rows = self.corpus.refused[["path", "line", "reason"]].itertuples(index=False)
        return [(path, int(line), reason) for path, line, reason in rows]


def find_outcome(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Outcome:
    """Check and load a folder; nothing lost, nothing left behind, nothing but plain characters on the terminal."""
    scratch, interim = folder.parent / "scratch", folder.parent / "interim"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(session, "INTERIM", interim)
    before = sorted(folder.parent.rglob("*"))
    code, out, err = check(capsys, "--full", str(folder))
    output = out + err
    assert code in (0, 3), output
    assert "Traceback" not in output
    assert [c for c in output if not c.isprintable() and c != "\n"] == []
    assert sorted(folder.parent.rglob("*")) == before
    try:
        corpus = load_folder(folder, any_language=True)
    except CorpusError as error:
        corpus, reason = None, str(error)
    if corpus is None:
        assert (code, output) == (3, f"analysis: {reason}\n")
    else:
        assert code == 0
        _add_up(corpus, output)
    assert list(scratch.iterdir()) == []
    # One whole corpus and its lock, or the lock alone.
    kept = [path for path in interim.iterdir() if path.suffix != ".lock"]
    assert len(kept) == (corpus is not None)
    assert all((path / "whole.json").is_file() and not (path / "raw").exists() for path in kept)
    return Outcome(code, output, corpus)


def _add_up(corpus: Corpus, output: str) -> None:
    match = _FOUND.search(output)
    assert match is not None, output
    found, used, refused = (int(number.replace(",", "")) for number in match.groups())
    assert (used, refused) == (len(corpus.articles), len(corpus.refused))
    assert found == used + refused + len(corpus.filtered) == outcome_table(corpus)["articles"].iloc[0]
    assert corpus.articles["article_id"].is_unique
    assert sorted(row for shard in corpus.shards for row in shard.article) == list(range(used))


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run ``analysis check`` as the command does: exit code, output, errors."""
    capsys.readouterr()
    code = call("check", *arguments)
    out, err = capsys.readouterr()
    return code, out, err
