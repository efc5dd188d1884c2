"""How much each word of an article counts: sublinear tf-idf of the fitted articles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize


@dataclass(frozen=True)
class Weighting:
    """tf-idf as ``sklearn.feature_extraction.text.TfidfTransformer(sublinear_tf=True)`` computes it.

    Attributes
    ----------
    idf : ndarray, (n_terms,)
        1 + log((1 + n) / (1 + df)) over the fitted articles.
    """

    idf: np.ndarray

    @classmethod
    def of(cls, counts: sparse.csr_matrix) -> Weighting:
        """Learn how many of the articles hold each word."""
        articles_with = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1])
        return cls(1.0 + np.log((1.0 + counts.shape[0]) / (1.0 + articles_with)))

    def weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Weigh counts: (1 + log count) x idf, rows to unit length; (n_articles, n_terms) of float."""
        weighted = counts.astype(float)
        # Counts below one, as other weightings give them, must not turn negative.
        weighted.data = 1.0 + np.log(np.maximum(weighted.data, 1.0))
        return sparse.csr_matrix(normalize(weighted @ sparse.diags_array(self.idf)))
