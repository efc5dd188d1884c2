"""Texts cut at white space, each distinct chunk once: there are some forty times fewer of them than words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.text.tokens import lower_if_all_caps, split_chunk


class Chunks(NamedTuple):
    """Distinct chunks and the words in each, their numbers in all texts, and where each text begins among these."""

    chunks: list[str]
    words: list[tuple[str, ...]]
    ids: np.ndarray
    starts: np.ndarray


def split_chunks(texts: Sequence[str], language: str = "") -> Chunks:
    """Cut texts at white space; of what Arrow does not know as such, a chunk may hold some between its words."""
    small = [lower_if_all_caps(text, language) for text in texts]
    split = pc.ascii_split_whitespace(pa.array(small, type=pa.large_string()))
    coded = split.values.dictionary_encode()
    chunks = coded.dictionary.to_pylist()
    words = [split_chunk(chunk, language) for chunk in chunks]
    return Chunks(chunks, words, coded.indices.to_numpy(zero_copy_only=False), split.offsets.to_numpy())


def count_tokens(texts: Sequence[str], language: str = "") -> np.ndarray:
    """Count the words of each text, (n_texts,): as many as `analysis.text.tokens` gives, several times faster.

    Examples
    --------
    >>> count_tokens(["The mayor's 3 dogs", ""]).tolist()
    [3, 0]
    """
    _, words, ids, starts = split_chunks(texts, language)
    before = np.concatenate([[0], np.cumsum(np.array([len(some) for some in words], dtype=np.int64)[ids])])
    return np.asarray(np.diff(before[starts]))
