"""Bad records beside good articles: each line or row is refused with its place and reason, or used as it stands.

Of the numbers 27 to 36 these are in other files:

- 32 near-duplicates: test_copies.py; more of ids: test_ids.py
- 34 dates by the function: test_record.py; dates that Parquet holds: test_parquet.py
- 35 a source that is not there, in parameters: test_load.py::test_a_source_that_does_not_exist_is_refused_with_...;
  10,000 sources: trial/test_huge_input.py
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from corpus_fate import GOOD, FateOf, fate_finder
from corpus_files import Content
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

HEAD = "id,text,source,date\n"


@pytest.fixture
def fate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> FateOf:
    """Put something beside good articles and find what becomes of all."""
    return fate_finder(tmp_path, monkeypatch, capsys)


def line(**fields: object) -> str:
    return json.dumps({"text": "some words of an article", "source": "S", **fields})


def table(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([HEAD.strip().split(","), *rows])
    return file.getvalue()


BAD_LINES: list[tuple[str, str]] = [
    ('{"id": 2,', "JSON"),
    ('{"text": "one", "source": "S"', "JSON"),
    ("oops", "JSON"),
    ('"text"', "str where an object"),
    ("null", "NoneType where an object"),
    ("[" * 10**5, "JSON"),
    ('{"a":' * 10**5, "nested too deeply"),
    ('{"text": "one", "text": "two", "source": "S"}', "a key stands twice"),
    ('{"text": "one", "Text": "two", "source": "S"}', "stands twice"),
    (line(text=float("inf")), "Infinity"),
    (line(source=None), "no source"),
    (line(source=" "), "no source"),
    (line(source=["S"]), "list, not text"),
    (line(text=None), "no text"),
    (line(text=float("nan")), "no text"),
    (line(text=""), "no text"),
    (line(text="\x01 — \u200b"), "no text"),
    (line(text=["a"]), "list, not text"),
    (line(text={"a": 1}), "dict, not text"),
    (line(text=True), "bool, not text"),
    ("{}", "no column holds the text"),
    ('{"words": "one two"}', "no column holds the text"),
]


def test_27_29_30_33_bad_lines_take_no_good_one_with_them(fate: FateOf) -> None:
    # Every other line is good; a line is the same as an object of an array.
    lines = [text for i, (bad, _) in enumerate(BAD_LINES) for text in (line(id=f"good {i}"), bad)]
    found = fate({"a.jsonl": "\n".join(lines)})
    assert len(found.used) == len(GOOD) + len(BAD_LINES)
    assert [(path, number) for path, number, _ in found.refused] == [
        ("a.jsonl", 2 * i + 2) for i in range(len(BAD_LINES))
    ]
    for (_, pattern), (_, number, reason) in zip(BAD_LINES, found.refused, strict=True):
        assert re.search(pattern, reason), (number, reason)
    assert "  a.jsonl | 2 | " in found.told


def test_29_a_number_of_5000_digits_is_an_id_or_a_text(fate: FateOf) -> None:
    found = fate({"a.jsonl": line().replace("{", '{"id": ' + "7" * 5000 + ", ", 1)})
    assert "7" * 5000 in found.used


def test_28_an_array_in_a_file_of_lines_is_read(fate: FateOf) -> None:
    found = fate({"a.jsonl": f"[{line(id='1')},\n{line(id='2')}]\n", "b.json": f"{line(id='3')}\n{line(id='4')}"})
    assert found.refused == []
    assert {"1", "2", "3", "4"} <= set(found.used)


def test_29_an_array_without_end_keeps_what_is_whole(fate: FateOf) -> None:
    found = fate({"a.json": f"[{line(id='1')}, {line(id='2')}, {line(id='3')[:-9]}", "b.json": "[" * 10**5})
    assert {"1", "2"} <= set(found.used)
    assert [path for path, _, _ in found.refused] == ["a.json", "b.json"]


TABLES: dict[str, tuple[Content, list[str], list[tuple[str, int, str]]]] = {
    "31-no-column-of-texts": (
        {"a.csv": "id,words,source\n1,two,S\n"},
        [],
        [("a.csv", 1, "no column holds the text .*words")],
    ),
    "31-a-column-twice": ({"a.csv": "text,text,source\na,b,S\n"}, [], [("a.csv", 1, "twice")]),
    "31-ragged-rows": (
        {"a.csv": f"{HEAD}1,one,S\n2,two,S,,\n3,three,S,\n,\n"},
        ["3"],
        [("a.csv", 2, "3 fields where"), ("a.csv", 3, "5 fields where"), ("a.csv", 5, "2 fields where")],
    ),
    "31-a-first-row-too-wide": (
        {"a.csv": f"{HEAD}1,one,S,,more\n2,two,S,\n"},  # pandas takes the first column for an index
        ["2"],
        [("a.csv", 2, "5 fields where the header has 4")],
    ),
    "31-a-quotation-not-closed": (
        {"a.csv": f'{HEAD}1,one,S,\n2,"two,S,\n3,three,S,\n'},
        ["1", "3"],
        [("a.csv", 3, "quotation mark")],
    ),
    "31-words-after-a-quotation": ({"a.csv": f'{HEAD}1,"one" x,S,\n2,two,S,\n'}, ["2"], [("a.csv", 2, "not CSV")]),
    "31-other-separators": (
        {"a.csv": "id;text;source\n1;one, two;S\n", "b.csv": "id\ttext\tsource\n2\tone, two\tS\n",
         "c.csv": "id|text|source\n3|one, two|S\n"},
        ["1", "2", "3"],
        [],
    ),
    "31-a-separator-that-changes": (
        {"a.csv": f"{HEAD}1,one,S,\n2;two;S;\n"},
        ["1"],
        [("a.csv", 3, "1 field where the header has 4")],
    ),
    "32-the-same-id": (
        {"a.csv": f"{HEAD}7,one two,S,\n7,one two,S,\n7,three four,S,\n"},
        ["7", "7@a.csv:4"],
        [("a.csv", 3, "the same record as a.csv:2")],
    ),
    "33-what-is-missing": (
        {"a.csv": f"{HEAD},one,S,\n2,,S,\n3,three,,\n"},
        ["a/2"],
        [("a.csv", 3, "no text"), ("a.csv", 4, "no source")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "used", "refused"), [pytest.param(*case, id=name) for name, case in TABLES.items()]
)
def test_rows_of_tables(fate: FateOf, content: Content, used: list[str], refused: list[tuple[str, int, str]]) -> None:
    found = fate(content)
    assert sorted(name for name in found.used if not name.startswith("Good/")) == used
    assert [place[:2] for place in found.refused] == [place[:2] for place in refused]
    for (path, number, pattern), (_, _, reason) in zip(refused, found.refused, strict=True):
        assert re.search(pattern, reason), reason
        assert f"  {path} | {number} | " in found.told


DATES = {
    "2024-02-29": "2024-02-29",
    "2024-03-04T23:30:00-11:00": "2024-03-04",
    "2024-03-04T00:30:00+14:00": "2024-03-04",
    "2024-03-04 10:00:00Z": "2024-03-04",
    "2023-02-29": "",
    "2024-02-30": "",
    "13/01/2024": "",
    "01/02/2024": "",
    "yesterday": "",
    "0000-01-01": "",
    "0001-01-01": "",
    "9999-12-31": "",
    "1700000000": "",
    "20240304": "",
    "2024-3-4": "",
    "2024-03-04 25:00": "",
    "٢٠٢٤-٠٣-٠٤": "",
    "": "",
}


def test_34_dates_that_are_none_cost_the_date_and_not_the_article(fate: FateOf) -> None:
    rows = [[f"d{i}", f"the words of day {i}", "S", found] for i, found in enumerate(DATES)]
    found = fate({"a.csv": table(rows), "S/2024-02-30.txt": "T\n\nwords of no day"})
    dates = found.corpus.articles.set_index("article_id")["published"].dt.strftime("%Y-%m-%d").fillna("")
    assert [dates[f"d{i}"] for i in range(len(DATES))] == list(DATES.values())
    conflicts = set(found.corpus.conflicts["found"])
    assert conflicts == {text for text, day in DATES.items() if text and not day} | {"2024-02-30"}
    assert "13/01/2024" in found.told


def test_34_a_form_of_dates_is_given_and_not_guessed(fate: FateOf) -> None:
    days = ["13/01/2024", "01/02/2024", "30/02/2024", "2024-03-04"]
    rows = [[f"d{i}", f"the words of day {i}", "S", day] for i, day in enumerate(days)]
    found = fate({"a.csv": table(rows), "corpus.yml": "date_format: '%d/%m/%Y'"})
    dates = found.corpus.articles.set_index("article_id")["published"].dt.strftime("%Y-%m-%d").fillna("")
    assert [dates[f"d{i}"] for i in range(4)] == ["2024-01-13", "2024-02-01", "", ""]
    # Dates in names of files are ISO whatever the tables have.
    assert dates["Good/2024-03-01"] == "2024-03-01"


def test_34_a_day_in_the_future_is_a_day(fate: FateOf) -> None:
    found = fate({"a.csv": table([["f", "words of then", "S", "2199-12-31"]])})
    assert found.corpus.articles["published"].max().date() == date(2199, 12, 31)


def test_35_names_that_look_like_nothing_are_sources(fate: FateOf) -> None:
    names = ["NA", "null", "None", "nan", "-", "0", "false", "other sources"]
    found = fate({"a.csv": table([[f"s{i}", f"some words {i}", name, ""] for i, name in enumerate(names)])})
    assert sorted(found.corpus.source_names) == sorted([*names, "Good"])


IDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(IDS, min_size=1, max_size=6))
@example(ids=["007", "7", "7.0", " 7 ", "1e5", "100000", "0x1F", "NA", "null", "True", "-1", "=1+1", "7@a.csv:3"])
def test_36_ids_stay_the_text_they_are(fate: FateOf, ids: list[str]) -> None:
    rows = [[name, f"the words of article {i}", "S", ""] for i, name in enumerate(ids)]
    found = fate({"a.csv": table(rows), "b.jsonl": "\n".join(line(id=7.0 + i) for i in range(2))})
    assert len(found.used) == len(GOOD) + len(ids) + 2
    assert {" ".join(name.split()) for name in ids if name.strip()} <= {
        re.sub(r"@[ab]\.(csv|jsonl):\d+$", "", name) for name in found.used
    } | set(found.used)
