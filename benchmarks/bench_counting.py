"""Time counting words against scikit-learn's CountVectorizer, on one core, in turns.

    python benchmarks/bench_counting.py ARTICLES

The words counted are first compared with `CountVectorizer(analyzer=tokens)`, every count. Times are of the CPU, the
least of three rounds after one that is thrown away.
"""

from __future__ import annotations

import pandas as pd
from measuring import alternate, arguments, best, cost_of, print_table, read_arguments
from sklearn.feature_extraction.text import CountVectorizer

from analysis.counts import count_articles
from analysis.text import tokens

EXACT = 2000  # articles on which equality is checked: the slow way is slow
ROUNDS = 4


def main() -> None:
    """Compare equality, then speed."""
    texts = pd.read_parquet(read_arguments(arguments(__doc__)).articles, columns=["text"])["text"].dropna().tolist()
    ours, terms = count_articles(texts[:EXACT])
    vectorizer = CountVectorizer(analyzer=tokens)
    theirs = vectorizer.fit_transform(texts[:EXACT])
    equal = list(vectorizer.get_feature_names_out()) == list(terms) and (ours != theirs).nnz == 0
    ways = {
        "`analysis.counts.count_articles`": lambda: count_articles(texts),
        "scikit-learn's `CountVectorizer()`": lambda: CountVectorizer().fit_transform(texts),
    }
    costs = alternate({name: lambda way=way: cost_of(way)[1] for name, way in ways.items()}, ROUNDS)
    rows = [(name, best(found[1:]).cpu) for name, found in costs.items()]
    words = count_articles(texts)[0].sum()
    print_table(
        ["", "CPU s", "times ours"],
        [(name, seconds, seconds / rows[0][1]) for name, seconds in rows],
        title=f"{len(texts):,} articles, {words:,} words; {'equal' if equal else 'not equal'} to "
        f"CountVectorizer(analyzer=tokens) on the first {min(EXACT, len(texts)):,}",
    )


if __name__ == "__main__":
    main()
