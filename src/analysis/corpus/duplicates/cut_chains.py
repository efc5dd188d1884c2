"""Chains of duplicates, cut into groups in which any two texts share enough.

Duplicates of duplicates make chains: of ten updates the last may share nothing with the first, and a weekly round-up
holds five stories that share nothing. Groups are joined from the pair that shares most down, and only when every pair
across shares enough (complete linkage: Sørensen 1948). Pairs are in one order, whatever the order of the articles.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

# Any two texts of a group share this part of what two duplicates share: with 60 %, 30 %.
SHARED_IN_GROUP = 0.5
# All pairs of a chain are compared up to this many texts. In a longer one, every text is compared with some, a random
# sample (hashes are random), and follows the nearest if so near that a text which shares enough with this leader shares
# something with the follower: ten thousand copies of one report have few leaders. What is unlike the sample is rare,
# and was met when pairs were looked for.
MAX_COMPARED = 250
SAMPLED = 64


def find_chains(pairs: pd.DataFrame, same_text: float) -> pd.DataFrame:
    """Find the texts linked by duplicates of duplicates.

    Parameters
    ----------
    pairs : DataFrame
        ``few, many`` (hashes of two texts, that with fewer shingles first), ``share`` (containment) and ``of_longer``
        (share of the shingles of the longer one).
    same_text : float
        Containment from which two texts are duplicates.

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text, chain`` and ``leads`` (whether others can follow it: all in a
        chain of up to `MAX_COMPARED` texts, `SAMPLED` in a longer one), by text.
    """
    linked = pairs[pairs["share"] >= same_text]
    # Articles that are prepared already need it not.
    from scipy.sparse.csgraph import connected_components

    texts = np.unique(linked[["few", "many"]].to_numpy())
    few, many = (np.searchsorted(texts, linked[side].to_numpy()) for side in ("few", "many"))
    links = sparse.csr_matrix((np.ones(len(linked), bool), (few, many)), shape=(len(texts), len(texts)))
    table = pd.DataFrame({"text": texts, "chain": connected_components(links, directed=False)[1]})
    of_chain = table.groupby("chain")["text"]
    return table.assign(leads=(of_chain.transform("size") <= MAX_COMPARED) | (of_chain.cumcount() < SAMPLED))


def uncompared_pairs(chains: pd.DataFrame, pairs: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """List the pairs of a text and one that leads, of the same chain, that are not among ``pairs``: ``few, many``."""
    # Chains of two have one pair.
    longer = chains[chains.groupby("chain")["text"].transform("size") > 2]
    longer = longer.assign(size=sizes.reindex(longer["text"]).to_numpy()).sort_values(["size", "text"])
    found = [pairs.iloc[:0][["few", "many"]]]
    for _, chain in longer.groupby("chain"):
        texts, leads = chain["text"].to_numpy(), chain["leads"].to_numpy()
        one, other = (pair.ravel() for pair in np.meshgrid(np.flatnonzero(leads), np.arange(len(texts))))
        once = (one < other) | ((one > other) & ~leads[other])
        few, many = np.minimum(one, other)[once], np.maximum(one, other)[once]
        found.append(pd.DataFrame({"few": texts[few], "many": texts[many]}))
    every = pd.concat(found, ignore_index=True).merge(pairs[["few", "many"]], how="left", indicator="known")
    return every.loc[every["known"] == "left_only", ["few", "many"]].reset_index(drop=True)


def cut_chains(chains: pd.DataFrame, pairs: pd.DataFrame, same_text: float) -> pd.DataFrame:
    """Cut chains into groups in which any two texts that were compared share half as much as duplicates do.

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text, group`` (the smallest hash of a text in the group) and
        ``least_shared`` (the least containment of the text and another one of its group it was compared with: any
        other, but in chains of more than `MAX_COMPARED`), by text.
    """
    texts = chains["text"].to_numpy()
    inside = pairs[pairs["few"].isin(texts) & pairs["many"].isin(texts)]
    inside = inside.sort_values(["share", "of_longer", "few", "many"], ascending=[False, False, True, True])
    # From here on a text is its place in the table.
    ends = np.searchsorted(texts, inside[["few", "many"]].to_numpy())
    near = inside["of_longer"].to_numpy() >= 1 - SHARED_IN_GROUP * same_text
    leader = _choose_leaders(chains["leads"].to_numpy(), ends[near], inside["of_longer"].to_numpy()[near])
    share = inside["share"].to_numpy()
    follows = leader != np.arange(len(texts))
    close = share >= SHARED_IN_GROUP * same_text
    # Two followers need not be compared; where they were and share too little, the sum falls short of what is needed.
    counted = np.where(follows[ends].all(axis=1), close - 1, close)
    group = _join_closest(leader[ends][share >= same_text], leader[ends], counted, leader)
    within = group[ends[:, 0]] == group[ends[:, 1]]
    least = np.full(len(texts), np.inf)
    np.minimum.at(least, ends[within], share[within, np.newaxis])
    table = pd.DataFrame({"text": texts, "group": texts, "least_shared": least})
    table["group"] = table.groupby(group)["group"].transform("min")
    together: pd.DataFrame = table[np.bincount(group)[group] > 1].reset_index(drop=True)
    return together


def _choose_leaders(leads: np.ndarray, near: np.ndarray, of_longer: np.ndarray) -> np.ndarray:
    """Let each text that does not lead follow the one it shares most with, of those near enough; others stay alone."""
    leader = np.arange(len(leads))
    led, shared = np.concatenate([near, near[:, ::-1]]), np.tile(of_longer, 2)
    possible = ~leads[led[:, 0]] & leads[led[:, 1]]
    led, shared = led[possible], shared[possible]
    # The last one written stays: the nearest, of equally near ones the first.
    led = led[np.lexsort((-led[:, 1], shared))]
    leader[led[:, 0]] = led[:, 1]
    return leader


def _join_closest(linked: np.ndarray, pairs: np.ndarray, counted: np.ndarray, leader: np.ndarray) -> np.ndarray:
    """Join groups along ``linked``, in its order, when the pairs across them add up; give the group of each text.

    Parameters
    ----------
    linked, pairs : ndarray of int, (n_pairs, 2)
        The leaders of the texts of each pair.
    counted : ndarray of int, (n_pairs,)
        What each of ``pairs`` adds: 1 when it shares enough.
    leader : ndarray of int, (n_texts,)
        Each leader starts as one group with those that follow it.
    """
    # What the pairs between each group and each other one add up to.
    across: list[dict[int, int]] = [{} for _ in leader]
    table = pd.DataFrame({"one": pairs.min(axis=1), "other": pairs.max(axis=1), "counted": counted})
    sums = table[table["one"] != table["other"]].groupby(["one", "other"])["counted"].sum()
    for (one, other), n in zip(sums.index, sums.tolist(), strict=True):
        across[one][other] = across[other][one] = n
    size = np.bincount(leader, minlength=len(leader)).tolist()
    followers = (np.bincount(leader, minlength=len(leader)) - (leader == np.arange(len(leader)))).tolist()
    members = [[text] for text in range(len(leader))]
    group_of = np.arange(len(leader))
    for pair in linked:
        one, other = group_of[pair].tolist()
        needed = size[one] * size[other] - followers[one] * followers[other]
        if one == other or across[one].get(other, 0) < needed:
            continue
        if len(across[one]) < len(across[other]):
            one, other = other, one
        for third, n in across[other].items():
            del across[third][other]
            if third != one:
                across[one][third] = across[third][one] = across[one].get(third, 0) + n
        across[other] = {}
        group_of[members[other]] = one
        members[one] += members[other]
        size[one] += size[other]
        followers[one] += followers[other]
    grouped: np.ndarray = group_of[leader]
    return grouped
