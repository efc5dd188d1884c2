"""Names from hostile text, numbers, dates and lists in words."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import wording
from analysis.wording import clean_label, period_words


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1bc", "abc"),
        ("tab\tand\nline", "tab and line"),
        ("\u202eabc\u2066", "abc"),
        ("\ud800", "\ufffd"),
        ("", "(blank)"),
        ("\x00", "(blank)"),
        ("$5 to $10 <b>", "$5 to $10 <b>"),
        (7, "7"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_clean_label(text, clean):
    assert clean_label(text) == clean


def test_periods_in_words():
    spoken = [period_words(p) for p in ("2024-W05", "2025-W01", "2024-W60", "2024-03", "2024-03-04", "odd W")]
    monday = "the week of 30 Dec 2024"  # of the first week of 2025
    assert spoken == ["the week of 29 Jan 2024", monday, "2024-W60", "March 2024", "4 Mar 2024", "odd W"]
    assert [period_words(p) for p in ("2024-Q1", "2024")] == ["Q1 2024", "2024"]


def test_numbers_in_words():
    assert [wording.number(x) for x in (8412.4, 99.97, 0, -0.0, -3.14159, 0.00001, 1e9)] == [
        "8,412", "100", "0", "0", "−3.14", "1.0e-05", "1,000,000,000",
    ]  # fmt: skip
    assert [wording.percent(x) for x in (0, 1, 0.5, 0.0994, 0.00001, 0.99999, 0.996, 0.9949)] == [
        "0%", "100%", "50%", "9.9%", "under 0.1%", "over 99.9%", "99.6%", "99%",
    ]  # fmt: skip
    assert wording.interval(1, np.nan) == ""
    assert wording.listed(["a", "b", "c", "d", "e"], limit=3) == "a, b, c and 2 more"
    assert wording.span("2024-03-03", "2024-06-01") == "3 Mar – 1 Jun 2024"
    assert wording.span(None, float("nan")) == ""
