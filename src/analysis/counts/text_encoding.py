"""Texts to integers: each text an array of word numbers, over one sorted vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from scipy import sparse

from analysis.cache import keep_beside
from analysis.corpus import Shard
from analysis.text import CUTTING, RULED, has_ending, lower, lower_if_all_caps, split_chunks, split_runs

# Shards held encoded, some 15 MB each: all of 10,000 articles of ordinary length. Others are read again.
_SHARDS_KEPT = 4
# Of a shard of which fewer articles are counted, these alone are encoded.
_MANY = 1 / 4


@dataclass(frozen=True)
class EncodedTexts:
    """Texts as word numbers in the order of reading.

    Attributes
    ----------
    words : ndarray of str, (n_words,)
        The vocabulary, sorted.
    ids : ndarray of int32, (n_tokens,)
        Word numbers of all texts, one text after the other.
    starts : ndarray of int64, (n_texts + 1,)
        Where each text begins in ``ids``.
    joined : ndarray of bool, (n_tokens,)
        Whether only white space, or nothing, separates a word from the one before it: phrases do not reach over
        punctuation, numbers, or the border of a text.
    """

    words: np.ndarray
    ids: np.ndarray
    starts: np.ndarray
    joined: np.ndarray

    @property
    def text_of(self) -> np.ndarray:
        """Number of the text of each token, (n_tokens,)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def take(self, texts: np.ndarray) -> EncodedTexts:
        """Take some texts, with the words that they hold: as if they alone had been encoded."""
        size, begin = np.diff(self.starts)[texts], self.starts[texts]
        starts = np.concatenate([[0], np.cumsum(size)])
        at = np.arange(starts[-1]) + np.repeat(begin - starts[:-1], size)
        ids = self.ids[at]
        held = np.bincount(ids, minlength=len(self.words)) > 0
        number = (np.cumsum(held) - 1).astype(np.int32)
        return EncodedTexts(self.words[held], number[ids], starts, self.joined[at])

    def counts(self) -> sparse.csr_matrix:
        """Count words: (n_texts, n_words) int64, sorted column numbers."""
        shape = (len(self.starts) - 1, len(self.words))
        ones = np.ones(len(self.ids), dtype=np.int64)
        # The words keep their order: duplicates are summed in a copy.
        matrix = sparse.csr_matrix((ones, self.ids, self.starts), shape=shape, copy=True)
        matrix.sum_duplicates()
        return matrix


def add_titles(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Add up the counts of n titles, then n texts, by article: (n, n_words)."""
    n = counts.shape[0] // 2
    return sparse.csr_matrix(counts[:n] + counts[n:])


def encode(texts: Sequence[str], language: str = "") -> EncodedTexts:
    """Turn texts into numbers of words: the words that `analysis.text.tokens` gives, several times faster.

    Arrow cuts the texts at white space and numbers the chunks; each distinct chunk is cut into words once (there are
    some forty times fewer chunks than tokens). White space that Arrow does not know stays inside a chunk, where it
    separates words all the same.
    """
    chunks, words_of, at, starts = split_chunks(texts, language)
    vocabulary, flat, begin = _number_words(words_of)
    size = np.diff(begin)
    # A chunk touches its neighbour when its word reaches to the edge: no punctuation and no number is there.
    edges = [(words[0][0].lower(), words[-1][-1].lower()) if words else (" ", " ") for words in words_of]
    small = str.lower if language not in RULED else partial(lower, language=language)
    opens = np.array([small(c[:1])[:1] != first for c, (first, _) in zip(chunks, edges, strict=True)], bool)
    closes = np.array(
        [small(c[-1:])[-1:] != last or has_ending(c, language) for c, (_, last) in zip(chunks, edges, strict=True)],
        bool,
    )

    counts = size[at]
    total = np.concatenate([[0], np.cumsum(counts)])
    inside = np.arange(total[-1]) - np.repeat(total[:-1], counts)
    broken = np.ones(len(at), dtype=bool)
    broken[1:] = closes[at[:-1]] | opens[at[1:]]
    broken[starts[:-1][np.diff(starts) > 0]] = True
    place = np.repeat(begin[:-1][at], counts) + inside
    joined = ~np.repeat(broken, counts) & (inside == 0)
    if language in CUTTING:
        joined |= _touch(chunks, language)[place]
    return EncodedTexts(vocabulary, flat[place], total[starts], joined)


def _number_words(words_of: Sequence[Sequence[str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the sorted words of all chunks, their numbers chunk by chunk, and where each chunk begins among these."""
    vocabulary = sorted({word for words in words_of for word in words})
    position = {word: i for i, word in enumerate(vocabulary)}
    flat = np.array([position[word] for words in words_of for word in words], dtype=np.int32)
    return np.array(vocabulary, dtype=object), flat, np.cumsum([0, *map(len, words_of)])


def _touch(chunks: list[str], language: str) -> np.ndarray:
    """Tell of each word of all chunks whether it touches the one before it in its chunk."""
    runs = (run for chunk in chunks for run in split_runs(chunk, language))
    return np.array([i > 0 for run in runs for i in range(len(run))], dtype=bool)


def encode_shard(shard: Shard) -> EncodedTexts:
    """Encode the n titles, then the n texts, of a shard's articles.

    The last shards are held for the next count. A shard of which a quarter of the articles are counted is encoded whole
    and kept beside its file, for the next notebook.
    """
    state, rows = shard.path.stat(), shard.rows.astype(np.int64).tobytes()
    return _encode_rows(str(shard.path), rows, shard.language, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=_SHARDS_KEPT)
def _encode_rows(path: str, rows: bytes, language: str, state: tuple[int, int]) -> EncodedTexts:
    chosen = np.frombuffer(rows, dtype=np.int64)

    def read(rows: np.ndarray | slice) -> EncodedTexts:
        table = pd.read_parquet(path, columns=["title", "text"]).iloc[rows]
        return encode([*table["title"], *table["text"]], language)

    n = pq.read_metadata(path).num_rows
    if len(chosen) < _MANY * n:
        return read(chosen)
    file = Path(path).with_name(f"{Path(path).stem}-{language}.words")
    whole = keep_beside(file, f"{language} {state}", lambda: read(slice(None)))
    return whole if np.array_equal(chosen, np.arange(n)) else whole.take(np.concatenate([chosen, n + chosen]))


def whole_texts(titles: Iterable[str], texts: Iterable[str], language: str = "") -> list[str]:
    """Join titles to their texts, each read by itself: a headline in capitals protects no name, its text does."""
    pairs = zip(titles, texts, strict=True)
    return [f"{lower_if_all_caps(title, language)}\n{lower_if_all_caps(text, language)}" for title, text in pairs]


def count_articles(texts: Sequence[str], language: str = "") -> tuple[sparse.csr_matrix, np.ndarray]:
    """Count the words of texts, as ``CountVectorizer(analyzer=tokens).fit_transform`` does.

    Returns
    -------
    counts : csr_matrix of int64, (n_texts, n_terms)
        Uses of each term.
    terms : ndarray of str, (n_terms,)
        Sorted.
    """
    _, words_of, at, starts = split_chunks(texts, language)
    terms, flat, begin = _number_words(words_of)
    chunks_of_texts, words_of_chunks = (
        sparse.csr_matrix((np.ones(len(ids), dtype=np.int64), ids, borders), shape=(len(borders) - 1, n))
        for ids, borders, n in ((at, starts, len(words_of)), (flat, begin, len(terms)))
    )
    # There and back, the columns are sorted.
    return (chunks_of_texts @ words_of_chunks).tocsc().tocsr(), terms
