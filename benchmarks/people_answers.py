"""Read what people said of topics: the published answers to ProxAnn's questions, and ratings of topics' words.

ProxAnn (Hoyle et al. 2025, "ProxAnn: Use-Oriented Evaluations of Topic Models and Document Clustering") showed people
the words and seven articles of a topic. They named it, said from 1 to 5 how clearly words and articles fit that name,
then of seven other articles (six of growing distance, one that the model does not put there) how well each fits, from 1
to 5, and put them in order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

TOP_WORDS = 10
ASKED = 7
QUICK = 300.0
# Answers before these days were trials of the questions.
STARTS = {"Bills": "2024-12-06 09:00:00", "Wiki": "2024-12-06 09:00:00", "Wiki, pilot": "2024-06-28 12:00:00"}


@dataclass(frozen=True)
class Asked:
    """A topic with its words, its articles, and what people said of it.

    ``shown`` are the articles shown with the words, ``asked`` the seven asked about, ``share`` the model's share of the
    topic in those and ``own`` whether it puts them there; ``clear`` is one number a person, ``fit`` and ``rank``
    (persons, articles), the best rank 7.
    """

    corpus: str
    model: str
    npmi: float
    words: list[str]
    shown: list[str]
    asked: list[str]
    share: np.ndarray
    own: np.ndarray
    clear: np.ndarray
    fit: np.ndarray
    rank: np.ndarray

    @property
    def articles(self) -> list[str]:
        """The different articles that the model puts into the topic."""
        return list(
            dict.fromkeys([*self.shown, *(text for text, own in zip(self.asked, self.own, strict=True) if own)])
        )


def read_topics(folder: Path) -> list[Asked]:
    """Read all topics that a copy of the repository has words, articles and at least two answers of."""
    topics: dict[str, dict] = {}
    for path in sorted(folder.rglob("config*.json")):
        for model, by_number in json.loads(path.read_text(encoding="utf-8")).items():
            topics |= {f"{model}/{number}": topic for number, topic in by_number.items()}
    scores = [pd.read_csv(path) for path in sorted(folder.rglob("all_cohrs*.csv"))]
    npmi = (
        pd.concat(scores).drop_duplicates("id", keep="last").set_index("id")["npmi"]
        if scores
        else pd.Series(dtype=float)
    )
    answers = [_read_answers(path, topics) for path in sorted(folder.rglob("*Sort+and+Rank*.csv"))]
    return [_join(name, topics[name], npmi, given) for name, given in chain.from_iterable(answers) if len(given) > 1]


def _read_answers(path: Path, topics: dict[str, dict]) -> list[tuple[str, pd.DataFrame]]:
    """Read the answers of one file by topic, without those of people who failed the checks (authors' loose rule)."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False).iloc[2:]
    starts = table["id"].map(lambda name: STARTS[_corpus(name)])
    table = table[(table["Status"] == "IP Address") & (table["StartDate"] >= starts)]
    seconds = table["Duration (in seconds)"].astype(float)
    quick = seconds < min(seconds.quantile(0.05), QUICK)
    known = table["id"].isin(topics) & (table["rank_99"] != "")
    told, quick = table[known], quick[known]
    words = told["id"].map(lambda name: " ".join(topics[name]["topic_words"]))
    copied = np.array([name in listed for name, listed in zip(told["cluster_label"], words, strict=True)])
    failures = (
        2 * ~told["rank_99"].isin(["7", "8"])
        + 2 * ~told["11_loop_fit_a"].str.startswith("2")
        + 2 * copied
        + quick
        + ~told["practice_purpose"].str.contains("single category")
        + ~told["11_loop_familiarity"].str.startswith("I am not familiar")
        + ~(told["practice_rank_0"].isin(["1", "2"]) & (told["practice_rank_3"] == "4"))
    )
    kept = told[failures <= 1]
    print(f"{path.name}: {len(table)} answers, {len(table) - len(told)} unfinished or of topics that are not here,",
          f"{len(told) - len(kept)} failed the checks, {len(kept)} kept")  # fmt: skip
    return [(str(name), given) for name, given in kept.groupby("id")]


def _corpus(name: str) -> str:
    return "Bills" if "bills" in name else "Wiki" if "wikitext" in name else "Wiki, pilot"


def _join(name: str, topic: dict, npmi: pd.Series, given: pd.DataFrame) -> Asked:
    corpus, asked = _corpus(name), topic["eval_docs"]
    model = next(model for model in ("mallet", "ctm", "bertopic", "category-45") if model in name)
    key = f"{'bills' if corpus == 'Bills' else 'wikitext'}-labeled/{model}/{name.rsplit('/', 1)[1]}"
    fit = np.array([given[f"{i + 1}_loop_fit_a"].str[0].astype(int) for i in range(ASKED)]).T
    rank = np.array([8 - given[f"rank_{i}"].astype(int) for i in range(ASKED)]).T
    return Asked(
        corpus,
        model,
        float(npmi.get(key, np.nan)),
        topic["topic_words"][:TOP_WORDS],
        [article["text"] for article in topic["exemplar_docs"]],
        [article["text"] for article in asked],
        np.array([article["prob"] for article in asked]),
        np.array([str(article["assigned_to_k"]) == "True" for article in asked]),
        given["cluster_coherence"].str[0].astype(int).to_numpy(),
        fit,
        rank,
    )


def read_ratings(path: Path) -> pd.DataFrame:
    """Read Hoyle et al. (2021): by topic, what people made of its words, and its NPMI here and in the other corpus."""
    told = json.loads(path.read_text(encoding="utf-8"))
    rows = []
    for (corpus, models), other in zip(told.items(), reversed(told), strict=True):
        for found in models.values():
            scores = found["metrics"]
            columns = ("ratings_scores_avg", "intrusion_scores_avg", "c_npmi_10_full", f"c_npmi_10_{other}_full")
            rows += [(corpus, *values) for values in zip(*(scores[name] for name in columns), strict=True)]
    return pd.DataFrame(rows, columns=["corpus", "rating", "intrusion", "npmi", "elsewhere"]).astype(
        {"npmi": float, "elsewhere": float}
    )
