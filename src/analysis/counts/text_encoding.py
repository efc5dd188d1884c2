"""Texts to integers: each text an array of word numbers, over one sorted vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Shard
from analysis.text import CUTTING, RULED, lower, lower_if_all_caps, split_chunk, split_chunks, split_runs

# Shards kept encoded, some 50 MB each: those of the 60,000 articles that a laptop holds with ease.
_SHARDS_KEPT = 16


@dataclass(frozen=True)
class WordStream:
    """Texts as word numbers in the order of reading, for what needs neighbours (phrases, windows).

    Attributes
    ----------
    ids : ndarray of int32, (n_tokens,)
        Word numbers of all texts, one text after the other.
    starts : ndarray of int64, (n_texts + 1,)
        Where each text begins in ``ids``.
    joined : ndarray of bool, (n_tokens,)
        Whether only white space, or nothing, separates a word from the one before it: phrases do not reach over
        punctuation, numbers, or the border of a text.
    """

    ids: np.ndarray
    starts: np.ndarray
    joined: np.ndarray

    @property
    def text_of(self) -> np.ndarray:
        """Number of the text of each token, (n_tokens,)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True)
class EncodedTexts:
    """Texts as numbers of chunks (what is between white space), and the words in each distinct chunk.

    Attributes
    ----------
    words : ndarray of str, (n_words,)
        The vocabulary, sorted.
    chunks : list of str
        Distinct chunks.
    words_in : csr_matrix of int64, (n_chunks, n_words)
        How often each word occurs in each chunk: mostly one word, once.
    chunk_ids : ndarray of int32
        Chunk numbers of all texts, one text after the other.
    starts : ndarray of int64, (n_texts + 1,)
        Where each text begins in ``chunk_ids``.
    language : str
        Whose words these are.
    """

    words: np.ndarray
    chunks: list[str]
    words_in: sparse.csr_matrix
    chunk_ids: np.ndarray
    starts: np.ndarray
    language: str

    def counts(self) -> sparse.csr_matrix:
        """Count words: (n_texts, n_words) int64, sorted column numbers."""
        shape = (len(self.starts) - 1, len(self.chunks))
        # 32 bits here are a third faster, and no text holds 2**31 words.
        ones = np.ones(len(self.chunk_ids), dtype=np.int32)
        matrix = sparse.csr_matrix(sparse.csr_matrix((ones, self.chunk_ids, self.starts), shape=shape) @ self.words_in)
        matrix.sort_indices()
        return matrix.astype(np.int64)

    def article_counts(self) -> sparse.csr_matrix:
        """Count words where the texts are n titles, then n texts: both together, (n, n_words)."""
        matrix = self.counts()
        n = matrix.shape[0] // 2
        return sparse.csr_matrix(matrix[:n] + matrix[n:])

    @cached_property
    def stream(self) -> WordStream:
        """Lay the words out in the order of reading."""
        words_of = [split_chunk(chunk, self.language) for chunk in self.chunks]
        position = {word: i for i, word in enumerate(self.words)}
        flat = np.array([position[word] for words in words_of for word in words], dtype=np.int32)
        size = np.array([len(words) for words in words_of], dtype=np.int64)
        begin = np.cumsum(size) - size
        # A chunk touches its neighbour when its word reaches to the edge: no punctuation and no number is there.
        edges = [(words[0][0].lower(), words[-1][-1].lower()) if words else (" ", " ") for words in words_of]
        small = str.lower if self.language not in RULED else partial(lower, language=self.language)
        opens = np.array([small(c[:1])[:1] != first for c, (first, _) in zip(self.chunks, edges, strict=True)], bool)
        closes = np.array([small(c[-1:])[-1:] != last for c, (_, last) in zip(self.chunks, edges, strict=True)], bool)

        at = self.chunk_ids
        counts = size[at]
        total = np.concatenate([[0], np.cumsum(counts)])
        inside = np.arange(total[-1]) - np.repeat(total[:-1], counts)
        broken = np.ones(len(at), dtype=bool)
        broken[1:] = closes[at[:-1]] | opens[at[1:]]
        broken[self.starts[:-1][np.diff(self.starts) > 0]] = True
        place = np.repeat(begin[at], counts) + inside
        joined = ~np.repeat(broken, counts) & (inside == 0)
        if self.language in CUTTING:
            joined |= self._touch()[place]
        return WordStream(flat[place], total[self.starts], joined)

    def _touch(self) -> np.ndarray:
        """Tell of each word of all chunks whether it touches the one before it in its chunk."""
        runs = (run for chunk in self.chunks for run in split_runs(chunk, self.language))
        return np.array([i > 0 for run in runs for i in range(len(run))], dtype=bool)


def encode(texts: Sequence[str], language: str = "") -> EncodedTexts:
    """Turn texts into numbers of words: the words that `analysis.text.tokens` gives, several times faster.

    Arrow cuts the texts at white space and numbers the chunks; each distinct chunk is cut into words once (there are
    some forty times fewer chunks than tokens). White space that Arrow does not know stays inside a chunk, where it
    separates words all the same.
    """
    chunks, words_of, ids, starts = split_chunks(texts, language)
    vocabulary = sorted({word for words in words_of for word in words})
    position = {word: i for i, word in enumerate(vocabulary)}
    rows = np.repeat(np.arange(len(chunks), dtype=np.int32), [len(words) for words in words_of])
    columns = np.array([position[word] for words in words_of for word in words], dtype=np.int32)
    ones = np.ones(len(columns), np.int32)
    return EncodedTexts(
        words=np.array(vocabulary, dtype=object),
        chunks=chunks,
        words_in=sparse.csr_matrix((ones, (rows, columns)), shape=(len(chunks), len(vocabulary))),
        chunk_ids=ids,
        starts=starts,
        language=language,
    )


def encode_shard(shard: Shard) -> EncodedTexts:
    """Encode the n titles, then the n texts, of a shard's articles; the last shards are kept, for the next count."""
    state, rows = shard.path.stat(), shard.rows.astype(np.int64).tobytes()
    return _encode_rows(str(shard.path), rows, shard.language, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=_SHARDS_KEPT)
def _encode_rows(path: str, rows: bytes, language: str, _state: tuple[int, int]) -> EncodedTexts:
    table = pd.read_parquet(path, columns=["title", "text"]).iloc[np.frombuffer(rows, dtype=np.int64)]
    return encode([*table["title"], *table["text"]], language)


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
    encoded = encode(texts, language)
    return encoded.counts(), encoded.words
