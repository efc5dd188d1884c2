"""The same articles make the same shards, whatever the order of files, the scheduler, and the size of batches."""

from __future__ import annotations

import importlib
import json
import random
from pathlib import Path

import pandas as pd
import pytest
from corpus_files import Content, WriteFiles

from analysis.corpus.cleaning.clean_batch import hash_text
from analysis.corpus.prepare import SIDE_TABLES, make_shards
from analysis.corpus.readers.find_files import find_files
from analysis.corpus.shards import SHARD_SCHEMA
from analysis.engine import Engine
from analysis.settings.settings_files import CorpusSettings

prepare = importlib.import_module("analysis.corpus.prepare")
batches = importlib.import_module("analysis.corpus.readers.article_batches")
N = 120


def corpus() -> Content:
    """Three tables and twelve files of 132 articles: 40 texts up to four times, a footer, a conflict, refused rows."""
    footer = "© 2011 The Tern. All rights reserved."
    rows = [
        {
            "id": f"id-{i}",
            "source": f"S{i % 3}",
            "date": f"2024-03-{1 + i % 28:02}" if i % 7 else "",
            "title": f"Title {i % 40}",
            "text": f"Story {i % 40} begins.\n\nIt ends." + (f"\n\n{footer}" if i % 3 == 0 else ""),
        }
        for i in range(N)
    ]
    tables = {f"t{n}.jsonl": "\n".join([*map(json.dumps, rows[n * 40 : (n + 1) * 40]), "{oops"]) for n in range(3)}
    return tables | {f"S3/2024-03-{1 + i:02}.txt": f"Title\n\nStory {i} begins.\n\nIt ends." for i in range(12)}


def make(folder: Path, work: Path, seed: int | None = None, scheduler: str = "in-process") -> dict[str, bytes]:
    """Make shards from the files in a shuffled order and return every file made."""
    work.mkdir()
    files = find_files(folder)
    if seed is not None:
        random.Random(seed).shuffle(files)
    make_shards(files, work, folder, CorpusSettings(), Engine(scheduler))
    return {path.name: path.read_bytes() for path in sorted(work.iterdir())}


def articles(work: Path) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in sorted(work.glob("shard-*"))], ignore_index=True)


def test_neither_order_of_files_nor_processes_nor_size_of_batches_change_a_byte(
    write: WriteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "SHARD_ARTICLES", 20)
    monkeypatch.setattr(batches, "BATCH_ARTICLES", 25)
    folder = write(corpus())
    expected = make(folder, tmp_path / "expected")
    assert len([name for name in expected if name.startswith("shard-")]) == 7
    assert make(folder, tmp_path / "processes", scheduler="processes") == expected
    made = make(folder, tmp_path / "shuffled", seed=1)
    # Files and refused rows are in the order of reading, which is sorted but for this test.
    for name in ("refused.parquet", "files.parquet", "whole.json"):
        assert made.pop(name)
    assert made == {name: data for name, data in expected.items() if name in made}
    for size in (7, 132):
        monkeypatch.setattr(batches, "BATCH_ARTICLES", size)
        assert make(folder, tmp_path / f"batches-{size}") == expected, size


def test_a_batch_without_dates_or_titles_stands_beside_one_with_them(
    write: WriteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": f"id-{i}", "source": "S", "text": f"Story {i} begins and ends."} for i in range(20)]
    dated = [{**row, "id": f"dated-{row['id']}", "text": f"{row['text']} Again.", "date": "2024-03-01"} for row in rows]
    tables = {"a.jsonl": "\n".join(map(json.dumps, rows)), "b.jsonl": "\n".join(map(json.dumps, dated))}
    folder = write(tables)
    monkeypatch.setattr(prepare, "SHARD_ARTICLES", 10)
    expected = make(folder, tmp_path / "expected")
    monkeypatch.setattr(batches, "BATCH_ARTICLES", 20)
    assert make(folder, tmp_path / "batches") == expected
    made = articles(tmp_path / "batches")
    assert made["published"].notna().sum() == made["article_id"].str.startswith("dated").sum() == 20
    assert len(made) == 40


def test_the_size_of_shards_changes_no_article_and_splits_no_group(
    write: WriteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(corpus())
    expected = make(folder, tmp_path / "expected")
    whole = articles(tmp_path / "expected")
    names = [f"{table.name}.parquet" for table in SIDE_TABLES]
    for size in (1, 10, 131):
        monkeypatch.setattr(prepare, "SHARD_ARTICLES", size)
        work = tmp_path / f"size-{size}"
        made = make(folder, work)
        assert len([name for name in made if name.startswith("shard-")]) == -(-132 // size)
        pd.testing.assert_frame_equal(articles(work), whole)
        assert [made[name] for name in names] == [expected[name] for name in names]
        held = [set(pd.read_parquet(path)["group"]) for path in sorted(work.glob("shard-*"))]
        assert sum(map(len, held)) == len(set().union(*held)) == 40


def test_groups_are_of_the_clean_text_and_led_by_the_earliest(write: WriteFiles, tmp_path: Path) -> None:
    make(write(corpus()), tmp_path / "work")
    table = articles(tmp_path / "work")
    assert len(table) == 132
    # The footer of S0 is off, so that its 40 texts are those of the other sources.
    assert table["group"].nunique() == table["text"].nunique() == 40
    assert table["group"].is_monotonic_increasing
    for _, group in table.groupby("group"):
        dated = group["published"].dropna()
        assert group["published"].iloc[0] == dated.min()
        assert group["published"].iloc[: len(dated)].is_monotonic_increasing


def test_every_shard_has_the_same_columns_even_an_empty_one(
    write: WriteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "SHARD_ARTICLES", 1)
    make(write({"S/a.txt": "T\n\nsame", "S/b.txt": "T\n\nsame", "S/c.txt": "T\n\nsame"}), tmp_path / "work")
    shards = [pd.read_parquet(path) for path in sorted((tmp_path / "work").glob("shard-*"))]
    assert sorted(map(len, shards)) == [0, 0, 3]
    assert all(list(shard.columns) == SHARD_SCHEMA.names for shard in shards)


def test_words_are_those_of_title_and_clean_text(write: WriteFiles, tmp_path: Path) -> None:
    make(write({"S/a.txt": "Two words\n\nIS is here, in 2024.\n\nAnd—there."}), tmp_path / "work")
    assert articles(tmp_path / "work")["words"].tolist() == [2 + 4 + 2]


def test_a_group_is_named_by_its_words_without_regard_to_blanks() -> None:
    assert hash_text("one  two\n\nthree") == hash_text("one two three")
    assert hash_text("one two three") != hash_text("one two Three")
    assert len(hash_text("")) == 16
    assert int(hash_text("x"), 16) >= 0
