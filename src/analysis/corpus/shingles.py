"""A text as its shingles: every run of eight words, hashed to 64 bits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

# Broder (1997): runs of words, long enough that two texts share one by copying and hardly by chance.
SHINGLE_WORDS = 8
# What stands between words; marks belong to their letters. Scripts without blanks: every character is a word.
_BETWEEN = r"[^\p{L}\p{N}\p{M}]+"
_UNSPACED = r"(\p{Han}|\p{Hiragana}|\p{Katakana}|\p{Thai}|\p{Lao}|\p{Khmer}|\p{Myanmar})"
# An odd constant with well-mixed bits: the fraction of the golden ratio.
_BASE = np.uint64(0x9E3779B97F4A7C15)


def split_words(texts: Sequence[str]) -> list[np.ndarray]:
    """Cut texts into words as copies are told by: lower case, without punctuation, numbers among them.

    A copyist changes blanks, hyphens, dashes and quotation marks; none of them matters here. Two market reports that
    differ in their numbers differ.

    Parameters
    ----------
    texts : sequence of str, (n_texts,)
        Any texts.

    Returns
    -------
    list of ndarray of str, (n_texts,)
        The words of each; empty for a text without any.

    Examples
    --------
    >>> split_words(["“Well -known”, 4.5 km", ""])
    [array(['well', 'known', '4', '5', 'km'], dtype=object), array([], dtype=object)]
    """
    words = _words(texts)
    flat = words.values.to_numpy(zero_copy_only=False)
    ends = words.offsets.to_numpy()
    return [flat[start:end] for start, end in pairwise(ends)]


def hash_shingles(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Hash the shingles of texts.

    Parameters
    ----------
    texts : sequence of str, (n_texts,)
        Any texts.

    Returns
    -------
    text : ndarray of int64, (n_shingles,)
        Which text a shingle stands in; ascending.
    shingle : ndarray of uint64, (n_shingles,)
        Hashes, evenly spread over 64 bits; each once a text and ascending in it. A text of fewer than eight words is
        one shingle, a text without words none.
    """
    words = _words(texts)
    return hash_runs(words.values, np.asarray(words.offsets))


def hash_runs(words: pa.Array, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hash every run of eight words, as `hash_shingles` does, of texts that are cut already.

    Parameters
    ----------
    words : Array of str, (n_words,)
        The words of all texts, one after the other.
    offsets : ndarray of int, (n_texts + 1,)
        Where each text begins among them, and the end.
    """
    offsets = offsets.astype(np.int64) - int(offsets[0])
    encoded = words.dictionary_encode()
    distinct = pd.util.hash_array(encoded.dictionary.to_numpy(zero_copy_only=False), categorize=False)
    each = distinct[encoded.indices.to_numpy()] if len(words) else np.empty(0, np.uint64)
    n_words = np.diff(offsets)
    # Runs do not reach over the end of a text; one that is too short is a single run of what there is.
    runs = np.where(n_words > 0, np.maximum(n_words - SHINGLE_WORDS + 1, 1), 0)
    text = np.repeat(np.arange(len(n_words)), runs)
    start = np.arange(runs.sum()) - np.repeat(np.cumsum(runs) - runs, runs) + np.repeat(offsets[:-1], runs)
    end = offsets[1:][text]
    shingle = np.zeros(len(start), np.uint64)
    padded = np.concatenate([each, np.zeros(SHINGLE_WORDS, np.uint64)])
    for i in range(SHINGLE_WORDS):
        shingle = shingle * _BASE + np.where(start + i < end, padded[start + i], np.uint64(0))
    shingle = _mix(shingle)
    # The same as np.lexsort((shingle, text)) in half the time: few texts have short numbers, sorted by their digits.
    order = np.argsort(shingle)
    few = text.astype(np.min_scalar_type(len(n_words)))
    order = order[np.argsort(few[order], kind="stable")]
    text, shingle = text[order], shingle[order]
    new = np.ones(len(text), dtype=bool)
    new[1:] = (text[1:] != text[:-1]) | (shingle[1:] != shingle[:-1])
    return text[new], shingle[new]


def _words(texts: Sequence[str]) -> pa.ListArray:
    spaced = pc.replace_substring_regex(pa.array(texts, pa.large_string()), _UNSPACED, r" \1 ")
    plain = pc.utf8_trim(pc.replace_substring_regex(pc.utf8_lower(spaced), _BETWEEN, " "), " ")
    words = pc.split_pattern(plain, " ")
    # Splitting nothing gives one empty word.
    return pc.if_else(pc.equal(plain, ""), pa.scalar([], words.type), words)


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread hashes evenly (the finaliser of splitmix64: Steele, Lea & Flood 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = x ^ (x >> np.uint64(31))
    return mixed
