"""Read the numbers of the figures of names back from what is drawn."""

from __future__ import annotations

import name_tables as nt
import numpy as np
import pandas as pd
import pytest
import topic_tables as tt
from reading import points, spans, texts

from analysis import figures
from analysis.figures.style import INK


def test_places_stand_beside_each_other_in_two_panels():
    table = nt.name_places(3)
    figure = figures.name_places.draw(table)
    together = table[table["source"] == "all sources"]
    for ax, pair in zip(figure.axes, (nt.PLACES[:2], nt.PLACES[2:]), strict=True):
        for place, shift in zip(pair, (-0.17, 0.17), strict=True):
            rows = together[together["place"] == place]
            drawn = {round(at - shift): share for at, share in points(ax).items() if (at % 1 > 0.5) == (shift < 0)}
            assert drawn == dict(enumerate(rows["share"]))
        here = together[together["place"].isin(pair)]
        known = here.dropna(subset="share_low")
        assert spans(ax) == sorted(zip(known["share_low"], known["share_high"], strict=True))
        assert len(points(ax, hollow=True)) == here["share_low"].isna().sum()
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == nt.VARIANTS[:3]
    assert {"headline, n 60", "outside quotation marks, n 60"} <= texts(figure)


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


def test_only_all_sources_are_drawn():
    table = nt.name_places(2)
    other = table.assign(share=table["share"].where(table["source"] == "all sources", 0.123))
    drawn = [points(ax) for ax in figures.name_places.draw(table).axes]
    assert drawn == [points(ax) for ax in figures.name_places.draw(other).axes]


def test_names_over_time_have_a_panel_each():
    table = nt.names_over_time(3, 8, n_families=2)
    axes = figures.names_over_time.draw(table).axes
    groups = list(table.groupby(["family", "variant"], sort=False))
    assert len(axes) == len(groups) == 6
    for ax, (_, rows) in zip(axes, groups, strict=True):
        assert points(ax, upright=True) == dict(enumerate(rows["share"]))
        hollow = np.flatnonzero(rows["share_low"].isna())
        assert set(points(ax, upright=True, hollow=True)) == set(hollow)
        assert {patch.get_x() for patch in ax.patches if patch.get_hatch()} == {-0.5, 6.5}
        assert ax.get_ylim() == axes[0].get_ylim()
    assert [ax.texts[0].get_text() for ax in axes[:3]] == nt.VARIANTS[:3]
    # The periods are named below the last row of each family.
    assert all(any(label.get_visible() for label in ax.get_xticklabels()) for ax in axes)


def test_a_line_does_not_cross_a_period_that_does_not_mention_the_family():
    axes = figures.names_over_time.draw(nt.names_over_time(2, 6, skip=2)).axes
    for ax in axes:
        lines = [list(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-"]
        assert lines == [[0, 1], [3, 4, 5]]
        assert set(points(ax, upright=True)) == {0, 1, 3, 4, 5}


_PLACES = pd.DataFrame(
    {
        "family": "Front", "variant": ["ISF", "ISF", "IS", "IS"], "source": "all sources",
        "place": ["headline", "body"] * 2, "count": [1, 30, 9, 10], "share": [0.1, 0.75, 0.9, 0.25],
        "share_low": [np.nan, 0.6, np.nan, 0.2], "share_high": [np.nan, 0.8, np.nan, 0.4], "independent_texts": 12,
    }
)  # fmt: skip
_NAMES = pd.DataFrame(
    {
        "family": "Front", "variant": ["ISF", "ISF", "IS", "IS"], "source": ["Beacon", "Post"] * 2,
        "count": [1, 30, 9, 10], "share": [0.1, 0.75, 0.9, 0.25], "share_low": [0, 0.6, 0.8, 0.2],
        "share_high": [0.2, 0.8, 1, 0.4], "share_others": [0.75, 0.1, 0.25, 0.9],
        "difference": [-0.65, 0.65, 0.65, -0.65], "difference_low": [-0.9, 0.5, 0.4, -0.8], "p": 0.01, "tier": "clear",
    }
)  # fmt: skip
_MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"]
_TIME = pd.DataFrame(
    {
        "family": "Front", "variant": ["ISF"] * 4 + ["IS"] * 4, "period": _MONTHS * 2, "count": 1,
        "share": [1.0, 0.5, 0.4, 0.75, 0.0, 0.5, 0.6, 0.25], "share_low": [np.nan, 0.4, 0.3, 0.6] * 2,
        "share_high": [np.nan, 0.6, 0.5, 0.8] * 2, "independent_texts": 12,
        "part_period": [True, False, False, False] * 2,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("say", "table", "sentence"),
    [
        (
            figures.names.sentence, _NAMES,
            "1 family of names in 2 sources. More than in the other sources: 2 clearly, 0 likely. Largest clear"
            " difference: “ISF” makes up 75% (60% to 80%) of the 40 mentions in Post, 10% in the others.",
        ),
        (
            figures.names.sentence, _NAMES.assign(tier=""),
            "1 family of names in 2 sources. No source uses a name more than the others by more than chance.",
        ),
        (
            figures.names.sentence, _NAMES.assign(p=np.nan, tier=""),
            "1 family of names in 2 sources. None is tested: too few independent texts name them.",
        ),
        (
            figures.name_places.sentence, _PLACES,
            "1 family of names, all sources together. Largest difference, not tested: “ISF” makes up 10% of 10"
            " mentions in headlines and 75% (60% to 80%) of 40 mentions in bodies.",
        ),
        (
            figures.name_places.sentence, _PLACES.query("place == 'body'"),
            "1 family of names, all sources together; there are no two places to compare.",
        ),
        (
            figures.names_over_time.sentence, _TIME,
            "1 family of names in 4 periods. Widest range, not tested: “ISF” from 40% (30% to 50%) in Mar 2024 to 75%"
            " (60% to 80%) in Apr 2024.",
        ),
        (
            figures.names_over_time.sentence, _TIME.query("period < '2024-03'"),
            "1 family of names in 2 periods; no name has intervals in two of them that are covered in full, so"
            " nothing can be compared.",
        ),
    ],
)  # fmt: skip
def test_sentences(say, table, sentence):
    assert say(table) == sentence
