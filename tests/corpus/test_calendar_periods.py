"""Dates to periods: the finest that gives at most 60, labels that sort in time, periods covered in part."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.calendar_periods import MAX_PERIODS, all_periods, choose_frequency, period_labels

DAYS = st.dates(date(1600, 1, 1), date(2199, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> list[pd.Timestamp]:
    """Days of any span, from one day to 600 years."""
    first = draw(DAYS)
    longest = draw(st.sampled_from([0, 13, 14, 400, 2000, 6000, 22_000, 219_000]))
    offsets = draw(st.lists(st.integers(0, longest), min_size=1, max_size=12))
    days = [first + timedelta(days=n) for n in offsets if first + timedelta(days=n) <= date(2199, 12, 31)]
    return [pd.Timestamp(day) for day in days or [first]]


def labels(*days: str) -> list[str]:
    return period_labels(pd.to_datetime(pd.Series(days)))["period"].tolist()


def test_labels_by_hand() -> None:
    for days, expected in [
        (("2024-03-04", "2024-03-17"), ["2024-03-04", "2024-03-17"]),
        (("2024-03-04", "2024-03-18"), ["2024-W10", "2024-W12"]),
        # 1 January 2021 lies in week 53 of 2020 (ISO 8601), 31 December 2024 in week 1 of 2025.
        (("2020-12-01", "2021-01-01"), ["2020-W49", "2020-W53"]),
        (("2024-12-01", "2024-12-31"), ["2024-W48", "2025-W01"]),
        (("2024-01-01", "2025-02-23"), ["2024-W01", "2025-W08"]),
        (("2024-01-01", "2025-02-24"), ["2024-01", "2025-02"]),
        (("2020-01-01", "2024-12-31"), ["2020-01", "2024-12"]),
        (("2020-01-01", "2025-01-01"), ["2020-Q1", "2025-Q1"]),
        (("2010-01-01", "2024-12-31"), ["2010-Q1", "2024-Q4"]),
        (("2010-01-01", "2025-01-01"), ["2010", "2025"]),
        (("1965-06-01", "2024-12-31"), ["1965", "2024"]),
        (("1965-06-01", "2025-01-01"), ["1960-1969", "2020-2029"]),
    ]:
        assert labels(*days) == expected


def test_every_period_of_the_span_is_listed() -> None:
    span = pd.Timestamp("2024-03-04"), pd.Timestamp("2024-04-01")
    assert all_periods(*span) == ["2024-W10", "2024-W11", "2024-W12", "2024-W13", "2024-W14"]
    assert all_periods(span[0], span[0]) == ["2024-03-04"]
    years = pd.Timestamp("1995-01-01"), pd.Timestamp("2060-01-01")
    assert all_periods(*years)[:2] == ["1990-1999", "2000-2009"]
    assert len(all_periods(*years)) == 8


@given(spans())
def test_at_most_60_periods_that_sort_in_time(days: list[pd.Timestamp]) -> None:
    periods = all_periods(min(days), max(days))
    assert 1 <= len(periods) <= MAX_PERIODS == 60
    assert periods == sorted(set(periods))
    found = period_labels(pd.Series(days))["period"]
    assert set(found) <= set(periods)
    assert [label for _, label in sorted(zip(days, found, strict=True))] == sorted(found)
    assert {found.iloc[days.index(min(days))], found.iloc[days.index(max(days))]} == {periods[0], periods[-1]}


@given(spans())
def test_only_the_first_and_the_last_period_can_be_covered_in_part(days: list[pd.Timestamp]) -> None:
    table = period_labels(pd.Series(days))
    periods = all_periods(min(days), max(days))
    assert set(table.loc[table["part_period"], "period"]) <= {periods[0], periods[-1]}
    # A day can only be whole.
    assert choose_frequency(min(days), max(days)) != "D" or not table["part_period"].any()


def test_part_periods_by_hand() -> None:
    for first, last, part in [
        ("2024-03-04", "2024-04-07", [False, False]),  # Monday to Sunday
        ("2024-03-05", "2024-04-07", [True, False]),
        ("2024-03-04", "2024-04-06", [False, True]),
        ("2022-01-01", "2024-12-31", [False, False]),
        ("2022-01-02", "2024-12-30", [True, True]),
        ("1920-01-01", "2029-12-31", [False, False]),
        ("1920-01-02", "2029-12-31", [True, False]),
    ]:
        assert period_labels(pd.to_datetime(pd.Series([first, last])))["part_period"].tolist() == part


def test_a_single_day_of_a_longer_period_is_in_part() -> None:
    table = period_labels(pd.to_datetime(pd.Series(["2024-03-04", "2024-03-20", "2024-03-12"])))
    assert table["part_period"].tolist() == [False, True, False]


def test_undated_articles_have_no_period() -> None:
    table = period_labels(pd.Series([pd.Timestamp("2024-03-04"), pd.NaT, pd.Timestamp("2024-03-05")], index=[7, 8, 9]))
    assert table.index.tolist() == [7, 8, 9]
    assert table["period"].isna().tolist() == [False, True, False]
    assert table["part_period"].tolist() == [False, False, False]
    nothing = period_labels(pd.Series([pd.NaT, pd.NaT]))
    assert nothing["period"].isna().all()
    assert not nothing["part_period"].any()


def test_the_time_of_day_does_not_matter() -> None:
    days = pd.to_datetime(pd.Series(["2024-03-04 23:59:59", "2024-04-07 00:00:01"]))
    assert period_labels(days)["period"].tolist() == ["2024-W10", "2024-W14"]
    assert period_labels(days)["part_period"].tolist() == [False, False]
