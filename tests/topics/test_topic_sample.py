"""Which articles topics are fitted to, where there are too many for all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.topics.model.topic_sample import _draw

# Names as groups have them: those of texts with many versions are small.
NAMES = pd.Series([f"{number:016x}" for number in range(2_000)], dtype=object)


def test_texts_with_many_versions_do_not_come_first() -> None:
    drawn = _draw(NAMES, np.arange(2_000), 500)
    assert len(drawn) == 500
    assert (np.diff(drawn) > 0).all()
    # 250 are expected in the lower half, with a standard deviation of 9.7.
    assert abs((drawn < 1_000).sum() - 250) < 40


def test_the_same_texts_are_drawn_in_any_order() -> None:
    order = np.random.default_rng(1).permutation(2_000)
    mixed = NAMES.iloc[order].reset_index(drop=True)
    drawn = mixed.iloc[_draw(mixed, np.arange(2_000), 500)]
    assert set(drawn) == set(NAMES.iloc[_draw(NAMES, np.arange(2_000), 500)])


def test_few_texts_are_all_taken() -> None:
    assert _draw(NAMES, np.array([3, 8, 9]), 500).tolist() == [3, 8, 9]
