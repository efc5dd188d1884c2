"""What a page claims of a corpus, by kind: how many clear and how many likely claims, by the product's own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from calibration_material import Material
from calibration_splits import REPRINTS, SPLITS, Split, deal, deal_along, split
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.sources.comparison import judge_differences
from analysis.sources.name_differences import compare_shares
from analysis.sources.source_distances import distances
from analysis.statistics.score_test import ScoreTest, Texts, score_texts
from analysis.terms import headline_terms, term_changes
from analysis.topics import shares_by_period, shares_by_source, topic_differences, topic_wording
from analysis.vocabulary import CLEAR, LIKELY

# Terms whose changes are looked for together: as many as the page follows.
FOLLOWED_TERMS = 250
MONTHS = 12
Claims = tuple[int, int]


def count_tiers(tier: Iterable[str]) -> Claims:
    """Count clear and likely claims."""
    tiers = list(tier)
    return tiers.count(CLEAR), tiers.count(LIKELY)


def tiers_of(test: ScoreTest) -> np.ndarray:
    """Name the tier of each source and term, of which none is a house mark."""
    none = pd.DataFrame({"source": [], "term": []}, dtype=np.int64)
    return judge_differences(test, none)[0]


def test_terms(texts: Texts) -> np.ndarray:
    """Test each term of each source within strata of length; tiers, (n_sources, n_terms)."""
    return tiers_of(score_texts(texts))


def words_of_sources(material: Material, seed: int) -> Claims:
    """Tell which terms set a source apart."""
    return count_tiers(test_terms(material.texts).ravel())


def headline_words(material: Material, seed: int) -> Claims:
    """Tell which words headlines use more, or less, than their texts make expected."""
    return count_tiers(headline_terms(material.corpus, material.counts, top_n=len(material.terms))["tier"])


def names(material: Material, seed: int) -> Claims:
    """Tell which source prefers which variant of three families."""
    return count_tiers(compare_shares(material.corpus, material.mentions, seed)["tier"])


def names_of_one_family(material: Material, seed: int) -> Claims:
    """Tell which source prefers which variant of the first family."""
    family, variants = next(iter(material.corpus.name_families.items()))
    corpus = replace(material.corpus, name_families={family: variants})
    mentions = material.mentions[material.mentions["family"] == 0]
    return count_tiers(compare_shares(corpus, mentions, seed)["tier"])


def wording_of_topics(material: Material, seed: int) -> Claims:
    """Tell which words a source uses more than others do within a topic that the product found."""
    return count_tiers(topic_wording(material.corpus, material.topics)["tier"])


def wording_of_labels(material: Material, seed: int) -> Claims:
    """Tell which words a source uses more than others do within a label."""
    known, label = np.unique(material.corpus.articles["label"].to_numpy().astype(str), return_inverse=True)
    themes = replace(
        material.topics.themes,
        numbers=[str(number) for number in range(1, len(known) + 1)],
        parents=[""] * len(known),
        labels=[str(name) for name in known],
        positions=label,
    )
    topics = replace(material.topics, themes=themes, subjects=material.topics.subjects.take([]))
    return count_tiers(topic_wording(material.corpus, topics)["tier"])


def shares_of_topics(material: Material, seed: int) -> Claims:
    """Tell which topics have different shares in the two sources with most articles."""
    pair = material.corpus.source_names[:2]
    return count_tiers(topic_differences(material.corpus, material.topics, pair, seed)["tier"])


def topics_of_sources(material: Material, seed: int) -> Claims:
    """Tell which sources differ from all others in a topic with the time held equal."""
    return count_tiers(shares_by_source(material.corpus, material.topics, seed)["tier"])


def topics_of_periods(material: Material, seed: int) -> Claims:
    """Tell in which periods topics differ from all others with the sources held equal."""
    return count_tiers(shares_by_period(material.corpus, material.topics, seed)["tier"])


def apart(material: Material, seed: int) -> Claims:
    """Tell which two sources are further apart in their words than chance makes them."""
    group, source = material.group, np.concatenate([shard.source for shard in material.corpus.shards])
    article = np.concatenate([shard.article for shard in material.corpus.shards])
    of_article = np.empty_like(source)
    of_article[article] = source
    cells, copies = np.unique(np.column_stack([group, of_article]), axis=0, return_counts=True)
    words = np.flatnonzero([" " not in term for term in material.terms])
    uses = sparse.diags_array(copies, dtype=np.int64) @ material.texts.uses[cells[:, 0]][:, words]
    rows = GroupCounts(*cells.T, sparse.csr_matrix(uses), material.texts.words[cells[:, 0]] * copies)
    return count_tiers(distances(rows, material.corpus.source_names, seed)["tier"])


def changes(material: Material, seed: int) -> Claims:
    """Tell which of the most widespread terms change in time."""
    texts = np.asarray((material.texts.uses > 0).sum(axis=0)).ravel()
    drawn = [str(term) for term in material.terms[np.argsort(-texts, kind="stable")[:FOLLOWED_TERMS]]]
    return int(term_changes(material.corpus, drawn, seed)["changed"].sum()), 0


def deal_sources(material: Material, how: Split | None, rng: np.random.Generator, folder: Path) -> Material:
    """Deal texts to sources."""
    return split(material, how, rng) if how else material


def deal_months(material: Material, how: Split | None, rng: np.random.Generator, folder: Path) -> Material:
    """Deal texts to twelve months."""
    return material.of_periods(deal([1] * MONTHS, material.n_groups, rng))


def deal_times(material: Material, how: Split | None, rng: np.random.Generator, folder: Path) -> Material:
    """Deal texts to months by their topic, and to sources by their month: sources differ only in when they publish."""
    month = deal_along(_topics(material), [1] * MONTHS, rng)
    return _dealt(material, how, deal_along(month, how.weights if how else (1,), rng), month, rng)


def deal_outlets(material: Material, how: Split | None, rng: np.random.Generator, folder: Path) -> Material:
    """Deal texts to sources by their topic, and to months by their source: months differ only in who publishes."""
    source = deal_along(_topics(material), how.weights if how else (1,), rng)
    return _dealt(material, how, source, deal_along(source, [1] * MONTHS, rng), rng)


def _topics(material: Material) -> np.ndarray:
    return material.topics.themes.positions[~pd.Series(material.group).duplicated().to_numpy()]


def _dealt(
    material: Material, how: Split | None, source: np.ndarray, month: np.ndarray, rng: np.random.Generator
) -> Material:
    dealt = material.of_sources(source).of_periods(month)
    reprints = how is not None and how.reprints
    return dealt.reprinted(int(rng.choice(np.flatnonzero(source == 0))), REPRINTS) if reprints else dealt


def deal_titles(material: Material, how: Split | None, rng: np.random.Generator, folder: Path) -> Material:
    """Deal the words of each text to its headline."""
    return material.with_dealt_titles(folder, rng)


@dataclass(frozen=True)
class Kind:
    """A kind of claim.

    Attributes
    ----------
    name : str
    number : int
        Part of the seed.
    claims : callable
        Of material and seed: clear and likely claims.
    splits : tuple of Split or None
        How texts are dealt; None where something else than sources is invented.
    invent : callable
        Of material, split, random numbers and a folder: the corpus in which nothing is to be found.
    """

    name: str
    number: int
    claims: Callable[[Material, int], Claims]
    splits: tuple[Split | None, ...] = SPLITS
    invent: Callable[[Material, Split | None, np.random.Generator, Path], Material] = deal_sources


KINDS = (
    Kind("terms", 1, words_of_sources),
    Kind("headline words", 3, headline_words, (None,), deal_titles),
    Kind("names, 1 family", 4, names_of_one_family),
    Kind("names, 3 families", 5, names),
    Kind("wording of topics", 8, wording_of_topics),
    Kind("wording of labels", 9, wording_of_labels),
    Kind("differences of topics", 10, shares_of_topics),
    Kind("topics, time held equal", 12, topics_of_sources, SPLITS[:-1], deal_times),
    Kind("topics, outlets held equal", 13, topics_of_periods, SPLITS[:-1], deal_outlets),
    Kind("distances", 6, apart),
    Kind("changes in time", 2, changes, (None,), deal_months),
)
