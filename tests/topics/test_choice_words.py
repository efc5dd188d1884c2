"""What is said of the number of topics: that it is one of several, or the only one that does as well."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.topics.model.number_of_topics import _verdict

ALONE = "6 topics: the smallest number within one standard error of the best."


@pytest.mark.parametrize(
    ("near", "told"),
    [
        ([6], ALONE),
        ([6, 8], "Flat: 6 and 8 topics do about as well; the smallest number, 6, is taken."),
        ([6, 8, 10], "Flat: 6 and 8 to 10 topics do about as well; the smallest number, 6, is taken."),
    ],
)
def test_every_number_that_does_as_well_is_named(near: list[int], told: str) -> None:
    table = pd.DataFrame({"n_topics": [5, 6, 7, 8, 10]})
    assert _verdict(table, table["n_topics"].isin(near), 6, clear=True) == told
