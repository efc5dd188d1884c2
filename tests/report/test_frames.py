"""DataFrames that cells end with: their first rows under their own names, whatever is in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.report import display_text
from analysis.report.outputs import show_frame
from analysis.report.page_table import frame_values


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
    monkeypatch.setattr(display_text, "one_line", lambda text: seen.append(len(text)) or "a")
    frame_values(pd.DataFrame({"text": ["a b " * 2_500_000] * 10}))
    assert max(seen) <= 2000
