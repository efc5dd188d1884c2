"""Find the pairs of texts that are worth comparing, in one part of the hashes of all shingles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.numbered_texts import Numbered, pair_keys
from analysis.corpus.duplicates.shingles import mix
from analysis.corpus.duplicates.sorted_runs import (
    ROWS_AT_A_TIME,
    Run,
    blocks_of,
    starts_of,
    write_run,
)

# How many of its smallest hashes a text is looked up by. A duplicate with 60 % of its shingles has 19 of them on
# average, and fewer than a quarter once in 100,000 cases.
SAMPLE = 32
# Of the texts that share a run of words, only so many look for the others, the shortest first: a stock phrase in n
# texts costs 64 n steps, never n squared. Duplicates have the same shortest texts among them, so they still meet.
MAX_SEEKERS = 64
_TEXT_BITS = np.uint64(33)


@dataclass(frozen=True)
class FoundPairs:
    """What was found in a part.

    Attributes
    ----------
    held : Run
        The shingles that several texts hold, those with the same holders as one: ``key`` (number of a text),
        ``column`` (number of the shingle in this part) and ``weight`` (how many shingles it stands for).
    runs : list of Run
        Pairs (``key``: `pair_keys`) with ``hits``, the shingles that both hold and the first has in its sample.
    """

    held: Run
    runs: list[Run]


def find_pairs(part: tuple[int, int], texts: Numbered) -> FoundPairs:
    """Pair the texts that have a shingle with the shortest of them, if it is in their sample."""
    column, holder, weight = _find_shared(*texts.read_shingles(part))
    path = texts.folder / f"part-{part[0]:020}"
    text = holder >> 1
    order = np.argsort(text, kind="stable")
    held = write_run(
        path.with_name(f"{path.name}-held"),
        key=text[order].astype(np.uint64),
        column=column[order].astype(np.uint32),
        weight=weight[column[order]].astype(np.uint32),
    )
    starts = starts_of(column)
    n_holders = np.diff(np.append(starts, len(column)))
    place = np.arange(len(column)) - np.repeat(starts, n_holders)
    longer = np.repeat(n_holders, n_holders) - place - 1
    seekers = np.flatnonzero((holder & 1).astype(bool) & (place < MAX_SEEKERS) & (longer > 0))
    seekers = seekers[np.argsort(text[seekers], kind="stable")]
    first = starts_of(text[seekers])
    ends = np.append(first, len(seekers))
    steps = np.add.reduceat(longer[seekers], first) if len(first) else first
    holds = sparse.csr_matrix(
        (np.ones(len(column), np.int32), text, np.append(starts, len(column))), (len(starts), len(texts.size))
    )
    runs = []
    for number, block in enumerate(blocks_of(steps, ROWS_AT_A_TIME)):
        some = seekers[ends[block.start] : ends[block.stop]]
        few = text[seekers[first[block]]]
        sampled = (weight[column[some]], column[some], ends[block.start : block.stop + 1] - ends[block.start])
        hits = sparse.csr_matrix(sampled, (len(few), len(starts))) @ holds
        hits.sort_indices()
        few = np.repeat(few, np.diff(hits.indptr))
        later = hits.indices > few
        key = pair_keys(few[later], hits.indices[later])
        runs.append(write_run(path.with_name(f"{path.name}-{number}"), key=key, hits=hits.data[later].astype(np.uint8)))
    return FoundPairs(held, runs)


def _find_shared(shingle: np.ndarray, holder: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keep what several texts hold: rows of shingle and holder in this order, shingles with the same holders once.

    Returns
    -------
    column, holder : ndarray of int, (n_rows,)
        Shingles by a new number, from 0.
    weight : ndarray of int, (n_columns,)
        For how many shingles each stands.
    """
    # Most shingles are in one text only, and most of these are found without sorting: nothing else ends in their bits.
    ending = (shingle & np.uint64(2 ** (len(shingle).bit_length() + 1) - 1)).astype(np.int64)
    some = np.flatnonzero(np.bincount(ending)[ending] > 1)
    some = some[np.argsort(shingle[some])]
    ordered = shingle[some]
    same = ordered[1:] == ordered[:-1]
    shared = np.zeros(len(some), bool)
    shared[1:] = same
    shared[:-1] |= same
    some, ordered = some[shared], ordered[shared]
    starts = starts_of(ordered)
    column = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(ordered))))
    rows = (column.astype(np.uint64) << _TEXT_BITS) | holder[some].astype(np.uint64)
    rows.sort()
    column, holder = (rows >> _TEXT_BITS).astype(np.int64), (rows & (2**_TEXT_BITS - np.uint64(1))).astype(np.int64)
    if not len(column):
        return column, holder, column
    # Not from 0, which would stay 0 whatever it is mixed with.
    holders = np.add.reduceat(mix(holder.astype(np.uint64) + np.uint64(1)), starts)
    _, first, weight = np.unique(holders, return_index=True, return_counts=True)
    number = np.full(len(starts), -1)
    number[np.sort(first)] = np.arange(len(first))
    kept = number[column] >= 0
    return number[column[kept]], holder[kept], weight[np.argsort(first)]
