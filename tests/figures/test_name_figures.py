"""Read the numbers of the figures of names back from what is drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import topic_tables as tt
from reading import labels

from analysis import figures
from analysis.figures.style import INK


def test_names_are_marked_where_a_source_uses_them_more():
    table = tt.names(3, 1, 2).assign(
        difference=[0.5, -0.5, -0.5, 0.4, np.nan, np.nan], tier=["clear", "clear", "likely", "likely", "", ""]
    )
    (ax,) = figures.names.draw(table).axes
    marked = {
        (line.get_markerfacecolor(), round(x, 6), row + 0.4)
        for line in ax.lines
        for x, row in zip(*line.get_data(), strict=True)
    }
    share = table["share"].to_numpy()
    # The middle of the first part of the first source, and of the second part of the second.
    assert marked == {(INK, round(share[0] / 2, 6), 0), ("white", round(1 - share[3] / 2, 6), 1)}


def test_the_25_sources_with_most_mentions_are_drawn():
    table = tt.names(31)
    (ax,) = figures.names.draw(table).axes
    most = table.groupby("source", sort=False)["count"].sum().sort_values(ascending=False, kind="stable").index[:25]
    assert labels(ax) == [source for source in table["source"].unique() if source in most]


_NAMES = pd.DataFrame(
    {
        "family": "Front", "variant": ["ISF", "ISF", "IS", "IS"], "source": ["Beacon", "Post"] * 2,
        "count": [1, 30, 9, 10], "share": [0.1, 0.75, 0.9, 0.25], "share_low": [0, 0.6, 0.8, 0.2],
        "share_high": [0.2, 0.8, 1, 0.4], "share_others": [0.75, 0.1, 0.25, 0.9],
        "difference": [-0.65, 0.65, 0.65, -0.65], "difference_low": [-0.9, 0.5, 0.4, -0.8], "p": 0.01, "tier": "clear",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {},
            " More than in the other sources: 2 clearly, 0 likely. Largest clear difference: “ISF” makes up 75% (60% to"
            " 80%) of the 40 mentions in Post, 10% in the others.",
        ),
        ({"tier": ""}, " No source uses a name more than the others by more than chance."),
        ({"tier": "", "p": np.nan}, " None is tested: too few independent texts name them."),
    ],
)
def test_sentences(changed, sentence):
    assert figures.names.sentence(_NAMES.assign(**changed)) == f"1 family of names in 2 sources.{sentence}"
