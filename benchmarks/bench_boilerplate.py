"""Count what is left of pages among the words that set sources apart, with boilerplate removed and without.

    python benchmarks/bench_boilerplate.py ARTICLES [--terms 30]

Of each source the first terms (30 by default) that it uses more than the others are taken, most certain first, house
marks left out. A term is left over from a page when in at least half of the source's texts that have it, all its uses
are in short lines that are no sentences, or in sentences that speak to a reader. The terms are told on standard error.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import arguments, print_table, read_arguments, tell

from analysis.corpus import Corpus, load_corpus
from analysis.corpus.cleaning import clean_article
from analysis.corpus.cleaning.boilerplate import is_line
from analysis.corpus.cleaning.boilerplate_words import find_sayings
from analysis.counts import count_words
from analysis.sources.comparison import compare_sources
from analysis.terms import find_phrases
from analysis.text import split_sentences


def first_terms(corpus: Corpus, number: int) -> pd.DataFrame:
    """List the terms that each source uses more, most certain first: ``source, term``."""
    counts = count_words(corpus)
    found = compare_sources(corpus, counts, list(find_phrases(corpus, counts)["term"]))
    marks = set(zip(found.marks["source"], found.marks["term"], strict=True))
    rows = []
    for source, name in enumerate(found.names):
        more = [i for i in np.flatnonzero(found.test.direction[source] > 0) if (source, i) not in marks]
        more.sort(key=lambda i: (found.test.p[source][i], found.terms[i]))
        rows += [(name, found.terms[i]) for i in more[:number]]
    return pd.DataFrame(rows, columns=["source", "term"])


def left_over(corpus: Corpus, terms: pd.DataFrame) -> np.ndarray:
    """Say which of the terms are left over from pages."""
    shards = [shard.read(["text"]).assign(article=shard.article) for shard in corpus.shards]
    texts = pd.concat(shards).set_index("article")["text"].sort_index()
    sources = corpus.articles["source"]
    left = np.zeros(len(terms), bool)
    for source, rows in terms.groupby("source"):
        bodies = [text.split("\n\n") for text in texts[sources == source]]
        hints = find_sayings(bodies).hints
        inside: Counter[int] = Counter()
        anywhere: Counter[int] = Counter()
        # What is between the words of a term in a text is not a letter.
        words = {
            i: re.compile(r"\b" + r"\W+".join(map(re.escape, t.split())) + r"\b", re.I) for i, t in rows["term"].items()
        }
        for body in bodies:
            units = [
                (unit, unit in hints or (unit == p and is_line(p, False))) for p in body for unit in split_sentences(p)
            ]
            story = "\n".join(unit for unit, around in units if not around)
            page = "\n".join(unit for unit, around in units if around)
            for i, word in words.items():
                in_story = word.search(story) is not None
                anywhere[i] += in_story or word.search(page) is not None
                inside[i] += not in_story and word.search(page) is not None
        for i in words:
            left[i] = anywhere[i] and 2 * inside[i] >= anywhere[i]
    return left


def measure(articles: Path, number: int) -> tuple[int, int]:
    """Count the terms taken and those left over."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = load_corpus(articles, interim=Path(folder))
        terms = first_terms(corpus, number)
        left = left_over(corpus, terms)
    tell(", ".join(sorted(set(terms["term"][left]))))
    return len(terms), int(left.sum())


def main() -> None:
    """Measure with and without removing, in one run."""
    parser = arguments(__doc__)
    parser.add_argument("--terms", type=int, default=30, help="of each source")
    args = read_arguments(parser)
    found = {"removed": measure(args.articles, args.terms)}
    clean_article.strip_boilerplate = lambda paragraphs, *_: (paragraphs, [])
    found["not removed"] = measure(args.articles, args.terms)
    rows = [[f"boilerplate {what}", n, left, f"{left / max(n, 1):.1%}"] for what, (n, left) in found.items()]
    print_table(["", "terms", "left over from pages", "share"], rows)


if __name__ == "__main__":
    main()
