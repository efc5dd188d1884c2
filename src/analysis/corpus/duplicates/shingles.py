"""The shingles of a text: every run of eight words, hashed to 64 bits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

# Broder (1997): runs of words, long enough that two texts share one by copying and hardly by chance.
SHINGLE_WORDS = 8
# What separates words; marks belong to their letters. Scripts without blanks: every character is a word.
_BETWEEN = r"[^\p{L}\p{N}\p{M}]+"
_UNSPACED = r"(\p{Han}|\p{Hiragana}|\p{Katakana}|\p{Thai}|\p{Lao}|\p{Khmer}|\p{Myanmar})"
# An odd constant with well-mixed bits: the fraction of the golden ratio.
_BASE = np.uint64(0x9E3779B97F4A7C15)


def split_words(texts: Sequence[str]) -> pa.LargeListArray:
    """Split texts into words in lower case, without punctuation: what copying leaves as it is.

    Blanks, hyphens, dashes and quotation marks do not matter; numbers do, so market reports of two days differ.

    Returns
    -------
    Array of lists of str, (n_texts,)
        The words of each text; an empty list for a text without any.

    Examples
    --------
    >>> split_words(["“Well -known”, 4.5 km", ""]).to_pylist()
    [['well', 'known', '4', '5', 'km'], []]
    """
    spaced = pc.replace_substring_regex(pa.array(texts, pa.large_string()), _UNSPACED, r" \1 ")
    plain = pc.utf8_trim(pc.replace_substring_regex(pc.utf8_lower(spaced), _BETWEEN, " "), " ")
    words = pc.split_pattern(plain, " ")
    # Splitting nothing gives one empty word.
    return pc.if_else(pc.equal(plain, ""), pa.scalar([], words.type), words)


def hash_shingles(words: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hash every run of eight words of texts (`split_words`).

    Returns
    -------
    shingle : ndarray of uint64, (n_shingles,)
        Hashes, evenly spread over 64 bits, ascending; each once a text. A text of fewer than eight words is one
        shingle, a text without words none.
    text : ndarray of int64, (n_shingles,)
        Which text a shingle is in.
    rank : ndarray of int64, (n_shingles,)
        How many shingles of its text are smaller.
    """
    encoded = words.flatten().dictionary_encode()
    distinct = pd.util.hash_array(encoded.dictionary.to_numpy(zero_copy_only=False), categorize=False)
    n_words = pc.list_value_length(words).to_numpy()
    # Behind each text a gap, so that no run takes a word of the next one.
    room = n_words + SHINGLE_WORDS
    each = np.zeros(room.sum(), np.uint64)
    each[_first_of(room, n_words)] = distinct[encoded.indices.to_numpy()]
    rolled = np.zeros(len(each), np.uint64)
    for i in range(SHINGLE_WORDS):
        rolled *= _BASE
        rolled[: len(each) - i] += each[i:]
    runs = np.where(n_words > 0, np.maximum(n_words - SHINGLE_WORDS + 1, 1), 0)
    shingle = mix(rolled[_first_of(room, runs)])
    text = np.repeat(np.arange(len(runs)), runs)
    order = np.argsort(shingle)
    text, shingle = text[order], shingle[order]
    # Short numbers are sorted by their digits, in a fraction of the time.
    by_text = np.argsort(text.astype(np.min_scalar_type(len(n_words))), kind="stable")
    whose, what = text[by_text], shingle[by_text]
    new = np.ones(len(text), dtype=bool)
    new[1:] = (whose[1:] != whose[:-1]) | (what[1:] != what[:-1])
    size = np.bincount(whose[new], minlength=len(n_words))
    rank = np.full(len(text), -1)
    rank[by_text[new]] = np.arange(new.sum()) - np.repeat(np.cumsum(size) - size, size)
    once = rank >= 0
    return shingle[once], text[once], rank[once]


def _first_of(stretch: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the first n of each stretch."""
    marked: NDArray[np.bool_] = np.repeat(np.tile([True, False], len(n)), np.column_stack([n, stretch - n]).ravel())
    return marked


def mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread hashes evenly (the finaliser of splitmix64: Steele, Lea & Flood 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = x ^ (x >> np.uint64(31))
    return mixed
