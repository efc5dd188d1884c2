"""Measure whether the words and labels of topics hold for their articles.

    python benchmarks/bench_topic_labels.py ARTICLES.parquet [ARTICLES.parquet ...] [--topics]

*Covered*: share of a topic's articles that print a part of its label, mean over topics, and the share of the topics
where it is over 80%; beside it what any of the ten words would cover. *Even*: with the stop list switched off, the
share of its words in at least 2% of the texts that `are_even` finds by how they are used, and the share of other words
that it takes with them. ``--topics`` prints every topic: label, share covered, ten words.
"""

from __future__ import annotations

import numpy as np
from measuring import arguments, given_path

from analysis.corpus import Corpus, load_corpus
from analysis.counts import WordCounts, count_in_articles, count_words
from analysis.text import is_calendar, is_reporting
from analysis.topics.corpus_topics import Level, fit_topics
from analysis.topics.model.topic_labels import label_topics
from analysis.topics.model.topic_model import MIN_WORDS
from analysis.topics.model.topic_vocabulary import are_even

MOST_TERMS = 5_000
ENOUGH, LEAST_SHARE = 0.8, 0.02
COLUMNS = (
    "articles",
    "level",
    "topics",
    "covered",
    "by ten words",
    "over 80%",
    "calendar, reporting",
    "even",
    "others",
)


def main() -> None:
    """Print one line for each level of each table of articles, and the topics if asked."""
    parser = arguments(__doc__, articles=False)
    parser.add_argument("articles", nargs="+", type=given_path)
    parser.add_argument("--topics", action="store_true")
    options = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |")
    print("| --- | --- |" + " ---: |" * (len(COLUMNS) - 2))
    for path in options.articles:
        corpus = load_corpus(path)
        counts = count_words(corpus)
        even = " | ".join(f"{share:.3f}" for share in measure_even(corpus, counts))
        topics = fit_topics(corpus, counts)
        for level in topics.levels:
            print(
                f"| {path.parent.name} | {level.name} | {level.n_topics} | {measure_labels(corpus, level)} | {even} |"
            )
            if options.topics:
                print_topics(corpus, level)


def measure_labels(corpus: Corpus, level: Level) -> str:
    """Give the cells on labels and words of one level."""
    covered, terms = coverage(corpus, level), level.sample.terms
    held = level.sample.counts > 0
    by_words = [
        (held[level.positions == place][:, own].sum(axis=1) > 0).mean() for place, own in enumerate(level.fit.words)
    ]
    words = [str(term) for own in level.fit.words for term in terms[own]]
    wrong = [word for word in words if is_calendar(word, corpus.language) or is_reporting(word, corpus.language)]
    if not words:
        return "- | - | - | -"
    means = f"{np.nanmean(covered):.3f} | {np.nanmean(by_words):.3f} | {np.mean(covered > ENOUGH):.2f}"
    return f"{means} | {len(wrong)} of {len(words)}"


def coverage(corpus: Corpus, level: Level) -> np.ndarray:
    """Give the share of each topic's articles that print a part of its label."""
    terms, counts = level.sample.terms, level.sample.counts
    return label_topics(corpus, terms, counts, [(level.fit.words, level.positions)])[0].coverage


def print_topics(corpus: Corpus, level: Level) -> None:
    """Print number, label, share covered and words of each topic."""
    rows = zip(level.numbers, level.labels, coverage(corpus, level), level.fit.words, strict=True)
    for number, label, share, own in rows:
        print(f"  {number} {label} ({share:.2f}): {' '.join(level.sample.terms[own])}")


def measure_even(corpus: Corpus, counts: WordCounts) -> tuple[float, float]:
    """Give the shares of stop words, and of others, that are found by how they are used."""
    texts, words = counts.groups.per_term(), counts.groups.terms
    lower = np.array([word == word.lower() for word in words])
    common = np.sort(np.argsort(np.where(lower, -texts, 0), kind="stable")[:MOST_TERMS])
    long = corpus.articles["words"].to_numpy() >= MIN_WORDS
    kept = corpus.articles["first_of_group"].to_numpy() & long
    held = count_in_articles(corpus, words[common])[kept]
    even = are_even(held, corpus.articles["words"].to_numpy()[kept])
    often = np.bincount(held.indices, minlength=len(common)) >= LEAST_SHARE * held.shape[0]
    stop = np.array([not counts.is_content(str(word), corpus.language) for word in words[common]])
    return float(even[often & stop].mean()), float(even[often & ~stop].mean())


if __name__ == "__main__":
    main()
