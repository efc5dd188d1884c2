"""Words less evenly spread than their frequency lets one expect."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression

from analysis.resample import round_significant


def dispersion_residual(terms_table: pd.DataFrame) -> pd.DataFrame:
    """Compare the dispersion of each word with that of words as frequent as it.

    Dispersion falls with frequency by itself: a word of five uses cannot stand in fifty parts. ``expected`` is the
    non-increasing function of log frequency that lies nearest to the dispersions of all words (least squares), found by
    pooling adjacent violators. It is monotone because that fall is all that is known of the curve: no shape, no
    bandwidth and no number of knots has to be chosen. A monotone fit knows frequency by its rank alone, so the
    logarithm only names the scale on which it is drawn. ``residual`` = dispersion - expected.

    Parameters
    ----------
    terms_table : DataFrame
        From `analysis.terms.term_table`: all its words, so that the fit stands on many.

    Returns
    -------
    DataFrame
        The rows and columns of the table, then ``expected`` and ``residual``; by residual, largest first, then term.
        Words of equal frequency are expected alike; a word alone is as expected. Both are missing, and the row last,
        where the dispersion is. Empty for empty.

    References
    ----------
    Barlow, Bartholomew, Bremner & Brunk (1972), Statistical Inference under Order Restrictions, section 1.2, for the
    fit; Gries (2022), What do (most of) our dispersion measures measure (most)? Dispersion? J. Second Language Studies
    5(2), for the reason: frequency.
    """
    dispersion = terms_table["dispersion"].to_numpy(dtype=float)
    rate = terms_table["per_million"].to_numpy(dtype=float)
    known = np.isfinite(dispersion) & (rate > 0)
    expected = np.full(len(terms_table), np.nan)
    if known.any():
        fit = IsotonicRegression(increasing=False)
        expected[known] = round_significant(fit.fit_transform(np.log(rate[known]), dispersion[known]))
    table = terms_table.assign(expected=expected, residual=round_significant(dispersion - expected))
    order = table.sort_values(["residual", "term"], ascending=[False, True], kind="stable", na_position="last")
    return order.reset_index(drop=True)
