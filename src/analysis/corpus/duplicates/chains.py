"""Chains: texts that are linked by duplicates of duplicates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.corpus.duplicates.compare_pairs import all_shares
from analysis.corpus.duplicates.numbered_texts import Numbered, pair_keys
from analysis.corpus.duplicates.sorted_runs import ROWS_AT_A_TIME, Run, blocks_of, spread, write_run

# All pairs of a chain are compared up to this many texts. In a longer one, every text is compared with some, a random
# sample (hashes are random), and follows the nearest if so near that a text which shares enough with this leader shares
# something with the follower: ten thousand copies of one report have few leaders. What is unlike the sample is rare,
# and was met when pairs were looked for.
MAX_CHAIN = 250
SAMPLED = 64


@dataclass(frozen=True)
class Chains:
    """The texts that have a duplicate, chain by chain, those of a chain by their hash.

    Others can follow a text that leads: all in a chain of up to `MAX_CHAIN` texts, `SAMPLED` in a longer one.
    """

    text: np.ndarray  # of int, (n_rows,): its number (`Numbered`)
    first: np.ndarray  # of int, (n_chains + 1,): where each chain begins, and where the last one ends
    leads: np.ndarray  # of bool, (n_rows,)
    place: np.ndarray  # of int32, (n_texts,): where each text is here; -1 for one that has no duplicate
    chain: np.ndarray  # of int32, (n_rows,): which chain a text is in


def find_chains(compared: list[Run], texts: Numbered, same_text: float) -> Chains:
    """Find the chains of texts of which any two neighbours have a containment of ``same_text`` or more."""
    size = np.asarray(texts.size)
    label = np.arange(len(size), dtype=np.int32)
    links: list[np.ndarray] = []
    for few, many, share, _ in all_shares(compared, size):
        links.append(np.array([few, many])[:, share >= same_text])
        # Not at each step: it takes the time of all texts.
        if sum(some.shape[1] for some in links) > len(label):
            label, links = _join(label, links), []
    label = _join(label, links) if links else label
    n_texts = np.bincount(label, minlength=len(label))[label]
    text = np.flatnonzero(n_texts > 1)
    text = text[np.lexsort((texts.hash[text], label[text]))]
    place = np.full(len(label), -1, np.int32)
    place[text] = np.arange(len(text))
    chain = (np.unique(label[text], return_inverse=True)[1]).astype(np.int32)
    n = np.bincount(chain)
    at = spread(n)[1]
    return Chains(
        text, np.concatenate([[0], np.cumsum(n)]), (n_texts[text] <= MAX_CHAIN) | (at < SAMPLED), place, chain
    )


def _join(label: np.ndarray, links: list[np.ndarray]) -> np.ndarray:
    # Articles that are prepared already need it not.
    from scipy.sparse.csgraph import connected_components

    ends = label[np.concatenate(links, axis=1)]
    graph = sparse.csr_matrix((np.ones(ends.shape[1], bool), tuple(ends)), shape=(len(label), len(label)))
    joined: np.ndarray = connected_components(graph, directed=False)[1][label]
    return joined


def uncompared_pairs(chains: Chains, texts: Numbered) -> list[Run]:
    """List the pairs of a text and one that leads, of the same chain: ``key`` (`pair_keys`)."""
    n = np.diff(chains.first)[chains.chain]
    # Chains of two have one pair, which was compared.
    leaders = np.flatnonzero(chains.leads & (n > 2))
    runs = []
    for number, block in enumerate(blocks_of(n[leaders], ROWS_AT_A_TIME)):
        some = leaders[block]
        of, at = spread(n[some])
        one, other = some[of], chains.first[chains.chain[some]][of] + at
        once = (one < other) | ((one > other) & ~chains.leads[other])
        ends = chains.text[one[once]], chains.text[other[once]]
        key = pair_keys(np.minimum(*ends), np.maximum(*ends))
        runs.append(write_run(texts.folder / f"chains-{number}", key=np.sort(key)))
    return runs
