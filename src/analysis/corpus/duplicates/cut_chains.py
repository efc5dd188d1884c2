"""Chains of duplicates, cut into groups in which any two texts share enough.

Duplicates of duplicates make chains: of ten updates the last may share nothing with the first, and a weekly round-up
holds five stories that share nothing. Groups are joined from the pair that shares most down, and only when every pair
across shares enough (complete linkage: Sørensen 1948). Pairs are in one order, whatever the order of the articles.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

# Any two texts of a group share this part of what two duplicates share: with 60 %, 30 %.
SHARED_IN_GROUP = 0.5
# All pairs of a chain are compared up to this many texts. In a longer one, texts that are hardly edited follow one of
# them, their leader, and groups of leaders are joined: ten thousand copies of one report have a few leaders.
MAX_COMPARED = 250
# Two texts are hardly edited versions of each other when they share this much of the longer one: then two followers
# of a leader share 60 %.
HARDLY_EDITED = 0.8


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
        One row per text that has a duplicate: ``text, chain`` and ``leader`` (a text; most lead themselves), by text.
    """
    linked = pairs[pairs["share"] >= same_text]
    texts = np.unique(linked[["few", "many"]].to_numpy())
    few, many = (np.searchsorted(texts, linked[side].to_numpy()) for side in ("few", "many"))
    links = sparse.csr_matrix((np.ones(len(linked), bool), (few, many)), shape=(len(texts), len(texts)))
    chain = connected_components(links, directed=False)[1]
    long = (np.bincount(chain) > MAX_COMPARED)[chain] if len(texts) else np.zeros(0, bool)
    leader = texts.copy()
    leader[long] = _choose_leaders(texts[long], linked[long[few] & (linked["of_longer"] >= HARDLY_EDITED).to_numpy()])
    return pd.DataFrame({"text": texts, "chain": chain, "leader": leader})


def uncompared_pairs(chains: pd.DataFrame, pairs: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """List the pairs inside chains that are not among ``pairs``: ``few, many``.

    Where even the leaders are too many, none: then two texts that were not compared count as sharing nothing.
    """
    leaders = chains.loc[chains["text"] == chains["leader"], ["text", "chain"]]
    leaders = leaders.assign(size=sizes.reindex(leaders["text"]).to_numpy()).sort_values(["size", "text"])
    n = leaders.groupby("chain")["text"].transform("size")
    found = [pd.DataFrame({"few": [], "many": []}, dtype=np.uint64)]
    for _, texts in leaders[(n > 2) & (n <= MAX_COMPARED)].groupby("chain")["text"]:
        few, many = np.triu_indices(len(texts), 1)
        found.append(pd.DataFrame({"few": texts.to_numpy()[few], "many": texts.to_numpy()[many]}))
    every = pd.concat(found, ignore_index=True).merge(pairs[["few", "many"]], how="left", indicator="known")
    return every.loc[every["known"] == "left_only", ["few", "many"]].reset_index(drop=True)


def cut_chains(chains: pd.DataFrame, pairs: pd.DataFrame, same_text: float) -> pd.DataFrame:
    """Cut chains into groups in which any two leaders share half as much as duplicates do.

    Returns
    -------
    DataFrame
        One row per text that has a duplicate: ``text, group`` (the smallest hash of a text in the group) and
        ``least_shared`` (the least containment of the text and another one of its group it was compared with: any
        other, but in chains of more than `MAX_COMPARED`), by text.
    """
    of_text = chains.set_index("text")
    inside = pairs[pairs["few"].isin(of_text.index) & pairs["many"].isin(of_text.index)]
    inside = inside.sort_values(["share", "of_longer", "few", "many"], ascending=[False, False, True, True])
    led = [of_text["leader"].reindex(inside[side]).to_numpy() for side in ("few", "many")]
    leading = (inside[["few", "many"]].to_numpy() == np.column_stack(led)).all(axis=1)
    close = leading & (inside["share"] >= SHARED_IN_GROUP * same_text).to_numpy()
    linked = (inside["share"] >= same_text).to_numpy()
    group_of = _join_closest(*(np.column_stack(led)[rows].tolist() for rows in (linked, close)))
    table = chains.assign(group=chains["leader"].map(lambda leader: group_of.get(leader, leader)))[["text", "group"]]
    table["group"] = table.groupby("group")["text"].transform("min")
    table = table[table["group"].duplicated(keep=False)].reset_index(drop=True)
    group = table.set_index("text")["group"]
    few, many = (group.reindex(inside[side]).to_numpy() for side in ("few", "many"))
    kept = inside[few == many]
    least = pd.concat([kept.set_index(side)["share"] for side in ("few", "many")]).groupby(level=0).min()
    return table.assign(least_shared=least.reindex(table["text"]).to_numpy())


def _choose_leaders(texts: np.ndarray, edited: pd.DataFrame) -> list[int]:
    """Let each text follow the one it shares most with among those that have more versions than itself, or lead."""
    versions: dict[int, dict[int, float]] = {text: {} for text in texts.tolist()}
    for few, many, shared in zip(*(edited[name].tolist() for name in ("few", "many", "of_longer")), strict=True):
        versions[few][many] = versions[many][few] = shared
    leader: dict[int, int] = {}
    for text in sorted(versions, key=lambda one: (-len(versions[one]), one)):
        near = [(-shared, other) for other, shared in versions[text].items() if leader.get(other) == other]
        leader[text] = min(near)[1] if near else text
    return [leader[text] for text in texts.tolist()]


def _join_closest(linked: list[list[int]], close: list[list[int]]) -> dict[int, int]:
    """Join groups along ``linked``, in its order, when all pairs across are ``close``; give the group of each text."""
    # How many close pairs each group has with each other one.
    across: dict[int, dict[int, int]] = {}
    for one, other in close:
        across.setdefault(one, {})[other] = across.setdefault(other, {})[one] = 1
    members = {text: [text] for text in across}
    group_of = {text: text for text in across}
    for pair in linked:
        one, other = (group_of.get(text, text) for text in pair)
        if one == other or across.get(one, {}).get(other, 0) < len(members[one]) * len(members[other]):
            continue
        if len(across[one]) < len(across[other]):
            one, other = other, one
        for third, n in across.pop(other).items():
            del across[third][other]
            if third != one:
                across[one][third] = across[third][one] = across[one].get(third, 0) + n
        for text in members[other]:
            group_of[text] = one
        members[one] += members.pop(other)
    return group_of
