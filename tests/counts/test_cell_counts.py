"""Counts add up in any order, and their views hold what was counted."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis.counts import Counts, sum_cells

AXES = ("source", "period")
# Uses: (source, period, term) as often as it occurs.
USES = st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 2), st.sampled_from("abcdef")), max_size=30)


def count(uses: list[tuple[int, int, str]]) -> Counts:
    terms = sorted({term for _, _, term in uses})
    rows = np.zeros((len(uses), len(terms)), dtype=np.int64)
    for i, (_, _, term) in enumerate(uses):
        rows[i, terms.index(term)] = 1
    cells = np.array([use[:2] for use in uses], dtype=np.int64).reshape(-1, 2)
    return sum_cells(AXES, cells, np.array(terms, dtype=object), sparse.csr_matrix(rows))


def tally(counts: Counts) -> Counter[tuple[object, ...]]:
    """Read counts back one by one: (cell, term) -> uses."""
    dense = counts.matrix.toarray()
    return Counter(
        {
            (*cell, term): int(dense[i, j])
            for i, cell in enumerate(counts.cells.tolist())
            for j, term in enumerate(counts.terms)
            if dense[i, j]
        }
    )


def assert_same(left: Counts, right: Counts) -> None:
    assert left.axes == right.axes
    assert left.cells.tolist() == right.cells.tolist()
    assert left.terms.tolist() == right.terms.tolist()
    assert left.matrix.dtype == right.matrix.dtype == np.int64
    assert left.matrix.toarray().tolist() == right.matrix.toarray().tolist()


@given(USES)
def test_gathering_counts_each_use_once(uses: list[tuple[int, int, str]]) -> None:
    counts = count(uses)
    assert tally(counts) == Counter(uses)
    assert [tuple(cell) for cell in counts.cells.tolist()] == sorted({use[:2] for use in uses})


@given(USES, USES)
def test_addition_adds_and_does_not_depend_on_the_order(
    left: list[tuple[int, int, str]], right: list[tuple[int, int, str]]
) -> None:
    assert_same(count(left) + count(right), count(right) + count(left))
    assert_same(count(left) + count(right), count(left + right))


@given(USES, USES, USES)
def test_addition_does_not_depend_on_the_grouping(
    a: list[tuple[int, int, str]], b: list[tuple[int, int, str]], c: list[tuple[int, int, str]]
) -> None:
    assert_same((count(a) + count(b)) + count(c), count(a) + (count(b) + count(c)))


@given(USES)
def test_by_sums_over_the_other_axes(uses: list[tuple[int, int, str]]) -> None:
    counts = count(uses)
    assert tally(counts.by("period")) == Counter((period, term) for _, period, term in uses)
    assert tally(counts.by("period", "source")) == Counter((period, source, term) for source, period, term in uses)
    assert tally(counts.by()) == Counter((term,) for _, _, term in uses)
    assert counts.by().cells.shape == (1, 0)


@given(USES, st.integers(0, 3))
def test_where_keeps_the_cells_named(uses: list[tuple[int, int, str]], source: int) -> None:
    counts = count(uses)
    assert tally(counts.where(source=source)) == Counter(use for use in uses if use[0] == source)
    assert tally(counts.where(source=source, period=-1)) == Counter(use for use in uses if use[:2] == (source, -1))
    assert tally(counts) == Counter(uses)


@given(USES)
def test_select_takes_columns_in_the_order_asked(uses: list[tuple[int, int, str]]) -> None:
    asked = ["c", "zebra", "a"]
    total = np.asarray(count(uses).select(asked).sum(axis=0)).ravel().tolist()
    assert total == [sum(term == wanted for _, _, term in uses) for wanted in asked]
