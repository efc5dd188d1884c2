"""Numbers, names and hostile text as a reader sees them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.report.display_text import cell_words, heading_words
from analysis.wording import one_line


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
