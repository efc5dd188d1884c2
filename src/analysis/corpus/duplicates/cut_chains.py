"""Chains of duplicates, cut into groups in which any two texts share enough.

Duplicates of duplicates make chains: of ten updates the last may share nothing with the first, and a weekly round-up
holds five stories that share nothing. Groups are joined from the pair that shares most down, and only when every pair
across shares enough (complete linkage: Sørensen 1948). Pairs are in one order, whatever the order of the articles.
They are read from disk; a chain has one row for each text, and is cut by its edges alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus.duplicates.chain_edges import Edges, join_edges
from analysis.corpus.duplicates.chains import Chains
from analysis.corpus.duplicates.compare_pairs import all_shares
from analysis.corpus.duplicates.numbered_texts import Numbered
from analysis.corpus.duplicates.sorted_runs import Run
from analysis.engine import Engine

# Any two texts of a group share this part of what two duplicates share: with 60 %, 30 %.
SHARED_IN_GROUP = 0.5


def cut_chains(chains: Chains, compared: list[Run], texts: Numbered, same_text: float, engine: Engine) -> pd.DataFrame:
    """Cut chains into groups in which any two texts that were compared share half as much as duplicates do.

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text, group`` (the smallest hash of a text in the group) and
        ``least_shared`` (the least containment of the text and another one of its group it was compared with: any
        other, but in chains of more than `MAX_CHAIN`), by text.
    """
    size = np.asarray(texts.size)
    leader = _choose_leaders(chains, compared, size, 1 - SHARED_IN_GROUP * same_text)
    edges = Edges(texts.folder, chains, leader, same_text, SHARED_IN_GROUP * same_text)
    for pairs in _inside(chains, compared, size):
        edges.add(*pairs)
    group = join_edges(edges, engine)[leader]
    least = np.full(len(group), np.inf)
    for few, many, share, _ in _inside(chains, compared, size):
        within = group[few] == group[many]
        for ends in (few, many):
            np.minimum.at(least, ends[within], share[within])
    text = texts.hash[chains.text]
    # Those of a chain are by hash: the first one of a group has the smallest.
    smallest = np.full(len(group), len(group))
    np.minimum.at(smallest, group, np.arange(len(group)))
    table = pd.DataFrame({"text": text, "group": text[smallest[group]], "least_shared": least})
    together = np.bincount(group, minlength=len(group))[group] > 1
    found: pd.DataFrame = table[together].sort_values("text", ignore_index=True)
    return found


def _inside(
    chains: Chains, compared: list[Run], size: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Read the compared pairs within chains, by the places of their texts there, some at a time."""
    for few, many, share, of_longer in all_shares(compared, size):
        one, other = chains.place[few], chains.place[many]
        both = np.flatnonzero((one >= 0) & (other >= 0))
        both = both[chains.chain[one[both]] == chains.chain[other[both]]]
        yield one[both], other[both], share[both], of_longer[both]


def _choose_leaders(chains: Chains, compared: list[Run], size: np.ndarray, near: float) -> np.ndarray:
    """Let each text that does not lead follow the one it shares most with, of those near enough; others stay alone."""
    leader = np.arange(len(chains.leads))
    nearest = np.zeros(len(leader))
    if chains.leads.all():
        return leader
    for few, many, _, of_longer in _inside(chains, compared, size):
        for text, led in ((few, many), (many, few)):
            possible = ~chains.leads[text] & chains.leads[led] & (of_longer >= near)
            text, led, shared = text[possible], led[possible], of_longer[possible]
            # The first one of each text shares most, and of those that share as much has the smallest hash.
            order = np.lexsort((led, -shared, text))
            text, led, shared = text[order], led[order], shared[order]
            first = np.append(True, text[1:] != text[:-1])[: len(text)]
            text, led, shared = text[first], led[first], shared[first]
            better = (shared > nearest[text]) | ((shared == nearest[text]) & (led < leader[text]))
            leader[text[better]], nearest[text[better]] = led[better], shared[better]
    return leader
