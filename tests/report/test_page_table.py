"""What a page shows of a table: numbers, names and hostile text as a reader sees them, links, any DataFrame."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hostile import PAYLOADS

from analysis.report import page_table
from analysis.report.outputs import show_frame, show_table
from analysis.report.page_table import cell_words, frame_values, heading_words
from analysis.tables import find
from analysis.wording import is_web_address, one_line


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("per_million_low", "per million, low"), ("article_id", "article ID"), ("q", "q"), ("low", "low"),
        ("independent_texts", "independent texts"),
    ],
)  # fmt: skip
def test_heading_words(name: str, words: str) -> None:
    assert heading_words(name) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1234567, 8], ["1,234,567", "8"]),
        ([1234.5, 2.0], ["1,234", "2"]),
        ([0.5, 0.0321], ["0.500", "0.032"]),
        ([0.25, 0.00001, 0.0], ["0.250", "<0.001", "0.000"]),
        ([-2.5, 1.0, -0.0001], ["−2.50", "1.00", ">−0.01"]),
        ([np.nan, 3.25], ["–", "3.25"]),
        ([True, False], ["yes", "no"]),
        ([np.nan, np.nan], ["–", "–"]),
    ],
)
def test_numbers(values: list[object], words: list[str]) -> None:
    assert cell_words(pd.Series(values)) == words


def test_shares_are_per_cent_and_times_have_two_digits() -> None:
    assert cell_words(pd.Series([0.4567, 0.0003, np.nan, 1.0]), "share of 1") == ["46%", "under 0.1%", "–", "100%"]
    assert cell_words(pd.Series([7.04, 1.234, 123.4, np.inf]), "times as often") == ["7", "1.2", "120", "–"]


def test_years_dates_and_missing_text() -> None:
    assert cell_words(pd.Series([2024], name="year")) == ["2024"]
    assert cell_words(pd.Series(pd.to_datetime(["2024-03-01", None]))) == ["2024-03-01", "–"]
    assert cell_words(pd.Series(["a", None])) == ["a", "–"]


def test_one_line_drops_what_deceives() -> None:
    assert one_line("a\x00b\u202ec\u2066d\ud800\n\te") == "abcd\ufffd e"
    assert one_line("x" * 200) == "x" * 159 + "…"
    assert one_line("مرحبا 中文") == "مرحبا 中文"


def test_what_is_invisible_is_no_name_and_joiners_stay() -> None:
    assert one_line("\ufeff\u200b\u00ad") == ""
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"


GOOD = ["https://quay.test/a", "HTTP://quay.test:80/é?a=1&b=(2)#c", "http://a.test/" + "x" * 1986]
BAD = [
    "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/x",
    "//quay.test/a", "/a", "quay.test/a", "http:/quay.test", "http://", "https:///x", "http://?a",
    " http://a.test", "http://a.test/ b", "http://a.test/\n", "java\nscript:alert(1)", "http://a.test/\x00",
    "http://a.test/\u202eb", "http://a.test/\u2028", "http://a.test/\"onload=x", "http://a.test/'x",
    "http://a.test/<b>", "http:\\\\a.test", "http://a.test\\@b.test", "http://a.test/" + "x" * 1987,
    "http://a.test/" + "x" * 10_000_000,
]  # fmt: skip


def page(urls: list[str], title: str | list[str] = "Gates & <b>") -> str:
    columns: dict[str, Any] = {"source": "Beacon", "published": pd.NaT, "title": title, "sentence": "They were shut."}
    table = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(urls))], "url": urls}).assign(
        **columns, share=0.5, label="gates", topic="1", path="a.csv"
    )
    declared = find("topic_articles")
    assert declared
    built = declared.build(table.assign(published=pd.to_datetime(table["published"])))
    return show_table(built, declared.name, declared.caption, 60, "topic_articles.csv").html


def test_addresses_of_the_web_are_linked_and_escaped() -> None:
    assert all(map(is_web_address, GOOD))
    shown = page(GOOD)
    assert shown.count('rel="noopener noreferrer">Gates &amp; &lt;b&gt;</a>') == len(GOOD)
    assert '<a href="HTTP://quay.test:80/é?a=1&amp;b=(2)#c"' in shown
    start = '<a href="https://quay.test/a" rel="noopener noreferrer">'
    assert f"{start}https://quay.test/a</a>" in page([GOOD[0]] * 2, title=["", "Gates"])
    assert f"{start}They were shut.</a>" in page(GOOD[:1], title="")


@pytest.mark.parametrize("bad", [*BAD, *PAYLOADS])
def test_all_else_stays_plain(bad: str) -> None:
    assert not is_web_address(bad)
    shown = page([bad, GOOD[0]])
    assert shown.count("<a href=") == 2  # the good one, and the CSV file
    assert shown.count("Gates &amp; &lt;b&gt;") == 2


def test_without_addresses_a_page_is_as_before() -> None:
    assert page(["", ""]).count("<a ") == 1
    assert "<code>url</code>" not in page(["", ""])


def headings(table: pd.DataFrame) -> list[str]:
    return [column["heading"] for column in frame_values(table)["columns"]]


def test_names_are_those_of_the_table_and_intervals_stay_apart() -> None:
    table = pd.DataFrame({"count": [1], "per_million": [2.0], "per_million_low": [1.0], "per_million_high": [3.0]})
    assert headings(table) == list(table)
    assert frame_values(table)["rows"] == [("1", "2.00", "1.00", "3.00")]


def test_an_index_is_shown_when_it_says_something() -> None:
    table = pd.DataFrame({"words": [3, 1, 2]})
    assert headings(table.sort_values("words")) == ["words"]
    assert headings(table.set_index(pd.Index(["a", "b", "c"]))) == ["", "words"]
    assert headings(table.set_index(pd.Index([2015, 2016, 2017], name="year"))) == ["year", "words"]
    two = table.assign(a=[1, 1, 2], b="x").groupby(["a", "b"]).agg(["min", "max"])
    assert headings(two) == ["a", "b", "words · min", "words · max"]
    assert frame_values(two)["rows"] == [("1", "x", "1", "3"), ("2", "x", "2", "2")]


def test_equal_names_and_any_values_are_shown() -> None:
    table = pd.DataFrame([[1, [1, "<b>"]], [2, {"a": None}], [3, None], [4, object()]], columns=["x", "x"])
    assert frame_values(table)["rows"] == [
        ("1", "[1, '<b>']"), ("2", "{'a': None}"), ("3", "–"), ("4", "<object object>"),
    ]  # fmt: skip


def test_the_first_rows_and_columns_are_shown_and_the_others_counted() -> None:
    values = frame_values(pd.DataFrame(np.zeros((844, 30), dtype=int)))
    assert values["caption"] == "The first 10 of 844 rows and 18 more columns."
    assert (len(values["rows"]), len(values["columns"])) == (10, 12)
    assert frame_values(pd.DataFrame({"a": [1]}))["caption"] == "1 row."
    assert frame_values(pd.DataFrame({"a": [1]}).reindex(columns=range(13)))["caption"] == "1 row and 1 more column."
    assert frame_values(pd.DataFrame())["rows"] == []


def test_html_is_escaped_and_the_output_is_known_as_ours() -> None:
    data, metadata = show_frame(pd.DataFrame({"<b>": ["<script>"]}))._repr_mimebundle_()
    assert "&lt;b&gt;</th>" in data["text/html"]
    assert "&lt;script&gt;</th>" in data["text/html"]
    assert "<script" not in data["text/html"]
    assert metadata == {"analysis": {"kind": "frame"}}
    assert "0 rows." in show_frame(pd.DataFrame()).html


def test_of_long_texts_the_beginning_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(page_table, "one_line", lambda text, *_: seen.append(len(text)) or "a")
    frame_values(pd.DataFrame({"text": ["a b " * 2_500_000] * 10}))
    assert max(seen) <= 2000
