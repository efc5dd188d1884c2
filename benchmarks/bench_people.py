"""Compare the figures of a topic's card with what people say of topics, beside NPMI.

    python benchmarks/bench_people.py PROXANN [--ratings all_data.json]

PROXANN is a folder with ProxAnn's published answers (github.com/ahoho/proxann at commit 4b94529, which has those of the
pilot too), ``--ratings`` people's ratings of words (github.com/ahoho/topics, data/human/all_data). Neither is part of
this project. Topics and words are those of the models that people were asked about.

What people say of a topic: *clear*, words and articles fit the name that a person gave; *fit*, its own articles fit;
*fit order* and *rank order*, Kendall's tau of people's mean fit and rank with the model's shares, as published;
*together*, the mean of a topic's ranks in these four. All are compared within a corpus, by Kendall's tau-b and by
Spearman's rho; intervals are of 2,000 draws of topics.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import arguments, skip
from people_answers import Asked, read_ratings, read_topics
from scipy.stats import kendalltau, spearmanr

from analysis.counts import count_articles, windows_of_texts
from analysis.topics.model.topic_words import coherence

PEOPLE = ("clear", "fit", "fit order", "rank order")
LABEL_WORDS = 3
# An article is loose when it holds at most one of the ten words; a topic is mixed when over 40% of its articles are.
LOOSE_WORDS, MAX_LOOSE_SHARE = 1, 0.4
# Uses of a topic's ten words in 100 words; an article with fewer is thin.
THIN = 1.5
DRAWS = 2_000
HALVES = 200
FIGURES = {
    "npmi": "NPMI, published, over the whole corpus",
    "coherence": "coherence on the card: NPMI over the articles here",
    "loose": "loose share: at most one of the ten words (fewer first)",
    "card": "the card so far: not mixed first, then coherence",
    "label": "label share: one of the first three words",
    "held": "mean number of the ten words held",
    "density": "uses of the ten words per 100 words",
    "thin": "thin share: fewer than 1.5 such uses (fewer first)",
}


def people_say(topic: Asked, people: np.ndarray) -> list[float]:
    """Give the four scores of some of the people asked."""
    fit, rank = topic.fit[people].mean(axis=0), topic.rank[people].mean(axis=0)
    orders = [float(kendalltau(said, topic.share).statistic) for said in (fit, rank)]
    return [float(topic.clear[people].mean()), float(fit[topic.own].mean()), *orders]


def together(scores: pd.DataFrame, corpus: pd.Series) -> pd.Series:
    """Average the ranks of each topic within its corpus."""
    return scores.groupby(corpus).rank(pct=True).mean(axis=1)


def describe(topics: list[Asked]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute the figures of topics of one corpus, and of each article that people were asked about."""
    texts = list(dict.fromkeys(text for topic in topics for text in [*topic.shown, *topic.asked]))
    phrases = sorted({word for topic in topics for word in topic.words if "_" in word}, key=lambda p: (-len(p), p))
    plain = [_join_phrases(text.lower(), phrases) for text in texts]
    counts, vocabulary = count_articles(plain)
    length = np.asarray(counts.sum(axis=1)).ravel()
    place, column = ({name: i for i, name in enumerate(names)} for names in (texts, vocabulary))
    terms = np.array(sorted({_plain(word) for topic in topics for word in topic.words}))
    words = [np.searchsorted(terms, [_plain(word) for word in topic.words]) for topic in topics]
    rows, asked = [], []
    for topic, npmi in zip(topics, coherence(windows_of_texts(plain, terms), words), strict=True):
        columns = [column[_plain(word)] for word in topic.words if _plain(word) in column]
        uses = counts[:, columns].toarray()
        held, density = (uses > 0).sum(axis=1), 100 * uses.sum(axis=1) / length
        labelled = uses[:, :LABEL_WORDS].any(axis=1)
        own = [place[text] for text in topic.articles]
        loose = float((held[own] <= LOOSE_WORDS).mean())
        rows.append({
            "corpus": topic.corpus, "model": topic.model, "npmi": topic.npmi, "coherence": npmi, "loose": -loose,
            "card": npmi - 2 * (loose > MAX_LOOSE_SHARE), "label": labelled[own].mean(), "held": held[own].mean(),
            "density": density[own].mean(), "thin": -(density[own] < THIN).mean(),
        })  # fmt: skip
        at = [place[text] for text in topic.asked]
        asked.append(pd.DataFrame({"corpus": topic.corpus, "own": topic.own, "fit": topic.fit.mean(axis=0),
                                   "share": topic.share, "held": held[at], "density": density[at]}))  # fmt: skip
    return pd.DataFrame(rows), pd.concat(asked)


def _plain(word: str) -> str:
    return word.replace("_", "")


def _join_phrases(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase.replace("_", " "), _plain(phrase))
    return text


def agreement(figure: np.ndarray, people: np.ndarray, corpus: np.ndarray, kind: Callable = kendalltau) -> float:
    """Average the rank correlation over corpora, by their pairs of topics."""
    parts = [np.flatnonzero(corpus == name) for name in np.unique(corpus)]
    value = [kind(figure[part], people[part]).statistic if np.ptp(figure[part]) else 0.0 for part in parts]
    return float(np.average(value, weights=[len(part) * (len(part) - 1) for part in parts]))


def with_interval(figure: np.ndarray, people: np.ndarray, corpus: np.ndarray, kind: Callable = kendalltau) -> str:
    """Write `agreement` with the middle 95% of draws of topics within their corpora."""
    random = np.random.default_rng(0)
    parts = [np.flatnonzero(corpus == name) for name in np.unique(corpus)]
    drawn = [np.concatenate([random.choice(part, len(part)) for part in parts]) for _ in range(DRAWS)]
    low, high = np.quantile([agreement(figure[at], people[at], corpus[at], kind) for at in drawn], [0.025, 0.975])
    return f"{agreement(figure, people, corpus, kind):.2f} ({low:.2f} to {high:.2f})"


def halves_agree(topics: list[Asked]) -> list[float]:
    """Compare half of the people with the other half: in each score, and together; mean of random halves."""
    random, found, corpus = np.random.default_rng(0), [], pd.Series([topic.corpus for topic in topics])
    for _ in range(HALVES):
        orders = [random.permutation(len(topic.clear)) for topic in topics]
        one, other = (
            pd.DataFrame(
                [people_say(topic, part(order)) for topic, order in zip(topics, orders, strict=True)], columns=PEOPLE
            )
            for part in (lambda order: order[: len(order) // 2], lambda order: order[len(order) // 2 :])
        )
        pairs = [(one[name], other[name]) for name in PEOPLE] + [(together(one, corpus), together(other, corpus))]
        found.append([agreement(a.to_numpy(), b.to_numpy(), corpus.to_numpy()) for a, b in pairs])
    return np.mean(found, axis=0).tolist()


def compare_topics(topics: list[Asked], figures: pd.DataFrame) -> None:
    """Print how well each figure orders topics as people do."""
    corpus = figures["corpus"]
    said = pd.DataFrame([people_say(topic, np.arange(len(topic.clear))) for topic in topics], columns=PEOPLE)
    said["together"] = together(said[list(PEOPLE)], corpus)
    names = sorted(corpus.unique())
    print("\n| | " + " | ".join([*PEOPLE, *(f"together, {name}" for name in names), "together", "rho"]) + " |")
    print("| --- |" + " ---: |" * (len(PEOPLE) + len(names) + 2))
    for name, what in FIGURES.items():
        values, groups = figures[name].to_numpy(), corpus.to_numpy()
        cells = [f"{agreement(values, said[score].to_numpy(), groups):.2f}" for score in PEOPLE]
        for one in names:
            part = groups == one
            cells.append(f"{agreement(values[part], said['together'].to_numpy()[part], groups[part]):.2f}")
        cells += [with_interval(values, said["together"].to_numpy(), groups, kind) for kind in (kendalltau, spearmanr)]
        print(f"| {what} | " + " | ".join(cells) + " |")
    every = [f"{value:.2f}" for value in halves_agree(topics)]
    by_corpus = [f"{halves_agree([t for t in topics if t.corpus == one])[-1]:.2f}" for one in names]
    print("| half of the people, by the other half | " + " | ".join([*every[:-1], *by_corpus, every[-1], ""]) + " |")


def compare_articles(asked: pd.DataFrame) -> None:
    """Print what people said of articles that hold few or many of a topic's words."""
    bands = {"held": [-1, 1, 3, 5, 10], "density": [-1, 0.5, THIN, 3, 100]}
    print("\n| people's mean fit (articles) | " + " | ".join(sorted(asked["corpus"].unique())) + " |")
    print("| --- |" + " ---: |" * asked["corpus"].nunique())
    for name, edges in bands.items():
        band = pd.cut(asked[name], edges)
        table = asked.groupby([band, "corpus"], observed=False)["fit"].agg(["mean", "size"])
        for interval in band.cat.categories:
            cells = [f"{mean:.1f} ({size:.0f})" for mean, size in table.loc[interval].to_numpy()]
            print(f"| {name} in {interval} | " + " | ".join(cells) + " |")
    for name in ("held", "density", "share"):
        cells = [f"{spearmanr(part[name], part['fit']).statistic:.2f}" for _, part in asked.groupby("corpus")]
        print(f"| rho of fit with {name} | " + " | ".join(cells) + " |")


def compare_ratings(ratings: pd.DataFrame) -> None:
    """Print how NPMI orders topics by what people make of their words alone."""
    known = np.where(ratings["elsewhere"].notna(), "words that the other corpus has too", "words that it lacks")
    print("\n| Kendall's tau of NPMI | topics | rating | word intrusion |\n| --- | ---: | ---: | ---: |")
    for (corpus, which), part in ratings.groupby(["corpus", known]):
        cells = [f"{kendalltau(part['npmi'], part[name]).statistic:.2f}" for name in ("rating", "intrusion")]
        print(f"| {corpus}, {which} | {len(part)} | " + " | ".join(cells) + " |")


def main() -> None:
    """Read the answers and print the tables."""
    parser = arguments(__doc__, articles=False)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--ratings", type=Path, help="ratings of topics' words by Hoyle et al. (2021)")
    args = parser.parse_args()
    topics = read_topics(args.folder) if args.folder and args.folder.is_dir() else []
    if not topics:
        skip("name a folder with ProxAnn's published answers")
    topics.sort(key=lambda topic: topic.corpus)
    described = [describe([t for t in topics if t.corpus == one]) for one in sorted({t.corpus for t in topics})]
    figures, asked = (pd.concat(parts, ignore_index=True) for parts in zip(*described, strict=True))
    print(f"{len(topics)} topics: {figures.groupby(['corpus', 'model']).size().to_dict()}")
    compare_topics(topics, figures)
    compare_articles(asked)
    if args.ratings:
        compare_ratings(read_ratings(args.ratings))


if __name__ == "__main__":
    main()
