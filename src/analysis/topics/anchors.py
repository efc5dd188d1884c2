"""Topics an analyst already has in mind: named, and held to words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from analysis.errors import SettingsError
from analysis.topics.fit import Anchors


def make_anchors(seed_words: Mapping[str, Sequence[str]], terms: np.ndarray) -> Anchors | None:
    """Turn names and words into anchors.

    Parameters
    ----------
    seed_words : mapping of str to sequence of str
        For each topic its words, at least one.
    terms : ndarray of str, (n_terms,)
        Sorted: the words topics are made of.

    Returns
    -------
    Anchors or None
        In the order given; None when nothing is anchored.

    Raises
    ------
    SettingsError
        For a topic without words, or a word that is none of the terms.
    """
    if not seed_words:
        return None
    position = {str(term): i for i, term in enumerate(terms)}
    rows, columns = [], []
    for row, (name, words) in enumerate(seed_words.items()):
        if isinstance(words, str) or not words:
            raise SettingsError(
                f"seed_words: {name}: a list of words is needed, such as {{{name}: [siege, shelling]}}."
            )
        for word in dict.fromkeys(str(word).lower() for word in words):
            if word not in position:
                near = difflib.get_close_matches(word, list(position), n=1)
                advice = f"; did you mean {near[0]!r}?" if near else "."
                raise SettingsError(
                    f"seed_words: {name}: {word!r} is no word topics are made of (single words of enough independent "
                    f"texts, and no stop words){advice}"
                )
            rows.append(row)
            columns.append(position[word])
    ones = np.ones(len(rows), dtype=np.int64)
    shape = (len(seed_words), len(terms))
    return Anchors([str(name) for name in seed_words], sparse.csr_matrix((ones, (rows, columns)), shape=shape))
