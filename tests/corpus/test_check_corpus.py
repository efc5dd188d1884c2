"""What would be loaded, told as text; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_files import WriteFiles

from analysis import session
from analysis.corpus import check_corpus
from analysis.errors import CorpusError

FILES = {f"S/2024-03-{i + 1:02}.txt": f"Title {i}\n\nStory {i}.\n\n© 2011 The Tern." for i in range(12)}


def test_everything_found_is_told(write: WriteFiles) -> None:
    folder = write({**FILES, "t.csv": "text,source\na copy,T\na copy,T\nragged\n", "S/bad.txt": "A title"})
    told = check_corpus(str(folder))
    assert "16 articles or rows found: 14 used, 2 refused; 13 independent texts, 28 words; 2 undated." in told
    for part in (
        "  S | 12 | 12 | 24 | 2024-03-01 | 2024-03-12",
        "  T | 2 | 1 | 4 |  | ",
        "  txt | utf-8 | 13 | 12 | 1 | 0",
        "  csv | utf-8 | 1 | 2 | 1 | 0",
        "  t.csv | utf-8 | text=text, source=source | 2",
        "  1 field where the header has 2 | 1",
        "  2 | 1 |  | t/2; t/3",
        "  S/bad.txt | 1 | S/bad | only a title line: no text below it",
        "  t.csv | 4 |  | 1 field where the header has 2",
        "  S | 12 | © 2011 The Tern. | S/2024-03-01; S/2024-03-02",
        "  S | year in the copyright line | 2011 | 12",
        "  T | 1",
    ):
        assert part in told.splitlines()


def test_what_a_run_leaves_out_for_its_language_is_told(write: WriteFiles) -> None:
    row = '{"text": "One two three.", "source": "T", "language": "%s"}'
    told = check_corpus(str(write({"t.jsonl": "\n".join(row % code for code in ("en", "en", "zh"))})))
    assert "3 articles or rows found: 3 used" in told
    assert "  In a run: 1 of 3 articles is in zh, not in en, and left out." in told.splitlines()


def test_nothing_is_written(write: WriteFiles) -> None:
    folder = write(FILES)
    before = sorted(folder.rglob("*"))
    check_corpus(str(folder))
    assert sorted(folder.rglob("*")) == before
    assert not session.INTERIM.exists()


def test_long_lists_are_cut_and_said_so(write: WriteFiles) -> None:
    told = check_corpus(str(write({**FILES, "t.jsonl": "{\n" * 25})))
    assert "  ... and 5 more" in told.splitlines()


def test_hostile_names_do_not_reach_the_terminal(write: WriteFiles) -> None:
    hostile = {"S\x1b[31m\n/x\u202e.txt": "only a title", "y\n\x1b.csv": "\x1b[1m\n"}
    hostile["t.jsonl"] = '{"text": "one two", "source": "T\\u202e\\u001b\\nU"}'
    told = check_corpus(str(write({**FILES, **hostile})))
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert r"S\x1b[31m\n/x\u202e.txt" in told
    assert r"  T\u202e U | 1 | 1 | 2 |  | " in told.splitlines()


def test_nothing_usable_is_an_error(write: WriteFiles, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"Nothing usable in .*: 1 file or row refused"):
        check_corpus(str(write({"S/a.txt": ""})))
    with pytest.raises(CorpusError, match="There is no folder or file"):
        check_corpus(str(tmp_path / "nowhere"))
