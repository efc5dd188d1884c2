"""Compare every source with all others by one library, in a process of its own, so that time and memory are its own.

    python benchmarks/source_peers.py FOLDER LIBRARY OUT

`bench_sources.py` prepares the folder and calls this: for ours under the project's Python, for the peers under one that
has them (``pip install scattertext six convokit pycorpdiff shifterator``; scattertext 0.2.2 does not say that it needs
six). FOLDER holds ``articles.jsonl`` (one line an article: id, group, source, tokens), ``terms.json`` (all different
tokens) and ``corpus.json`` (where the articles are, for ours). Writes OUT, a JSON: ``scores`` (one list a source, or a
pair of sources, in the order of the terms), ``findings`` (terms that are clear or likely in a source) and ``cost``
(seconds from tokens in memory to scores, imports not counted; the largest memory of the process, imports too). Ours
with everything begins with prepared articles on disk: it cuts them into tokens itself and looks for shared sentences.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from topic_peers import peak_mb, spent

PRIOR = 0.1
SHUFFLES = 999


@dataclass(frozen=True)
class Articles:
    """What a library is given; ``uses`` of (n_articles, n_terms)."""

    tokens: list[list[str]]
    groups: np.ndarray
    sources: np.ndarray
    names: list[str]
    terms: list[str]
    folder: Path

    def counts(self) -> sparse.csr_matrix:
        """Count all tokens."""
        from sklearn.feature_extraction.text import CountVectorizer

        return CountVectorizer(analyzer=list, vocabulary=self.terms, lowercase=False).fit_transform(self.tokens)


@dataclass(frozen=True)
class Compared:
    """Scores of the terms by source or pair, and how many terms it finds more in a source (-1: it does not say)."""

    scores: dict[str, list[float]]
    findings: int = -1
    terms: list[str] = field(default_factory=list)


def read_articles(folder: Path) -> Articles:
    """Read the prepared articles."""
    told = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    names = sorted({a["source"] for a in told})
    terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
    return Articles([a["tokens"] for a in told], np.array([a["group"] for a in told]),
                    np.array([a["source"] for a in told]), names, terms, folder)  # fmt: skip


def group_rows(articles: Articles) -> Any:
    """Add up the counts of articles by group of copies and source, as ours wants them."""
    from analysis.counts import GroupCounts

    uses, source = articles.counts(), np.searchsorted(articles.names, articles.sources)
    cells, row = np.unique(np.column_stack([articles.groups, source]), axis=0, return_inverse=True)
    ones = np.ones(len(source), dtype=np.int64)
    counts = sparse.csr_matrix(sparse.csr_matrix((ones, (row.ravel(), np.arange(len(source))))) @ uses)
    return GroupCounts(cells[:, 0], cells[:, 1], counts, np.asarray(counts.sum(axis=1)).ravel())


def ours_z(articles: Articles) -> Compared:
    """Compute Monroe's z alone."""
    from analysis.statistics import log_odds_ratio
    from analysis.statistics.group_sums import sum_uses

    rows = group_rows(articles)
    uses, words = sum_uses(rows, rows.source, len(articles.names))
    total, n = uses.sum(axis=0), words.sum()
    z = log_odds_ratio(uses, words, total - uses, n - words, PRIOR * total, PRIOR * n).z
    return Compared(dict(zip(articles.names, z.tolist(), strict=True)))


def ours_test(articles: Articles) -> Compared:
    """Test presence and use within strata of length, and name tiers of all terms and sources together."""
    import pandas as pd

    from analysis.sources.comparison import judge_differences
    from analysis.statistics.score_test import Texts, score_texts, share_weights

    group, first = np.unique(articles.groups, return_index=True)
    source = np.searchsorted(articles.names, articles.sources)
    ones = np.ones(len(source), dtype=np.int64)
    copies = sparse.csr_matrix((ones, (np.searchsorted(group, articles.groups), source)))
    uses = sparse.csr_matrix(articles.counts()[first], dtype=np.int64)
    texts = Texts(uses, np.asarray(uses.sum(axis=1)).ravel(), share_weights(copies))
    test = score_texts(texts)
    tier, _, _ = judge_differences(test, pd.DataFrame({"source": [], "term": []}, dtype=np.int64))
    p = dict(zip(articles.names, test.p.tolist(), strict=True))
    return Compared(p, int(((tier != "") & (test.direction > 0)).sum()))


def ours_everything(articles: Articles) -> Compared:
    """Make the tables of the page: ratios, what stays in own sentences, settings, without each source."""
    from analysis.corpus import load_corpus
    from analysis.counts import count_words
    from analysis.sources import (
        compare_sources,
        distinctive_terms,
        house_marks,
        term_differences,
    )

    where = json.loads((articles.folder / "corpus.json").read_text(encoding="utf-8"))
    corpus = load_corpus(where["articles"], language=where["language"], interim=Path(where["interim"]))
    comparison = compare_sources(corpus, count_words(corpus))
    differences = term_differences(comparison)
    distinctive_terms(differences)
    house_marks(comparison)
    p = dict(zip(comparison.names, comparison.test.p.tolist(), strict=True))
    return Compared(p, int(differences["more"].sum()), [str(term) for term in comparison.terms])


def scattertext(articles: Articles) -> Compared:
    """Score by its log odds with informative Dirichlet prior: z, whose variance has two terms more."""
    from scattertext import LogOddsRatioInformativeDirichletPrior, TermDocMatrixFromScikit

    number = np.searchsorted(articles.names, articles.sources)
    vocabulary = {term: i for i, term in enumerate(articles.terms)}
    matrix = TermDocMatrixFromScikit(articles.counts(), number, vocabulary, articles.names).build()
    frequency = matrix.get_term_freq_df().loc[articles.terms]
    total = frequency.sum(axis=1)
    scorer = LogOddsRatioInformativeDirichletPrior(PRIOR * total, scale_type="none")
    scores = {}
    for name in articles.names:
        here = frequency[f"{name} freq"]
        scores[name] = scorer.get_zeta_i_j_given_separate_counts(here, total - here).tolist()
    return Compared(scores)


def convokit(articles: Articles) -> Compared:
    """Score by FightingWords: z."""
    from convokit import Corpus, FightingWords, Speaker, Utterance
    from sklearn.feature_extraction.text import CountVectorizer

    speakers = {name: Speaker(id=name) for name in articles.names}
    told = [
        Utterance(id=str(i), conversation_id=str(i), speaker=speakers[source], text=" ".join(tokens))
        for i, (source, tokens) in enumerate(zip(articles.sources, articles.tokens, strict=True))
    ]
    corpus = Corpus(utterances=told)
    prior = PRIOR * np.asarray(articles.counts().sum(axis=0)).ravel()
    scores = {}
    for name in articles.names:
        counter = CountVectorizer(analyzer=str.split, vocabulary=articles.terms, lowercase=False)
        words = FightingWords(text_func=lambda utterance: utterance.text, cv=counter, prior=prior)
        words.fit(corpus, lambda u, s=name: u.speaker.id == s, lambda u, s=name: u.speaker.id != s)
        scores[name] = [float(words.ngram_zscores[term]) for term in articles.terms]
    return Compared(scores)


def pycorpdiff(articles: Articles) -> Compared:
    """Score by signed G2, with its bootstrap over clusters and its intervals for all terms at once."""
    import pandas as pd
    from pycorpdiff import compare, from_dataframe

    told = pd.DataFrame({"text": [" ".join(tokens) for tokens in articles.tokens], "source": articles.sources,
                         "group": articles.groups})  # fmt: skip
    corpus = from_dataframe(told, tokenizer=str.split)
    scores, findings = {}, 0
    for name in articles.names:
        rest = [other for other in articles.names if other != name]
        result = compare(corpus.slice(source=name), corpus.slice(source=rest)).keyness(
            formula="dunning", min_count=1, ci="bootstrap", n_boot=SHUFFLES, simultaneous_ci=True, cluster_col="group",
            bootstrap_seed=0,
        )  # fmt: skip
        table = result.to_df().set_index("term").reindex(articles.terms)
        scores[name] = table["g2"].tolist()
        findings += int((table["g2_ci_lower_simultaneous"] > 0).sum())
    return Compared(scores, findings)


def shifterator(articles: Articles) -> Compared:
    """Compute the parts of the Jensen-Shannon divergence of every two sources, and its sum, which stands last."""
    import collections
    import collections.abc

    from shifterator import JSDivergenceShift

    # shifterator 0.3.0, the newest on PyPI, uses a name that Python 3.10 took away.
    collections.Mapping = collections.abc.Mapping
    uses, scores = articles.counts(), {}
    by_source = {name: np.asarray(uses[articles.sources == name].sum(axis=0)).ravel() for name in articles.names}
    for pair in combinations(articles.names, 2):
        first, second = (
            {term: int(n) for term, n in zip(articles.terms, by_source[name], strict=True) if n} for name in pair
        )
        shift = JSDivergenceShift(first, second, normalization=None)
        parts = shift.get_shift_scores()
        scores[" | ".join(pair)] = [*(float(parts.get(term, 0.0)) for term in articles.terms), float(shift.diff)]
    return Compared(scores)


LIBRARIES: dict[str, Callable[[Articles], Compared]] = {
    "ours: z alone": ours_z,
    "ours: test": ours_test,
    "ours: everything": ours_everything,
    "scattertext": scattertext,
    "ConvoKit": convokit,
    "pycorpdiff": pycorpdiff,
    "shifterator": shifterator,
}


def warm_up(library: str) -> None:
    """Import what the library needs, so that it is not counted."""
    from importlib import import_module

    needed = ["analysis.sources"] if library.startswith("ours") else [library.lower()]
    for name in [*needed, "sklearn.feature_extraction.text"]:
        import_module(name)


def main() -> None:
    """Read, compare, write."""
    articles, library = read_articles(Path(sys.argv[1])), sys.argv[2]
    warm_up(library)
    cpu, wall = spent(), time.monotonic()
    compared = LIBRARIES[library](articles)
    cost = {"cpu": spent() - cpu, "wall": time.monotonic() - wall, "mb": peak_mb()}
    told = {"scores": compared.scores, "findings": compared.findings, "terms": compared.terms or articles.terms}
    Path(sys.argv[3]).write_text(json.dumps({**told, "cost": cost}), encoding="utf-8")


if __name__ == "__main__":
    main()
