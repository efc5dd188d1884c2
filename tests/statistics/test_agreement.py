"""Agreement of coders, against a published example."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import krippendorff_alpha


def test_alpha_equals_the_published_example() -> None:
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers, twelve units, nominal.
    answers = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ]
    )
    assert krippendorff_alpha(answers) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_unknown_where_nothing_can_be_compared() -> None:
    assert np.isnan(krippendorff_alpha(np.array([[1, 2, 3]])))
    assert np.isnan(krippendorff_alpha(np.array([[1, 0], [0, 2]])))
    assert np.isnan(krippendorff_alpha(np.array([[2, 2], [2, 2]])))
