"""The edges of chains, on disk: which texts may be in one group, joined from the nearest down.

An edge is between two texts that lead, each with those that follow it, when all pairs across that were to be compared
share enough. Groups are joined only when all their texts have an edge, so what is no edge needs no look.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.chains import Chains
from analysis.corpus.duplicates.numbered_texts import pair_ends, pair_keys
from analysis.corpus.duplicates.sorted_runs import (
    Run,
    blocks_of,
    key_ranges,
    read_array,
    read_range,
    save,
    starts_of,
    write_run,
)
from analysis.engine import Engine

# Edges joined at a time; those of one chain are joined together, with some 60 bytes for each.
MAX_EDGES = 1_000_000
_LINKS = 50_000
_NO_LINK = -1.0
_LINK = ("key", "share", "of_longer", "few", "many")
_COLUMNS = ("key", "counted", *_LINK[1:])


class Edges:
    """Pairs of leaders on disk (``key``: `pair_keys`), and what those that follow them count for.

    Beside each, ``counted`` (what the pairs across add up to) and the pair of duplicates across that shares most:
    ``share`` (-1 for none), ``of_longer``, ``few``, ``many``.
    """

    def __init__(self, folder: Path, chains: Chains, leader: np.ndarray, same_text: float, enough: float) -> None:
        self.folder, self.chains, self.leader = folder, chains, leader
        self.same_text, self.enough = same_text, enough
        self.size = np.bincount(leader, minlength=len(leader))
        self.followers = self.size - (leader == np.arange(len(leader)))
        self.runs: list[Run] = []

    def add(self, few: np.ndarray, many: np.ndarray, share: np.ndarray, of_longer: np.ndarray) -> None:
        """Add pairs of texts that were compared, by their places in chains."""
        one, other = self.leader[few], self.leader[many]
        follow = (one != few) & (other != many)
        # Two followers need not be compared; where they were and share too little, the sum falls short.
        counted = (share >= self.enough).astype(np.int64) - follow
        across = (one != other) & ((counted != 0) | (share >= self.same_text))
        key = pair_keys(np.minimum(one, other), np.maximum(one, other))
        share = np.where(share >= self.same_text, share, _NO_LINK)
        if across.any():
            columns = (key, counted, share, of_longer, few.astype(np.uint32), many.astype(np.uint32))
            merged = _merge([column[across] for column in columns])
            path = self.folder / f"edges-{len(self.runs)}"
            self.runs.append(write_run(path, **dict(zip(_COLUMNS, merged, strict=True))))


def _merge(columns: list[np.ndarray]) -> list[np.ndarray]:
    """Add up the edges (`_COLUMNS`) of each key; the pair that shares most stays, of equal ones the first."""
    key, counted, share, of_longer, few, many = columns
    order = np.argsort(key)
    starts = starts_of(key[order])
    rows = np.diff(np.append(starts, len(key)))
    again = np.repeat(rows > 1, rows)
    some = order[again]
    order[again] = some[np.lexsort((many[some], few[some], -of_longer[some], -share[some], key[some]))]
    total = np.add.reduceat(counted[order], starts)
    first = order[starts]
    return [key[first], total, share[first], of_longer[first], few[first], many[first]]


def join_edges(edges: Edges, engine: Engine) -> np.ndarray:
    """Join groups along links, from the pair that shares most down; give the group of each text that leads."""
    path = edges.folder / "whole"
    save(path.with_suffix(".npy"), np.array([edges.size, edges.followers]))
    runs = engine.map(partial(_add_up, runs=edges.runs, path=path), key_ranges(edges.runs))
    first, n = edges.chains.first, np.zeros(len(edges.chains.first) - 1, np.int64)
    for run in runs:
        n += np.bincount(edges.chains.chain[pair_ends(np.asarray(run.column("key")))[0]], minlength=len(n))
    blocks = [(int(first[block.start]), int(first[block.stop])) for block in blocks_of(n, MAX_EDGES) if n[block].any()]
    group = np.arange(len(edges.leader))
    for (start, stop), joined in zip(blocks, engine.map(partial(join_range, runs=runs), blocks), strict=True):
        group[start:stop] = start + joined
    return group


def _add_up(bounds: tuple[int, int], runs: list[Run], path: Path) -> Run:
    """Add up the edges of a range; keep those across which nothing is missing."""
    columns = _merge(read_range(runs, bounds, *_COLUMNS))
    size, followers = read_array(path.with_suffix(".npy"))
    one, other = pair_ends(columns[0])
    kept = columns[1] == size[one] * size[other] - followers[one] * followers[other]
    run = dict(zip(_COLUMNS, (column[kept] for column in columns), strict=True))
    return write_run(path.with_name(f"{path.name}-{bounds[0]}"), **run)


def join_range(texts: tuple[int, int], runs: list[Run]) -> np.ndarray:
    """Join groups of a range of texts along links, in their order, if all their texts have an edge."""
    start, stop = texts
    n = stop - start
    key, share, *ties = read_range(runs, (start << 32, stop << 32), *_LINK)
    one, other = ((end - start).astype(np.int32) for end in pair_ends(key))
    linked = np.flatnonzero(share > _NO_LINK)
    of_longer, few, many = (column[linked] for column in ties)
    linked = linked[np.lexsort((many, few, -of_longer, -share[linked]))]
    links = np.column_stack([one[linked], other[linked]])
    del key, share, ties, of_longer, few, many, linked
    after = sparse.csr_matrix((np.ones(len(one), bool), (one, other)), shape=(n, n))
    del one, other
    before = after.T.tocsr()
    group = list(range(n))
    members: dict[int, list[int]] = {}
    # Those that have an edge with all texts of a group of several.
    beside: dict[int, set[int]] = {}
    # Numbers of Python take four times the memory: few at a time.
    for a, b in (pair for some in np.array_split(links, len(links) // _LINKS + 1) for pair in some.tolist()):
        a, b = group[a], group[b]
        if len(members.get(a, ())) < len(members.get(b, ())):
            a, b = b, a
        joining = members.get(b, [b])
        if a == b or (a in members and not beside[a].issuperset(joining)):
            continue
        for text in {a, b} - members.keys():
            beside[text] = {
                end for side in (after, before) for end in side.indices[slice(*side.indptr[text : text + 2])].tolist()
            }
        beside[a] &= beside.pop(b)
        members.pop(b, None)
        members.setdefault(a, [a]).extend(joining)
        for text in joining:
            group[text] = a
    return np.array(group)
