"""How far people who code the same items agree."""

from __future__ import annotations

import numpy as np


def krippendorff_alpha(answers: np.ndarray) -> float:
    """Compute Krippendorff's alpha of nominal answers: 1 - observed / expected disagreement.

    Parameters
    ----------
    answers : ndarray of int, (n_coders, n_items)
        0 where a coder gave no answer.

    Returns
    -------
    float
        1 for full agreement, 0 for that of chance; NaN where no item has two answers, or all are the same.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C.

    Examples
    --------
    >>> krippendorff_alpha(np.array([[1, 2, 3, 0], [1, 2, 3, 4]]))
    1.0
    """
    given = (answers[:, :, None] == np.unique(answers[answers > 0])).sum(axis=0)
    coders = given.sum(axis=1)
    given, coders = given[coders > 1], coders[coders > 1]
    n, by_value = int(coders.sum()), given.sum(axis=0)
    expected = (n**2 - (by_value**2).sum()) / max(n - 1, 1)
    observed = ((coders**2 - (given**2).sum(axis=1)) / np.maximum(coders - 1, 1)).sum()
    return float(1 - observed / expected) if expected else np.nan
