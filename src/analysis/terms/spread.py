"""Words less evenly spread than their frequency lets one expect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics import expected_by_frequency
from analysis.tables import round_significant


def dispersion_residual(terms_table: pd.DataFrame, followed: pd.DataFrame | None = None) -> pd.DataFrame:
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
    followed : DataFrame, optional
        Further terms with the same columns, compared with what is expected of the words.

    Returns
    -------
    DataFrame
        The rows and columns of both tables, each term once, then ``followed`` (whether it is of the second),
        ``expected`` and ``residual``; by residual, largest first, then term.
        Words of equal frequency are expected alike; a word alone is as expected. Both are missing, and the row last,
        where the dispersion is. Empty for empty.

    References
    ----------
    Barlow, Bartholomew, Bremner & Brunk (1972), Statistical Inference under Order Restrictions, section 1.2, for the
    fit; Gries (2022), What do (most of) our dispersion measures measure (most)? Dispersion? J. Second Language Studies
    5(2), for the reason: frequency.
    """
    table = terms_table.assign(followed=False)
    if followed is not None and len(followed):
        table = pd.concat([followed.assign(followed=True), table])[[*terms_table, "followed"]]
    dispersion, rate = (table[name].to_numpy(dtype=float) for name in ("dispersion", "per_million"))
    known = np.isfinite(dispersion) & (rate > 0)
    fitted = known & ~table["followed"].to_numpy(dtype=bool)
    expected = np.full(len(table), np.nan)
    if fitted.any():
        expected[known] = round_significant(expected_by_frequency(dispersion[known], rate[known], fitted[known]))
    table = table.assign(expected=expected, residual=round_significant(dispersion - expected)).drop_duplicates("term")
    order = table.sort_values(["residual", "term"], ascending=[False, True], kind="stable", na_position="last")
    return order.reset_index(drop=True)
