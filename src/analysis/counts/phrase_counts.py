"""Runs of neighbouring words, and phrases counted like words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import Counts, count_shards, find_sorted, sum_cells
from analysis.counts.text_encoding import EncodedTexts, encode_shard
from analysis.counts.word_counts import BODY, FIRST, OTHER, TITLE
from analysis.settings.given_values import as_list
from analysis.text import connecting_words

# All runs of so many articles are held at a time.
ARTICLES_AT_ONCE = 100_000


@dataclass(frozen=True)
class RunCounts:
    """How often runs of words are used, and in how many independent texts (``groups``); all int64.

    A run is the number of a known shorter run and of the word behind it, (n_runs, 2), each pair once, sorted. To a word
    behind connecting words, n words are added for the first of `connecting_words`, 2 n for the second, and so on.
    """

    runs: np.ndarray
    uses: np.ndarray
    groups: np.ndarray

    def __add__(self, other: RunCounts) -> RunCounts:
        """Add two counts over different articles."""
        both = np.vstack([self.runs, other.runs])
        # A run is one number, which sorts faster than a pair.
        base = int(both[:, 1].max(initial=0)) + 1
        code = both[:, 0] * base + both[:, 1]
        order = np.argsort(code, kind="stable")
        first = np.flatnonzero(np.diff(code[order], prepend=-1))
        if not len(first):
            return self
        uses, groups = (
            np.add.reduceat(np.concatenate(pair)[order], first)
            for pair in ((self.uses, other.uses), (self.groups, other.groups))
        )
        return RunCounts(both[order[first]], uses, groups)


def count_runs(
    corpus: Corpus, words: np.ndarray, known: np.ndarray, least: Callable[[np.ndarray], np.ndarray] | None = None
) -> RunCounts:
    """Count the runs that are one word longer than known ones.

    Parameters
    ----------
    words : ndarray of str, (n_words,)
        The words runs are made of, sorted.
    known : ndarray of int64, (n_known, n)
        Runs of n words, as numbers of ``words``.
    least : callable, optional
        Of runs, (n_runs, 2), the number of uses below which nobody asks for them. All runs of many articles do not fit
        into memory: then only those are counted that have their share of it in a part of the articles, as each run that
        has it in all of them does.

    Returns
    -------
    RunCounts
        Of every run of n + 1 words whose first n and whose last n words are known runs (all words are, for n = 1), with
        nothing but white space, or connecting words, between its words; where articles are many, without some of fewer
        uses than ``least``.
    """
    engine, task = corpus.engine, "looking for phrases"
    links = connecting_words(corpus.language)
    n_behind = len(words) * (1 + len(links))
    job = partial(_runs_of_shard, words=words, known=known, links=links)
    parts = _parts(corpus.shards)
    if least is None or len(parts) == 1:
        return count_shards(engine, job, corpus.shards, task)
    likely = np.zeros(0, dtype=np.int64)
    for part in parts:
        found = count_shards(engine, job, part, task)
        share = sum(len(shard.rows) for shard in part) / len(corpus.articles)
        runs = found.runs[found.uses >= share * least(found.runs) * (1 - 1e-9)]
        likely = np.union1d(likely, runs[:, 0] * n_behind + runs[:, 1])
    return count_shards(engine, partial(job, likely=likely), corpus.shards, task)


def _parts(shards: Sequence[Shard]) -> list[list[Shard]]:
    """Cut shards into parts of about `ARTICLES_AT_ONCE` articles."""
    up_to = np.cumsum([len(shard.rows) for shard in shards])
    number = (up_to - 1) // ARTICLES_AT_ONCE
    return [[shards[at] for at in np.flatnonzero(number == part).tolist()] for part in np.unique(number)]


def write_run(run: Iterable[int], words: np.ndarray, language: str) -> str:
    """Write a run of words with what connects them, as `count_terms` takes it.

    Examples
    --------
    >>> write_run([1, 2, 3], np.array(["armada", "janeiro", "rio"]), "pt")
    'janeiro rio de armada'
    """
    links = ("", *connecting_words(language))
    return " ".join(f"{links[word // len(words)]} {words[word % len(words)]}".lstrip() for word in run)


def _runs_of_shard(
    shard: Shard, words: np.ndarray, known: np.ndarray, links: tuple[str, ...], likely: np.ndarray | None = None
) -> RunCounts:
    encoded, size, n_behind = encode_shard(shard), known.shape[1], len(words) * (1 + len(links))
    place, ids, link = _connect(encoded, words, links)
    joined, behind = link >= 0, ids + np.maximum(link, 0) * len(words)
    begins = find_runs(ids, joined, known, behind)
    at = np.flatnonzero(begins[:-1] >= 0)
    at = at[(begins[at + 1] >= 0) & joined[at + 1]]
    run = begins[at] * n_behind + behind[at + size]
    if likely is not None:
        wanted = np.isin(run, likely)
        at, run = at[wanted], run[wanted]
    group = np.concatenate([shard.group, shard.group])[encoded.text_of[place[at]]]
    n_groups = int(shard.group.max(initial=0)) + 1
    # A run in a group is one number, which sorts faster than a pair.
    held, uses = np.unique(run * n_groups + group, return_counts=True)
    code = held // n_groups
    first = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]])[: len(code)])
    runs = np.column_stack([code[first] // n_behind, code[first] % n_behind])
    groups = np.diff(np.append(first, len(code)))
    return RunCounts(runs, np.add.reduceat(uses, first) if len(first) else uses, groups)


def _connect(
    encoded: EncodedTexts, words: np.ndarray, links: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find some words in texts: where they are, their numbers, and what connects each to the one before it.

    0 is nothing but white space, 1 the first of the connecting words, and so on; -1 that they are not connected.
    """
    ids = renumber(encoded, words)
    place = np.flatnonzero(ids >= 0)
    steps = np.diff(place, prepend=-len(ids) - 1)
    link = np.where((steps == 1) & encoded.joined[place], 0, -1)
    small = np.array(sorted({word for words in links for word in words.split(" ")}), dtype=object)
    number_of = renumber(encoded, small)
    for number, connecting in enumerate(links, 1):
        parts = np.searchsorted(small, connecting.split(" "))
        rows = np.flatnonzero((steps == len(parts) + 1) & encoded.joined[place])
        for back, part in enumerate(parts[::-1], 1):
            at = place[rows] - back
            rows = rows[(number_of[at] == part) & encoded.joined[at]]
        link[rows] = number
    return place, ids[place], link


def renumber(encoded: EncodedTexts, words: np.ndarray) -> np.ndarray:
    """Give the words of texts, in the order of reading, their numbers in ``words`` (sorted); -1 for all others."""
    at, known = find_sorted(encoded.words, words)
    number = np.full(len(encoded.words), -1, dtype=np.int64)
    number[at] = known
    return np.asarray(number[encoded.ids])


def find_runs(ids: np.ndarray, joined: np.ndarray, known: np.ndarray, behind: np.ndarray | None = None) -> np.ndarray:
    """Give the number of the known run that begins at each token, or -1.

    ``behind`` are the numbers of tokens as they follow others, where these differ from those as they begin a run.
    """
    behind = ids if behind is None else behind
    base = int(known.max(initial=0)) + 1
    at = np.flatnonzero(np.isin(ids, known[:, 0]))
    # Runs are numbered prefix by prefix: (number of the prefix, next word) -> number of the longer prefix.
    prefix, found = known[:, 0], ids[at]
    for step in range(1, known.shape[1]):
        codes, prefix = np.unique(prefix * base + known[:, step], return_inverse=True)
        at, found = at[at < len(ids) - step], found[at < len(ids) - step]
        following = behind[at + step]
        goes_on = joined[at + step] & (following >= 0) & (following < base)
        at, code = at[goes_on], (found * base + following)[goes_on]
        found = np.minimum(np.searchsorted(codes, code), len(codes) - 1)
        at, found = at[codes[found] == code], found[codes[found] == code]
    number = np.full(int(prefix.max(initial=0)) + 1, -1, dtype=np.int64)
    number[prefix] = np.arange(len(known))
    begins = np.full(len(ids), -1, dtype=np.int64)
    begins[at] = number[found]
    return begins


def count_terms(corpus: Corpus, terms: str | Sequence[str], axes: tuple[str, ...]) -> Counts:
    """Count chosen words and phrases in cells; phrases wherever they occur, inside longer ones too.

    Parameters
    ----------
    terms : str or sequence of str
        Words, or phrases with blanks between their words, as they are counted; at least one.
    axes : tuple of str
        Among ``article, source, period, bucket, group``, as in `analysis.corpus.Shard`, and ``field, duplicate``, as
        in `analysis.counts.WordCounts`.
    """
    job = partial(_terms_of_shard, terms=sorted(set(as_list("terms", terms))), axes=axes)
    return count_shards(corpus.engine, job, corpus.shards, "counting terms")


def _terms_of_shard(shard: Shard, terms: list[str], axes: tuple[str, ...]) -> Counts:
    n, uses = len(shard.rows), count_in_texts(encode_shard(shard), terms)
    of_text = {"field": np.repeat([TITLE, BODY], n), "duplicate": np.tile(np.where(shard.first, FIRST, OTHER), 2)}
    columns = [of_text[axis] if axis in of_text else np.tile(getattr(shard, axis), 2) for axis in axes]
    cells = np.column_stack(columns) if axes else np.zeros((2 * n, 0), np.int64)
    return sum_cells(axes, cells, np.array(terms, dtype=object), uses)


def count_in_texts(encoded: EncodedTexts, terms: Sequence[str]) -> sparse.csr_matrix:
    """Count words and phrases in texts, (n_texts, n_terms) of int64; phrases wherever they occur."""
    words = np.array(sorted({word for term in terms for word in term.split(" ")}), dtype=object)
    position = {word: i for i, word in enumerate(words)}
    ids = renumber(encoded, words)
    shape = (len(encoded.starts) - 1, len(terms))
    total = sparse.csr_matrix(shape, dtype=np.int64)
    for size in sorted({len(term.split(" ")) for term in terms}):
        column = np.array([i for i, term in enumerate(terms) if len(term.split(" ")) == size])
        known = np.array([[position[word] for word in terms[i].split(" ")] for i in column], dtype=np.int64)
        found = find_runs(ids, encoded.joined, known)
        at = np.flatnonzero(found >= 0)
        ones = np.ones(len(at), dtype=np.int64)
        total = total + sparse.csr_matrix((ones, (encoded.text_of[at], column[found[at]])), shape=shape)
    return sparse.csr_matrix(total)
