"""Measure how well themes, subjects and their numbers come back from articles that were drawn from them.

    python benchmarks/bench_planted_topics.py [--seeds 5]

The articles are those of the tests (`planted_levels`): 28 subjects of 15 to 400 texts in six themes; and eight topics
of 25 texts beside thirty stories of five. Ours chooses both numbers; scikit-learn's NMF is told the true ones. NMI is
the agreement of the main topic with the truth. A topic found is one of the eight when at least half of its articles
are; *stories without*: the share of the stories' articles that are in none of these.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from measuring import arguments
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import normalized_mutual_info_score

from analysis.corpus import Corpus, load_corpus
from analysis.counts import count_words
from analysis.topics import Topics, fit_topics

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "topics"))
from planted_levels import planted_levels, planted_stories


def load(articles: list[dict[str, str]], folder: Path) -> Corpus:
    """Load drawn articles as a corpus."""
    folder.mkdir()
    table = folder / "articles.jsonl"
    table.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return load_corpus(str(table), interim=folder / "interim", min_articles=1)


def find(corpus: Corpus) -> tuple[Topics, float]:
    """Choose and fit, and tell the CPU seconds."""
    counts, start = count_words(corpus), time.process_time()
    topics = fit_topics(corpus, counts)
    return topics, time.process_time() - start


def nmf(topics: Topics, k: int) -> np.ndarray:
    """Give each article the topic of plain NMF that is heaviest in it."""
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(topics.sample.counts)
    return NMF(k, init="nndsvd", random_state=0, max_iter=400).fit_transform(weights).argmax(axis=1)


def measure_levels(seed: int, folder: Path) -> dict[str, float]:
    """Compare both levels with the truth."""
    corpus = load(planted_levels(seed), folder / f"levels {seed}")
    subject = corpus.articles["label"].to_numpy().astype(str)
    theme = np.array([label.split(".")[0] for label in subject])
    topics, seconds = find(corpus)
    n_themes, n_subjects = len(set(theme)), len(set(subject))
    return {
        f"themes, of {n_themes}": topics.themes.n_topics,
        "NMI": normalized_mutual_info_score(theme, topics.themes.positions),
        f"NMI of NMF at {n_themes}": normalized_mutual_info_score(theme, nmf(topics, n_themes)),
        f"subjects, of {n_subjects}": len(set(topics.finest.tolist()) - {0}),
        "NMI of subjects": normalized_mutual_info_score(subject, topics.finest),
        f"NMI of NMF at {n_subjects}": normalized_mutual_info_score(subject, nmf(topics, n_subjects)),
        "CPU s": seconds,
    }


def measure_stories(seed: int, folder: Path) -> dict[str, float]:
    """Compare topics with those planted, and look where the stories went."""
    corpus = load(planted_stories(seed), folder / f"stories {seed}")
    label = corpus.articles["label"].to_numpy().astype(str)
    planted = np.char.startswith(label, "topic")
    topics, seconds = find(corpus)
    finest = topics.finest
    shown = sorted(set(finest.tolist()) - {0})
    real = [topic for topic in shown if _is_planted(label[finest == topic])]
    return {
        "topics, of 8": len(real),
        "other topics": len(shown) - len(real),
        "NMI of the eight": normalized_mutual_info_score(label[planted], finest[planted]),
        "stories without": float(np.mean(~np.isin(finest[~planted], real))),
        "CPU s": seconds,
    }


def _is_planted(labels: np.ndarray) -> bool:
    names, counts = np.unique(labels, return_counts=True)
    commonest = counts.argmax()
    return bool(names[commonest].startswith("topic") and counts[commonest] >= len(labels) / 2)


def main() -> None:
    """Print a row a seed."""
    parser = arguments(__doc__, articles=False)
    parser.add_argument("--seeds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for measured in (measure_levels, measure_stories):
            for seed in range(args.seeds):
                row = {"seed": seed, **measured(seed, Path(temporary))}
                if seed == 0:
                    print(f"\n| {' | '.join(row)} |\n|{' ---: |' * len(row)}")
                cells = [f"{x:.3f}" if isinstance(x, float) and x <= 1 else f"{x:.0f}" for x in row.values()]
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
