"""Read the figure of the number of topics back, against a table counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from reading import bands, points, texts

from analysis import figures

# 0.20 - 0.02 = 0.18: six is the smallest number that is not below.
TRIED = pd.DataFrame(
    {
        "n_topics": [5, 6, 8, 10],
        "quality": [0.10, 0.19, 0.20, 0.15], "quality_se": [0.01, 0.01, 0.02, 0.01],
        "stability": [0.7, 0.8, 0.7, 0.5], "stability_se": 0.05,
        "coherence": [0.2, 0.3, 0.4, 0.5], "coherence_se": 0.1,
        "diversity": [0.9, 0.8, 0.7, 0.6], "diversity_se": 0.02,
        "unity": [0.5, 0.6, 0.7, 0.8], "unity_se": 0.03,
        "stability_shuffled": [np.nan, 0.3, np.nan, np.nan],
        "chosen": [False, True, False, False],
    }
)  # fmt: skip


def dashed(ax):
    return [line for line in ax.lines if line.get_linestyle() == "--" and line.get_marker() == "None"]


@pytest.mark.parametrize(
    ("panel", "column"), list(enumerate(["quality", "stability", "coherence", "diversity", "unity"]))
)
def test_n_topics_has_a_band_of_one_standard_error_in_every_panel(panel, column):
    drawn = bands(figures.n_topics.draw(TRIED).axes[panel])
    for k, value, error in zip(TRIED["n_topics"], TRIED[column], TRIED[f"{column}_se"], strict=True):
        assert drawn[k] == pytest.approx((value - error, value + error))


def test_n_topics_shows_why_the_smallest_was_taken():
    figure = figures.n_topics.draw(TRIED)
    (level,) = dashed(figure.axes[0])
    assert level.get_ydata() == pytest.approx([0.18, 0.18])
    assert "Why 6 topics" in texts(figure)
    note = " ".join(" ".join(texts(figure)).split())
    assert "Dashed: the best quality minus one standard error." in note
    assert "the number chosen, the smallest whose quality is not below the dashed line." in note
    assert not any(dashed(ax) for ax in figure.axes[1:])


def test_n_topics_does_not_claim_a_rule_that_was_not_followed():
    other = TRIED.assign(chosen=[False, False, True, False])
    assert "smallest" not in " ".join(texts(figures.n_topics.draw(other)))


def test_n_topics_without_errors_has_no_bands_and_no_level():
    table = TRIED.assign(**dict.fromkeys([name for name in TRIED if name.endswith("_se")], np.nan))
    figure = figures.n_topics.draw(table)
    assert not any(bands(ax) or dashed(ax) for ax in figure.axes)
    assert points(figure.axes[0], upright=True) == {5: 0.10, 6: 0.19, 8: 0.20, 10: 0.15}


def test_n_topics_joins_what_is_known_of_shuffled_words():
    (once,) = [line for line in figures.n_topics.draw(TRIED).axes[1].lines if line.get_marker() == "s"]
    assert [tuple(pair) for pair in once.get_xydata()] == [(6, 0.3)]
    table = TRIED.assign(stability_shuffled=[0.2, np.nan, np.nan, 0.4])
    (joined,) = [line for line in figures.n_topics.draw(table).axes[1].lines if line.get_marker() == "s"]
    assert [tuple(pair) for pair in joined.get_xydata()] == [(5, 0.2), (10, 0.4)]
    assert joined.get_linestyle() == "--"


def test_n_topics_says_what_was_chosen():
    assert figures.n_topics.sentence(TRIED) == (
        "6 topics were chosen, of 4 numbers tried: quality 0.19 (0.18 to 0.2, one standard error either way), "
        "stability 0.8 against 0.3 with the words shuffled."
    )
