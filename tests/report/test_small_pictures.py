"""Small pictures put every number where it belongs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.report.small_pictures import small_pictures
from analysis.tables.findings import Finding, Picture, pictures_table

NONE = (np.nan,) * 3


def laid_out(picture: Picture) -> dict[str, object]:
    finding = Finding("topics", "", "It is so.", "", "clear", 1.0, "figure")
    shown = small_pictures(
        pictures_table([finding, Finding("topics", "", "Thus.", "", "clear", 1.0, "figure", picture)])
    )
    assert list(shown) == [2], "the first finding has no picture"
    return shown[2]


def test_dots_stand_at_their_share_of_the_largest_end() -> None:
    picture = Picture(
        "dots", "share", ["A", "B", "C"], [0.3, 0.1, 0.0], [0.2, np.nan, 0], [0.4, np.nan, 0], [True, False, False]
    )
    first, second, third = laid_out(picture)["rows"]
    assert (first["at"], first["low"], first["wide"], first["value"]) == ("75.0", "50.0", "50.0", "30%")
    assert (second["at"], second["low"], second["value"]) == ("25.0", None, "10%")
    assert third["at"] == "0.0"
    assert [row["marked"] for row in (first, second, third)] == [True, False, False]


def test_a_line_is_marked_from_the_last_point_before_the_change() -> None:
    picture = Picture(
        "line", "per_million", ["2024-01", "2024-02", "2024-03"], [0, 50, 100], NONE, NONE, [False, False, True]
    )
    shown = laid_out(picture)
    assert shown["points"] == "0.0,36.0 50.0,19.4 100.0,2.9"
    assert shown["stretches"] == ["50.0,19.4 100.0,2.9"]
    assert shown["ends"] == ("January 2024", "March 2024")


def test_weeks_at_the_ends_of_a_line_are_short() -> None:
    line = Picture("line", "count", ["2024-W10", "2024-W11"], [1, 2], NONE[:2], NONE[:2], [False, True])
    assert laid_out(line)["ends"] == ("4 Mar 2024", "11 Mar 2024")
    assert laid_out(line)["top"] == "2, the week of 11 Mar 2024"


def test_rates_are_written_as_in_sentences() -> None:
    rates, marked = [2009.3, 60.4, 4.44], [True, False, False]
    years = ["2021", "2022", "2023"]
    assert laid_out(Picture("line", "per_million", years, rates, NONE, NONE, marked))["top"] == "2,010, 2021"
    rows = laid_out(Picture("dots", "per_million", ["A", "B", "C"], rates, NONE, NONE, marked))["rows"]
    assert [row["value"] for row in rows] == ["2,010", "60", "4.4"]


def test_a_gap_in_a_line_and_numbers_of_nothing_are_drawn() -> None:
    gap = Picture("line", "count", ["a", "b", "c"], [1, np.nan, 2], NONE, NONE, [True, False, True])
    assert laid_out(gap)["points"] == "0.0,19.4 100.0,2.9"
    assert laid_out(gap)["stretches"] == ["0.0,19.4", "100.0,2.9"]
    assert laid_out(Picture("bars", "count", ["a"], [0.0], [np.nan], [np.nan], [True]))["rows"][0]["at"] == "0.0"


def test_of_many_rows_the_marked_and_the_first_are_taken_in_their_order() -> None:
    table = pd.DataFrame({"source": list("abcdefghijkl"), "share": np.arange(12) / 100})
    picture = Picture.of("bars", "share", table, "source", "share", marked=["k"])
    assert "".join(picture.labels) == "abcdefgk"
    assert picture.marked == (*[False] * 7, True)
    assert laid_out(picture)["total"] == 12, "the page says that there are more"
    assert len(Picture.of("line", "share", table, "source", "share").labels) == 12


def test_pictures_of_an_unknown_unit_are_left_out() -> None:
    finding = Finding(
        "topics", "", "It is so.", "", "clear", 1.0, "figure", Picture("bars", "count", ["a"], [1], [1], [1], [True])
    )
    table = pictures_table([finding]).assign(unit="miles")
    assert small_pictures(table) == {}
