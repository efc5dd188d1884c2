"""Articles whose topics are known, because they are drawn from word lists made for the test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.topics import Topics, fit_topics
from analysis.topics.model import number_of_topics

THEMES = {
    "war": "siege shelling tank sniper convoy ceasefire militia barracks trench mortar",
    "vote": "ballot candidate turnout coalition manifesto polling senator recount canvass majority",
    "flood": "river dam sluice rainfall evacuation levee reservoir torrent embankment sandbag",
    "cup": "striker penalty goalkeeper stadium referee fixture midfielder trophy winger kickoff",
    "bank": "lender bond inflation deposit dividend creditor mortgage liquidity ledger auditor",
    "virus": "fever vaccine clinic outbreak nurse infection quarantine syringe epidemic ward",
}
BACKGROUND = [f"common{i:03}" for i in range(150)]
FEW_NUMBERS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30)
SIZES = dict.fromkeys(THEMES, 20)
SOURCES = ("Beacon", "Standard", "Observer")


def planted_articles(
    sizes: dict[str, int], seed: int = 0, sources: tuple[str, ...] = ("Beacon",)
) -> list[dict[str, str]]:
    """Draw articles of 60 words, a third of them from one theme; the theme is the label."""
    generator = np.random.default_rng(seed)
    articles = []
    for theme, size in sizes.items():
        words = THEMES[theme].split()
        for _ in range(size):
            drawn = [*generator.choice(words, 20), *generator.choice(BACKGROUND, 40)]
            text = " ".join(generator.permutation(drawn))
            articles.append(
                {"text": text, "source": sources[len(articles) % len(sources)], "title": "", "label": theme}
            )
    return articles


def planted_subjects(size: int = 30, seed: int = 0) -> list[dict[str, str]]:
    """Draw articles of three themes with three subjects each: a sixth of the words is of either; the label is "1.2"."""
    generator = np.random.default_rng(seed)
    articles = []
    for theme in range(1, 4):
        for subject in range(1, 4):
            broad, fine = ([f"{name}x{i}" for i in range(10)] for name in (f"theme{theme}", f"part{theme}{subject}"))
            for _ in range(size):
                drawn = [*generator.choice(broad, 15), *generator.choice(fine, 15), *generator.choice(BACKGROUND, 60)]
                text = " ".join(generator.permutation(drawn))
                source = SOURCES[len(articles) % len(SOURCES)]
                articles.append({"text": text, "source": source, "title": "", "label": f"{theme}.{subject}"})
    return articles


def fit(corpus: Corpus, n_topics: int = 0, **options: Any) -> Topics:
    """Find the topics of a corpus; to save time few numbers are tried, and none beside one that is given."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(number_of_topics, "GRID", () if n_topics else FEW_NUMBERS)
        return fit_topics(corpus, count_words(corpus), n_topics=n_topics, **options)


def theme_of(label: str) -> str:
    """Name the theme that the first word of a label was planted for."""
    return next(theme for theme, words in THEMES.items() if label.split(", ")[0] in words.split())
