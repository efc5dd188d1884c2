"""Time counting words against scikit-learn's CountVectorizer, on one core, side by side.

    python benchmarks/bench_counting.py ARTICLES.parquet

Prints seconds of CPU time (the best of three runs, after one that is thrown away) and their ratio.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

from analysis.counts import count_articles
from analysis.text import tokens

EXACT = 2000  # articles on which equality is checked: the slow way is slow


def best_of_three(function: Callable[[], object]) -> float:
    """Run once to warm up, then three times; give the least CPU time in seconds."""
    function()
    times = []
    for _ in range(3):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Compare equality, then speed."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if path is None or not path.exists():
        print("skipped: name a Parquet table with a column text")
        return
    texts = pd.read_parquet(path, columns=["text"])["text"].dropna().tolist()
    ours, terms = count_articles(texts[:EXACT])
    vectorizer = CountVectorizer(analyzer=tokens)
    theirs = vectorizer.fit_transform(texts[:EXACT])
    equal = list(vectorizer.get_feature_names_out()) == list(terms) and (ours != theirs).nnz == 0
    print(f"equal to CountVectorizer(analyzer=tokens) on {EXACT:,} articles: {equal}")
    seconds = best_of_three(lambda: count_articles(texts))
    default = best_of_three(lambda: CountVectorizer().fit_transform(texts))
    print(f"{len(texts):,} articles, {count_articles(texts)[0].sum():,} words")
    print(f"count_articles            {seconds:6.2f} s")
    print(f"CountVectorizer (default) {default:6.2f} s")
    print(f"ratio                     {seconds / default:6.2f}")


if __name__ == "__main__":
    main()
