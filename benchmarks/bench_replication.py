"""Count the differences between real outlets, and see what of them comes back in other texts and in another time.

    python benchmarks/bench_replication.py ARTICLES [--language en]

How many clear and likely differences there are, with and without house marks in the family; then those found in one
half of the independent texts (every second, and the first half of the days) are looked for in the other half: how many
point the same way, and how many do so with a one-sided p of at most .05.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from measuring import arguments, print_table, read_arguments

from analysis.corpus import load_corpus
from analysis.counts import count_words
from analysis.sources.comparison import Comparison, compare_sources, judge_differences
from analysis.statistics.score_test import score_texts
from analysis.terms import find_phrases
from analysis.topics import fit_topics


def count_found(comparison: Comparison) -> list[list[object]]:
    """Count the differences that are clear and likely, with house marks and without them."""
    rows = []
    for what, marks in (("house marks among them", comparison.marks[:0]), ("without house marks", comparison.marks)):
        tier, _, n_tests = judge_differences(comparison.test, marks)
        clear, likely = int((tier == "clear").sum()), int((tier == "likely").sum())
        rows.append([what, n_tests, clear, likely, clear + likely])
    return rows


def come_back(comparison: Comparison, what: str, half: np.ndarray) -> list[object]:
    """Find differences in one half of the texts, look for them in the other, and the other way round."""
    same, back, found = 0, 0, 0
    for here in (half, ~half):
        one, other = (score_texts(comparison.texts.select(texts)) for texts in (here, ~here))
        tier, _, _ = judge_differences(one, comparison.marks)
        at = (tier != "") & other.varies
        agree = other.direction[at] == one.direction[at]
        found += int(at.sum())
        same += int(agree.sum())
        back += int((agree & (other.p[at] <= 0.1)).sum())
    return [what, found, f"{same / max(found, 1):.0%}", f"{back / max(found, 1):.0%}"]


def main() -> None:
    """Compare the outlets of one table of articles."""
    parser = arguments(__doc__)
    parser.add_argument("--language", default="en")
    args = read_arguments(parser)
    with tempfile.TemporaryDirectory() as interim:
        corpus = load_corpus(str(args.articles.resolve()), language=args.language, interim=Path(interim))
        counts = count_words(corpus)
        phrases = [str(term) for term in find_phrases(corpus, counts)["term"]]
        comparison = compare_sources(corpus, counts, phrases, fit_topics(corpus, counts).finest)
    print_table(["family", "tests", "clear", "likely", "together"], count_found(comparison))
    rows = [come_back(comparison, "every second text", np.arange(len(comparison.texts.words)) % 2 == 0)]
    published = comparison.about["published"]
    if published.nunique() > 1:
        middle = published.dropna().sort_values().iloc[published.notna().sum() // 2]
        rows.append(come_back(comparison, "either half of the days", (published < middle).to_numpy()))
    print_table(["found in a half, sought in the other", "found", "same direction", "one-sided p <= .05"], rows)


if __name__ == "__main__":
    main()
