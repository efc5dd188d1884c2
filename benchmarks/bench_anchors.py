"""Measure anchored topics against labels given by hand.

    python benchmarks/bench_anchors.py ARTICLES.parquet [--themes 12] [--subjects 40] [--words immigration border]

Of articles with a label (several are joined by commas), every label of `SEEDS` is anchored by each of its sets of
words, one at a time. *Texts*: F of the texts that the anchored theme is made of; the other figures are of all articles,
whose main theme it is. *Kept*: themes with over half of all words in common with a theme found without the anchor. The
words were chosen from what the labels mean, before any result.
``--words`` anchors words of one's own in all articles, labelled or not.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import arguments, read_arguments

from analysis.corpus import Corpus, load_corpus
from analysis.counts import count_words
from analysis.topics.model.anchored_topics import anchor_leaves, make_anchors
from analysis.topics.model.topic_fit import FitOptions, describe_topics, group_texts
from analysis.topics.model.topic_levels import Leaves, join_levels
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_model import TopicModel
from analysis.topics.model.topic_sample import Sample, take_sample
from analysis.topics.model.topic_words import count_by_topic, word_overlap

SEEDS = {
    "sport": ["match club players", "sport team coach", "champion championship injury", "football"],
    "tech": ["computer software internet", "technology users online", "technology"],
    "politics": ["election labour minister", "party parliament mps", "politics"],
    "entertainment": ["film music actor", "album movie star", "entertainment"],
    "business": ["company profit shares", "economy bank growth", "business"],
    "acq": ["acquisition merger takeover", "acquire stake", "acquisition"],
    "earn": ["profit loss dividend", "earnings quarter net", "profit"],
    "crude": ["oil crude barrels", "opec petroleum", "oil"],
    "grain": ["grain wheat corn", "grain crop harvest", "grain"],
    "trade": ["trade tariffs exports", "trade imports deficit", "trade"],
    "money-fx": ["dollar currency yen", "currencies exchange intervention", "currency"],
    "interest": ["interest rates rate", "prime rate lending", "interest"],
    "ship": ["ship vessel port", "shipping cargo tanker", "shipping"],
    "sugar": ["sugar"],
    "coffee": ["coffee"],
    "gold": ["gold"],
}


@dataclass(frozen=True)
class Material:
    """Articles, and the topics found without anchors."""

    corpus: Corpus
    sample: Sample
    leaves: Leaves

    def words(self, leaves: Leaves) -> list[np.ndarray]:
        """Find the words of the themes."""
        data = self.sample.for_fitting
        return describe_topics(data, count_by_topic(data.counts, leaves.themes, leaves.n_themes)).words


@dataclass(frozen=True)
class Anchored:
    """An anchored theme: its texts, articles and words; how many themes there are, and were there before."""

    texts: np.ndarray
    articles: np.ndarray
    words: np.ndarray
    themes: int
    kept: int


def prepare(args: argparse.Namespace, folder: Path) -> Material:
    """Load the articles, or those that have a label, and find their topics."""
    table = pd.read_parquet(args.articles)
    kept = table if args.words else table[table["label"].fillna("") != ""]
    kept.to_parquet(folder / "articles.parquet")
    corpus = load_corpus(str(folder / "articles.parquet"), interim=folder / "interim")
    sample = take_sample(corpus, count_words(corpus))
    levels = [group_texts(sample.for_fitting.placed, n, FitOptions()) for n in (args.themes, args.subjects)]
    themes, subjects = (np.unique(group, return_inverse=True)[1] for group in levels)
    return Material(corpus, sample, join_levels(themes, subjects))


def anchor(material: Material, words: list[str]) -> Anchored:
    """Anchor one theme and assign all articles."""
    data, sample = material.sample.for_fitting, material.sample
    anchors = make_anchors({"anchored": words}, sample.terms)
    leaves, names, *_ = anchor_leaves(data.counts, data.points, material.leaves, anchors)
    place = names.index("anchored")
    model = TopicModel(data.space, Centres.of_groups(data.points, leaves.group, len(leaves.theme)), leaves.theme)
    assigned = model.assign(sample.counts, material.corpus.articles["words"].to_numpy())
    shown = material.words(leaves)
    overlap = word_overlap(shown, material.words(material.leaves)).max(axis=1)
    return Anchored(
        texts=leaves.themes == place,
        articles=assigned.themes[:, 0] == place,
        words=sample.terms[shown[place]],
        themes=leaves.n_themes,
        kept=int((np.delete(overlap, place) > 0.5).sum()),
    )


def agreement(found: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Compute precision, recall and F."""
    hit = float((found & truth).sum())
    return hit / max(found.sum(), 1), hit / max(truth.sum(), 1), 2 * hit / max(found.sum() + truth.sum(), 1)


def measure(material: Material, labels: Sequence[str]) -> None:
    """Print a row for each set of words."""
    own = material.corpus.articles["label"].fillna("").str.split(",")
    print(f"{len(own):,} articles, {material.leaves.n_themes} themes without an anchor\n")
    print("| label | words | articles | found | texts | precision | recall | F | themes | kept |")
    print("| --- | --- | " + "---: | " * 8)
    for label in labels:
        truth = own.map(lambda given, label=label: label in given).to_numpy()
        for words in SEEDS[label]:
            found = anchor(material, words.split())
            texts = agreement(found.texts, truth[material.sample.fitted])[2]
            figures = " | ".join(f"{figure:.2f}" for figure in (texts, *agreement(found.articles, truth)))
            print(f"| {label} | {words} | {truth.mean():.1%} | {found.articles.mean():.1%} | {figures}"
                  f" | {found.themes} | {found.kept} |", flush=True)  # fmt: skip


def show_words(material: Material, words: list[str]) -> None:
    """Print what share of the articles an anchored topic takes, and what share uses its words."""
    found, sample = anchor(material, words), material.sample
    uses = np.asarray(sample.counts[:, np.isin(sample.terms, words)].sum(axis=1)).ravel()
    print(f"{found.articles.mean():.1%} of {len(uses):,} articles, made of {found.texts.mean():.1%} of the texts; "
          f"{(uses > 0).mean():.1%} use {', '.join(words)}, {(uses > 1).mean():.1%} twice or more; "
          f"of those found {(uses[found.articles] > 0).mean():.0%} use them. {found.themes} themes, "
          f"{material.leaves.n_themes} without the anchor. Its words: {', '.join(found.words)}.")  # fmt: skip


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--themes", type=int, default=8)
    parser.add_argument("--subjects", type=int, default=20)
    parser.add_argument("--words", nargs="+", default=[])
    args = read_arguments(parser)
    with tempfile.TemporaryDirectory() as folder:
        material = prepare(args, Path(folder))
        if args.words:
            return show_words(material, args.words)
        present = set(material.corpus.articles["label"].fillna("").str.split(",").explode())
        measure(material, [label for label in SEEDS if label in present])


if __name__ == "__main__":
    main()
