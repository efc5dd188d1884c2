"""Parquet tables: rows with their numbers, types that are not text, damaged files."""

from __future__ import annotations

import io
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_files import LoadFiles, ReadFiles, parquet_file

from analysis.corpus.readers.file_parts import TOO_LARGE


def table(row_group_size: int | None = None, **columns: object) -> bytes:
    return parquet_file(pa.table(columns), row_group_size=row_group_size)


def test_a_row_is_an_article(read: ReadFiles) -> None:
    used, refused = read({"t.parquet": table(id=["007", None], body=["one", "two"], outlet=["NA", "null"])})
    assert refused == []
    assert [(r.article_id, r.text, r.source, r.line) for r in used] == [
        ("007", "one", "NA", 1),
        ("t/2", "two", "null", 2),
    ]


def test_numbers_are_ids_and_columns_of_no_use_are_not_read(read: ReadFiles) -> None:
    used, refused = read({"t.parquet": table(id=[7.0, 1e5], text=["a", "b"], source=["S", "S"], junk=[[1], [2]])})
    assert refused == []
    assert [r.article_id for r in used] == ["7", "100000"]


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (pa.array([datetime(2024, 3, 4, 10), None], pa.timestamp("us")), ["2024-03-04", ""]),
        (pa.array([datetime(2024, 3, 4, 10), None], pa.timestamp("ns", "UTC")), ["2024-03-04", ""]),
        (pa.array([19786, None], pa.date32()), ["2024-03-04", ""]),
        (pa.array(["2024-03-04", "soon"]).dictionary_encode(), ["2024-03-04", ""]),
        # Years 30480 and before Christ: more than Python's dates hold.
        (pa.array([9 * 10**17, -9 * 10**16], pa.timestamp("us")), ["", ""]),
        (pa.array([10**7, -(10**7)], pa.date32()), ["", ""]),
    ],
    ids=range(6),
)
def test_dates_of_every_type(read: ReadFiles, dates: pa.Array, published: list[str]) -> None:
    used, refused = read({"t.parquet": table(text=["a", "b"], source=["S", "S"], date=dates)})
    assert refused == []
    assert [r.published for r in used] == published


def test_a_date_that_cannot_be_read_is_a_conflict(load: LoadFiles) -> None:
    corpus = load({"t.parquet": table(text=["a"], source=["S"], date=pa.array([10**7], pa.date32()))})
    assert corpus.conflicts["kind"].tolist() == ["date not understood"]


@pytest.mark.parametrize(
    ("texts", "kind"), [([[[["a"]]], [[["b"]]]], "a list"), ([True, False], "true or false"), ([b"a", b"b"], "bytes")]
)
def test_texts_of_another_kind_are_refused_row_by_row(read: ReadFiles, texts: list[object], kind: str) -> None:
    used, refused = read({"t.parquet": table(text=texts, source=["S", "S"])})
    assert used == []
    assert [(r.line, r.reason) for r in refused] == [(i, f"the column 'text' holds {kind}, not text") for i in (1, 2)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a complete Parquet file ("),
        (b"text,source\na,S\n", "not a complete Parquet file ("),
        (table(text=["a"] * 99, source=["S"] * 99)[:-20], "not a complete Parquet file ("),
        (table(text=pa.array([], pa.string()), source=pa.array([], pa.string())), "no articles in it"),
        (table(title=["a"]), "no column holds the text (columns: title)"),
        (table(text=["a"], Text=["b"], source=["S"]), "two columns are called 'text': rename one of them"),
    ],
    ids=range(6),
)
def test_files_that_cannot_be_used_are_one_refusal(read: ReadFiles, data: bytes, reason: str) -> None:
    used, refused = read({"t.parquet": data})
    assert used == []
    assert [(r.path, r.line) for r in refused] == [("t.parquet", 1)]
    assert refused[0].reason.startswith(reason)


def test_a_damaged_group_of_rows_refuses_the_file(read: ReadFiles) -> None:
    whole = table(row_group_size=2000, text=[f"text {i}" for i in range(6000)], source=["S"] * 6000)
    with pq.ParquetFile(io.BytesIO(whole)) as file:
        second = file.metadata.row_group(1).column(0)
    at = second.dictionary_page_offset or second.data_page_offset
    used, refused = read({"t.parquet": whole[:at] + b"\xff" * 60 + whole[at + 60 :], "u.parquet": whole})
    assert [(r.path, r.line) for r in used] == [("u.parquet", i + 1) for i in range(6000)]
    assert [(r.path, r.line) for r in refused] == [("t.parquet", 1)]
    assert refused[0].reason.startswith("damaged after row 2,000 (")


def test_text_that_is_not_utf_8_refuses_the_file(read: ReadFiles) -> None:
    offsets = pa.py_buffer(b"\0\0\0\0\3\0\0\0\4\0\0\0")
    broken = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"a\xe9bc")])
    used, refused = read({"t.parquet": table(text=broken, source=["S", "S"])})
    assert used == []
    assert [(r.line, "can't decode byte 0xe9" in r.reason) for r in refused] == [(1, True)]


def test_a_text_longer_than_an_article_is_refused(read: ReadFiles) -> None:
    used, refused = read({"t.parquet": table(text=["a" * 10_000_001, "b"], source=["S", "S"])})
    assert [r.text for r in used] == ["b"]
    assert [(r.line, r.reason) for r in refused] == [(1, "longer than 10,000,000 characters")]


def test_a_text_repeated_beyond_reason_is_not_unpacked(read: ReadFiles) -> None:
    texts = ["a" * 9_000_000 + str(i) for i in range(12)]
    large = pa.table({"text": texts, "source": ["S"] * 12})
    used, refused = read({"t.parquet": parquet_file(large, use_dictionary=False, compression="zstd")})
    assert used == []
    assert [(r.line, r.reason) for r in refused] == [(1, TOO_LARGE)]


def test_dates_of_a_type_need_no_form(read: ReadFiles) -> None:
    days = pa.array([19786], pa.date32())
    used, _ = read({"t.parquet": table(text=["a"], source=["S"], date=days)}, date_format="%d/%m/%Y")
    assert [r.published for r in used] == ["2024-03-04"]
    used, _ = read({"t.parquet": table(text=["a"], source=["S"], date=["04/03/2024"])}, date_format="%d/%m/%Y")
    assert [r.published for r in used] == ["2024-03-04"]
