"""The edges of chains, on disk: which texts may be in one group, joined from the nearest down.

An edge is between two texts that lead, each with those that follow it, when all pairs across that were to be compared
share enough. Groups are joined only when all their texts have an edge, so what is no edge needs no look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.chains import Chains
from analysis.corpus.duplicates.numbered_texts import pair_ends, pair_keys
from analysis.corpus.duplicates.sorted_runs import (
    ROWS_AT_A_TIME,
    Run,
    blocks_of,
    key_ranges,
    read_range,
    save,
    starts_of,
    write_run,
)
from analysis.engine import Engine

# Edges joined at a time, as sets.
MAX_EDGES = 100_000
# Of a chain with more edges, so many of them, but at least so many links, are tried before edges are counted anew:
# the number of turns does not grow with the chain.
_TURNS, MIN_LINKS = 8, 100_000
_NO_LINK = -1.0
_LINK = ("key", "share", "of_longer", "few", "many")
_COLUMNS = ("key", "counted", *_LINK[1:])


class Edges:
    """Pairs of leaders on disk (``key``: `pair_keys`), and what those that follow them count for.

    Beside each, ``counted`` (what the pairs across add up to) and the pair of duplicates across that shares most:
    ``share`` (-1 for none), ``of_longer``, ``few``, ``many``.
    """

    def __init__(self, folder: Path, chains: Chains, leader: np.ndarray) -> None:
        self.folder, self.chains, self.leader = folder, chains, leader
        self.size = np.bincount(leader, minlength=len(leader))
        self.followers = self.size - (leader == np.arange(len(leader)))
        self.runs: list[Run] = []

    def add(
        self,
        few: np.ndarray,
        many: np.ndarray,
        share: np.ndarray,
        of_longer: np.ndarray,
        same_text: float,
        enough: float,
    ) -> None:
        """Add pairs of texts that were compared, by their places in chains."""
        one, other = self.leader[few], self.leader[many]
        follow = (one != few) & (other != many)
        # Two followers need not be compared; where they were and share too little, the sum falls short.
        counted = (share >= enough).astype(np.int64) - follow
        across = (one != other) & ((counted != 0) | (share >= same_text))
        key = pair_keys(np.minimum(one, other), np.maximum(one, other))
        share = np.where(share >= same_text, share, _NO_LINK)
        columns = (key, counted, share, of_longer, few.astype(np.uint32), many.astype(np.uint32))
        self.write(*(column[across] for column in columns))

    def write(self, *columns: np.ndarray) -> None:
        """Write edges, those of one key as one."""
        if len(columns[0]):
            self.runs.append(
                write_run(self.folder / f"edges-{len(self.runs)}", **dict(zip(_COLUMNS, _merge(*columns), strict=True)))
            )


def _merge(
    key: np.ndarray,
    counted: np.ndarray,
    share: np.ndarray,
    of_longer: np.ndarray,
    few: np.ndarray,
    many: np.ndarray,
) -> list[np.ndarray]:
    """Add up the edges of each key; the pair that shares most stays, of equal ones the first."""
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
    runs = _keep_whole(edges.runs, np.array([edges.size, edges.followers]), edges.folder / "whole", engine)
    first, n = edges.chains.first, np.zeros(len(edges.chains.first) - 1, np.int64)
    for run in runs:
        n += np.bincount(edges.chains.chain[pair_ends(np.asarray(run.column("key")))[0]], minlength=len(n))
    group = np.arange(len(edges.leader))
    blocks = [(block, int(n[block].sum())) for block in blocks_of(n, MAX_EDGES)]
    bounds = [(int(first[block.start]) << 32, int(first[block.stop]) << 32) for block, _ in blocks]
    short = [bound for bound, (_, total) in zip(bounds, blocks, strict=True) if 0 < total <= 2 * MAX_EDGES]
    for nodes, joined in engine.map(partial(_join_range, runs=runs), short):
        group[nodes] = joined
    for i, (_, total) in enumerate(blocks):
        if total > 2 * MAX_EDGES:
            _join_long(bounds[i], total, runs, group, edges.folder / f"long-{i}", engine)
    return group


def _keep_whole(runs: list[Run], counts: np.ndarray, path: Path, engine: Engine) -> list[Run]:
    save(path.with_suffix(".npy"), counts)
    return engine.map(partial(_add_up, runs=runs, path=path), key_ranges(runs))


def _add_up(bounds: tuple[int, int], runs: list[Run], path: Path) -> Run:
    """Add up the edges of a range; keep those across which nothing is missing."""
    columns = _merge(*read_range(runs, bounds, *_COLUMNS))
    size, followers = np.load(path.with_suffix(".npy"), mmap_mode="r")
    one, other = pair_ends(columns[0])
    kept = columns[1] == size[one] * size[other] - followers[one] * followers[other]
    run = dict(zip(_COLUMNS, (column[kept] for column in columns), strict=True))
    return write_run(path.with_name(f"{path.name}-{bounds[0]}"), **run)


def _join_range(bounds: tuple[int, int], runs: list[Run]) -> tuple[np.ndarray, np.ndarray]:
    key, _, *link = read_range(runs, bounds, *_COLUMNS)
    return _join(key, _in_order(key, *link))


def _in_order(
    key: np.ndarray, share: np.ndarray, of_longer: np.ndarray, few: np.ndarray, many: np.ndarray
) -> np.ndarray:
    """Put the edges along which groups are joined in their order."""
    order = _order(share, of_longer, few, many)
    ordered: np.ndarray = key[order[share[order] > _NO_LINK]]
    return ordered


def _order(share: np.ndarray, of_longer: np.ndarray, few: np.ndarray, many: np.ndarray) -> np.ndarray:
    order: np.ndarray = np.lexsort((many, few, -of_longer, -share))
    return order


def _join(edges: np.ndarray, links: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join groups along links, in their order, if all their texts have an edge; give texts and their groups."""
    # Those that have an edge with all texts of a group.
    beside: dict[int, set[int]] = {}
    for one, other in zip(*(end.tolist() for end in pair_ends(edges)), strict=True):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    members = {node: {node} for node in beside}
    group_of = {node: node for node in beside}
    for one, other in zip(*(end.tolist() for end in pair_ends(links)), strict=True):
        one, other = group_of[one], group_of[other]
        if len(members[one]) < len(members[other]):
            one, other = other, one
        if one == other or not members[other] <= beside[one]:
            continue
        beside[one] &= beside.pop(other)
        joined = members.pop(other)
        members[one] |= joined
        group_of |= dict.fromkeys(joined, one)
    return np.fromiter(group_of.keys(), np.int64), np.fromiter(group_of.values(), np.int64)


def _join_long(
    bounds: tuple[int, int], n_edges: int, runs: list[Run], group: np.ndarray, path: Path, engine: Engine
) -> None:
    """Join the groups of chains of too many edges: along the strongest links, then along those left between groups."""
    n_links = max(n_edges // _TURNS, MIN_LINKS)
    turn = 0
    # None are left once all links were tried.
    while runs:
        links = _strongest(runs, bounds, n_links)
        if not len(links):
            return
        joined = _join_parts(links, runs, bounds, len(group))
        n = np.bincount(group, minlength=len(group))
        group[:] = joined[group]
        left: list[Run] = []
        for columns in _some(runs, bounds, *_LINK):
            one, other = pair_ends(columns[0])
            counted = n[one] * n[other]
            one, other = joined[one], joined[other]
            across = one != other
            key = pair_keys(np.minimum(one, other), np.maximum(one, other))
            merged = _merge(*(column[across] for column in (key, counted, *columns[1:])))
            at = path.with_name(f"{path.name}-{turn}-left-{len(left)}")
            left.append(write_run(at, **dict(zip(_COLUMNS, merged, strict=True))))
        n = np.bincount(group, minlength=len(group))
        runs = _keep_whole(left, np.array([n, np.zeros_like(n)]), path.with_name(f"{path.name}-{turn}"), engine)
        turn += 1


def _strongest(runs: list[Run], bounds: tuple[int, int], n: int) -> np.ndarray:
    """Give so many links of a range, or all, in their order."""
    found = read_range(runs, (0, 0), *_LINK)
    least = _NO_LINK
    for columns in _some(runs, bounds, *_LINK):
        linked = (columns[1] > _NO_LINK) & (columns[1] >= least)
        found = [np.append(old, column[linked]) for old, column in zip(found, columns, strict=True)]
        if len(found[0]) > 2 * n:
            first = _order(*found[1:])[:n]
            found = [column[first] for column in found]
            least = found[1][-1]
    strongest: np.ndarray = found[0][_order(*found[1:])[:n]]
    return strongest


def _join_parts(links: np.ndarray, runs: list[Run], bounds: tuple[int, int], n_nodes: int) -> np.ndarray:
    """Join groups along links, as many as connect parts of not too many edges, part by part; give the group of each."""
    # Articles that are prepared already need it not.
    from scipy.sparse.csgraph import connected_components

    n_edges = np.array([ROWS_AT_A_TIME + 1])
    while n_edges.max() > 2 * MAX_EDGES or n_edges.sum() > ROWS_AT_A_TIME:
        graph = sparse.csr_matrix((np.ones(len(links), bool), pair_ends(links)), shape=(n_nodes, n_nodes))
        part = connected_components(graph, directed=False)[1]
        n_edges = np.zeros(n_nodes, np.int64)
        for (key,) in _some(runs, bounds, "key"):
            one, other = (part[end] for end in pair_ends(key))
            n_edges += np.bincount(one[one == other], minlength=n_nodes)
        links, used = links[: len(links) // 2], links
    inside = []
    for (key,) in _some(runs, bounds, "key"):
        one, other = (part[end] for end in pair_ends(key))
        inside.append(key[one == other])
    sides = []
    for keys in (np.concatenate(inside), used):
        of = part[pair_ends(keys)[0]]
        order = np.argsort(of, kind="stable")
        sides.append((keys[order], of[order]))
    joined = np.arange(n_nodes)
    for block in blocks_of(n_edges, MAX_EDGES):
        edges, strong = (keys[slice(*np.searchsorted(of, (block.start, block.stop)))] for keys, of in sides)
        nodes, into = _join(edges, strong)
        joined[nodes] = into
    return joined


def _some(runs: list[Run], bounds: tuple[int, int], *names: str) -> Iterator[list[np.ndarray]]:
    """Read some columns of the edges of a range, some rows at a time."""
    for run in runs:
        first, last = np.searchsorted(run.column("key"), np.array(bounds, np.uint64)).tolist()
        for start in range(first, last, ROWS_AT_A_TIME // 4):
            rows = slice(start, min(start + ROWS_AT_A_TIME // 4, last))
            yield [np.array(run.column(name)[rows]) for name in names]
