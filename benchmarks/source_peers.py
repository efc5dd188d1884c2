"""Compare every source with all others by one statistic of one library, in a process of its own.

    python benchmarks/source_peers.py FOLDER STATISTIC LIBRARY OUT

`bench_sources.py` prepares the folder and calls this: for ours under the project's Python, for the peers under theirs.
FOLDER holds ``articles.jsonl`` (one line an article: id, group, source, tokens), ``terms.json`` (all different tokens)
and ``corpus.json`` (where the articles are, for ours with everything, which begins with prepared articles on disk, cuts
them into tokens itself and looks for shared sentences). Writes OUT, a JSON: ``scores`` (one list a source, or a pair of
sources, in the order of the terms), ``findings`` (terms found more in a source; -1: it does not say), seconds of
``cost`` from tokens in memory to scores and of ``alone`` from counts to scores, imports not counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from measuring import cost_of
from scipy import sparse

PRIOR = 0.1
SHUFFLES = 999
Z, G2, JS, INTERVALS, PAGE = ("log odds with prior", "G2", "Jensen-Shannon parts", "intervals and tests",
                              "all tables of a page")  # fmt: skip


@dataclass(frozen=True)
class Articles:
    """What a library is given."""

    tokens: list[list[str]]
    groups: np.ndarray
    sources: np.ndarray
    terms: list[str]
    folder: Path

    @cached_property
    def names(self) -> list[str]:
        """Name the sources."""
        return sorted(set(self.sources.tolist()))

    @cached_property
    def number(self) -> np.ndarray:
        """Number the source of each article."""
        return np.searchsorted(self.names, self.sources)

    def uses(self) -> sparse.csr_matrix:
        """Count all tokens, (n_articles, n_terms)."""
        from sklearn.feature_extraction.text import CountVectorizer

        return CountVectorizer(analyzer=list, vocabulary=self.terms, lowercase=False).fit_transform(self.tokens)


@dataclass(frozen=True)
class Compared:
    """Scores of the terms by source or pair, and how many terms are found more in a source."""

    scores: dict[str, list[float]]
    findings: int = -1


def read_articles(folder: Path) -> Articles:
    """Read the prepared articles."""
    told = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    tokens, groups, sources = ([a[key] for a in told] for key in ("tokens", "group", "source"))
    terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
    return Articles(tokens, np.array(groups), np.array(sources), terms, folder)


def by_name(articles: Articles, scores: np.ndarray) -> Compared:
    """Name the rows."""
    return Compared(dict(zip(articles.names, scores.tolist(), strict=True)))


def count_by_source(articles: Articles) -> np.ndarray:
    """Count by source, (n_sources, n_terms)."""
    ones, rows = np.ones(len(articles.number), dtype=np.int64), np.arange(len(articles.number))
    return np.asarray((sparse.csr_matrix((ones, (articles.number, rows))) @ articles.uses()).todense())


def our_z(articles: Articles, here: np.ndarray) -> Compared:
    """Compute Monroe's z."""
    from analysis.statistics.keyness import log_odds_ratio

    total, words = here.sum(axis=0), here.sum(axis=1, keepdims=True)
    n = words.sum()
    return by_name(articles, log_odds_ratio(here, words, total - here, n - words, PRIOR * total, PRIOR * n)[1])


def our_g2(articles: Articles, here: np.ndarray) -> Compared:
    """Compute G2 of uses."""
    from analysis.statistics.association import log_likelihood

    there, words = here.sum(axis=0) - here, here.sum(axis=1, keepdims=True)
    return by_name(articles, log_likelihood(here, there, words - here, here.sum() - words - there))


def our_js(articles: Articles, here: np.ndarray) -> Compared:
    """Compute the parts of the divergence of every two sources."""
    from analysis.statistics.distributions import jensen_shannon_parts

    shares, pairs = here / here.sum(axis=1, keepdims=True), list(combinations(range(len(here)), 2))
    parts = jensen_shannon_parts(*(shares[[pair[side] for pair in pairs]] for side in (0, 1)))
    return Compared(
        {" | ".join(articles.names[i] for i in pair): p.tolist() for pair, p in zip(pairs, parts, strict=True)}
    )


def count_texts(articles: Articles) -> Any:
    """Count in independent texts, with how much of each text is of each source."""
    from analysis.statistics.score_test import Texts, share_weights

    group, first = np.unique(articles.groups, return_index=True)
    ones = np.ones(len(articles.number), dtype=np.int64)
    copies = sparse.csr_matrix((ones, (np.searchsorted(group, articles.groups), articles.number)))
    uses = sparse.csr_matrix(articles.uses()[first], dtype=np.int64)
    return Texts(uses, np.asarray(uses.sum(axis=1)).ravel(), share_weights(copies))


def our_intervals(articles: Articles, texts: Any) -> Compared:
    """Test presence and use of all terms and sources together, name tiers, and give every ratio its interval."""
    import pandas as pd

    from analysis.sources.comparison import judge_differences
    from analysis.statistics.keyness import Part, rate_ratio
    from analysis.statistics.score_test import score_texts

    test = score_texts(texts)
    tier, _, _ = judge_differences(test, pd.DataFrame({"source": [], "term": []}, dtype=np.int64))
    low = []
    for own in np.asarray((texts.weights > 0.5).todense()).T:
        here, there = (Part.of_texts(texts.uses, texts.words, side) for side in (own, ~own))
        low.append(rate_ratio(here, there).low)
    return Compared(by_name(articles, np.stack(low)).scores, int(((tier != "") & (test.direction > 0)).sum()))


def open_corpus(articles: Articles) -> Any:
    """Open the prepared articles."""
    from analysis.corpus import load_corpus

    where = json.loads((articles.folder / "corpus.json").read_text(encoding="utf-8"))
    return load_corpus(where["articles"], language=where["language"], interim=Path(where["interim"]))


def our_page(articles: Articles, corpus: Any) -> Compared:
    """Make the tables of the page: ratios, what stays in own sentences, settings, without each source."""
    from analysis.counts import count_words
    from analysis.sources import compare_sources, distinctive_terms, house_marks, term_differences

    comparison = compare_sources(corpus, count_words(corpus))
    differences = term_differences(comparison)
    distinctive_terms(differences)
    house_marks(comparison)
    return Compared({}, int(differences["more"].sum()))


def scattertext_matrix(articles: Articles) -> Any:
    """Build scattertext's matrix from the same counts."""
    from scattertext import TermDocMatrixFromScikit

    vocabulary = {term: i for i, term in enumerate(articles.terms)}
    return TermDocMatrixFromScikit(articles.uses(), articles.number, vocabulary, articles.names).build()


def scattertext_z(articles: Articles, matrix: Any) -> Compared:
    """Score by its log odds with informative Dirichlet prior: z, whose variance has two terms more."""
    from scattertext import LogOddsRatioInformativeDirichletPrior

    frequency = matrix.get_term_freq_df().loc[articles.terms]
    total = frequency.sum(axis=1)
    scorer = LogOddsRatioInformativeDirichletPrior(PRIOR * total, scale_type="none")
    scores = {}
    for name in articles.names:
        here = frequency[f"{name} freq"]
        scores[name] = scorer.get_zeta_i_j_given_separate_counts(here, total - here).tolist()
    return Compared(scores)


def scattertext_g2(articles: Articles, matrix: Any) -> Compared:
    """Score by its G2, which has a sign."""
    from scattertext.termscoring.g2 import G2 as Scorer  # noqa: N811 - our name of the statistic is G2 too

    scores = {}
    for name in articles.names:
        rest = [other for other in articles.names if other != name]
        scored = Scorer(matrix).set_categories(name, rest).get_scores()
        scores[name] = scored.loc[articles.terms].abs().tolist()
    return Compared(scores)


def convokit_corpus(articles: Articles) -> Any:
    """Make utterances of the articles."""
    from convokit import Corpus, Speaker, Utterance

    speakers = {name: Speaker(id=name) for name in articles.names}
    told = [
        Utterance(id=str(i), conversation_id=str(i), speaker=speakers[source], text=" ".join(tokens))
        for i, (source, tokens) in enumerate(zip(articles.sources, articles.tokens, strict=True))
    ]
    return Corpus(utterances=told), PRIOR * np.asarray(articles.uses().sum(axis=0)).ravel()


def convokit_z(articles: Articles, counted: Any) -> Compared:
    """Score by FightingWords: z. It counts the words anew for each source."""
    from convokit import FightingWords
    from sklearn.feature_extraction.text import CountVectorizer

    corpus, prior = counted
    scores = {}
    for name in articles.names:
        counter = CountVectorizer(analyzer=str.split, vocabulary=articles.terms, lowercase=False)
        words = FightingWords(text_func=lambda utterance: utterance.text, cv=counter, prior=prior)
        words.fit(corpus, lambda u, s=name: u.speaker.id == s, lambda u, s=name: u.speaker.id != s)
        scores[name] = [float(words.ngram_zscores[term]) for term in articles.terms]
    return Compared(scores)


def pycorpdiff_corpus(articles: Articles) -> Any:
    """Give it a table of the articles."""
    import pandas as pd
    from pycorpdiff import from_dataframe

    told = pd.DataFrame({"text": [" ".join(tokens) for tokens in articles.tokens], "source": articles.sources,
                         "group": articles.groups})  # fmt: skip
    return from_dataframe(told, tokenizer=str.split)


def pycorpdiff_keyness(articles: Articles, corpus: Any, **options: Any) -> Compared:
    """Score by its G2; with ``options`` by a bootstrap of clusters with intervals that hold for all terms at once."""
    from pycorpdiff import compare

    scores, findings = {}, 0
    for name in articles.names:
        rest = [other for other in articles.names if other != name]
        found = compare(corpus.slice(source=name), corpus.slice(source=rest)).keyness(
            formula="dunning", min_count=1, **options
        )
        table = found.to_df().set_index("term").reindex(articles.terms)
        scores[name] = table["g2"].abs().tolist()
        findings += int((table["g2_ci_lower_simultaneous"] > 0).sum()) if options else 0
    return Compared(scores, findings if options else -1)


def pycorpdiff_intervals(articles: Articles, corpus: Any) -> Compared:
    """Score by its G2 with intervals."""
    return pycorpdiff_keyness(articles, corpus, ci="bootstrap", n_boot=SHUFFLES, simultaneous_ci=True,
                              cluster_col="group", bootstrap_seed=0)  # fmt: skip


def shifterator_js(articles: Articles, here: np.ndarray) -> Compared:
    """Compute the parts of the Jensen-Shannon divergence of every two sources, without their sign."""
    import collections
    import collections.abc

    # shifterator 0.3.0 uses a name that Python 3.10 took away.
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
    from shifterator import JSDivergenceShift

    uses = {name: {t: int(n) for t, n in zip(articles.terms, row, strict=True) if n}
            for name, row in zip(articles.names, here, strict=True)}  # fmt: skip
    scores = {}
    for pair in combinations(articles.names, 2):
        parts = JSDivergenceShift(*(uses[name] for name in pair), normalization=None).get_shift_scores()
        scores[" | ".join(pair)] = [abs(float(parts.get(term, 0.0))) for term in articles.terms]
    return Compared(scores)


# What each library needs from the tokens, and how it scores that.
WAYS: dict[tuple[str, str], tuple[Callable[[Articles], Any], Callable[[Articles, Any], Compared]]] = {
    (Z, "ours"): (count_by_source, our_z),
    (Z, "scattertext"): (scattertext_matrix, scattertext_z),
    (Z, "ConvoKit"): (convokit_corpus, convokit_z),
    (G2, "ours"): (count_by_source, our_g2),
    (G2, "scattertext"): (scattertext_matrix, scattertext_g2),
    (G2, "pycorpdiff"): (pycorpdiff_corpus, pycorpdiff_keyness),
    (JS, "ours"): (count_by_source, our_js),
    (JS, "shifterator"): (count_by_source, shifterator_js),
    (INTERVALS, "ours"): (count_texts, our_intervals),
    (INTERVALS, "pycorpdiff"): (pycorpdiff_corpus, pycorpdiff_intervals),
    (PAGE, "ours"): (open_corpus, our_page),
}


def main() -> None:
    """Read, compare, write."""
    articles, statistic, library = read_articles(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
    count, score = WAYS[statistic, library]
    if library != "shifterator":
        import_module("analysis.sources" if library == "ours" else library.lower())
    import_module("sklearn.feature_extraction.text")
    counted, counting = cost_of(lambda: count(articles))
    compared, scoring = cost_of(lambda: score(articles, counted))
    told = {"cpu": counting.cpu + scoring.cpu, "mb": scoring.largest,
            "alone": scoring.cpu, **asdict(compared)}  # fmt: skip
    Path(sys.argv[4]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
