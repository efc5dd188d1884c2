"""Articles of themes that have subjects, and topics beside small stories: the truth on two levels, by construction.

The words are invented and follow Zipf's law. Those of a theme or a subject are ordinary words that it uses more: each
is found a little in all other texts. A text has 60 to 400 words; a fifth to a third of them are of its theme and
subject, some of these of another subject; it repeats some of its words and leaves others of its subject out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

N_THEMES = 6
# So many subjects have the themes, in an order drawn by the seed.
SUBJECTS = (2, 3, 4, 5, 6, 8)
SMALLEST, LARGEST = 15, 400
THEME_WORDS, SUBJECT_WORDS, TOPIC_WORDS = 40, 30, 60
SHORTEST, LONGEST = 60, 400
# The share of a text's words that are of its theme and subject, the subject's share of those, and a strange subject's.
MIXED, OF_SUBJECT, STRANGE = (0.20, 0.35), (0.4, 0.7), 0.15
# Words known to all, and the commonest that may be a word of a theme or subject.
BACKGROUND, COMMONEST = 6_000, 150
SOURCES = ("Beacon", "Standard", "Observer")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


@dataclass(frozen=True)
class WordLists:
    """The words of all, and lists of those that a kind of text uses more."""

    words: np.ndarray
    unused: np.ndarray

    @classmethod
    def draw(cls, rng: np.random.Generator) -> WordLists:
        """Invent the words, from the commonest to the rarest."""
        made: dict[str, None] = {}
        while len(made) < BACKGROUND:
            made["".join(rng.choice(SYLLABLES, 3 if len(made) > COMMONEST else 2))] = None
        return cls(np.array(list(made)), rng.permutation(np.arange(COMMONEST, BACKGROUND)))

    def take(self, first: int, n: int) -> np.ndarray:
        """Take some of the words that are not among the commonest; no two lists share one."""
        return self.unused[first : first + n]


def planted_levels(seed: int = 0, largest: int = LARGEST) -> list[dict[str, str]]:
    """Draw articles of 28 subjects in six themes, about 3,400; the label is "3.2", the second subject of theme 3."""
    rng = np.random.default_rng([seed, 2])
    lists = WordLists.draw(rng)
    numbers = [f"{t}.{s}" for t, n in enumerate(rng.permutation(SUBJECTS), 1) for s in range(1, n + 1)]
    sizes = rng.permutation(np.geomspace(SMALLEST, largest, len(numbers)).round().astype(int))
    of_themes = [lists.take(t * THEME_WORDS, THEME_WORDS) for t in range(N_THEMES)]
    behind = N_THEMES * THEME_WORDS
    of_subjects = [lists.take(behind + s * SUBJECT_WORDS, SUBJECT_WORDS) for s in range(len(numbers))]
    articles = []
    for subject, (number, size) in enumerate(zip(numbers, sizes, strict=True)):
        theme = of_themes[int(number.split(".")[0]) - 1]
        for _ in range(size):
            share = rng.uniform(*OF_SUBJECT)
            other = of_subjects[rng.integers(len(numbers))]
            kinds = {0: (theme, 1 - share), 1: (of_subjects[subject], share - STRANGE), 2: (other, STRANGE)}
            articles.append(_article(lists, list(kinds.values()), number, rng))
    return _mixed(articles, rng)


def planted_stories(seed: int = 0) -> list[dict[str, str]]:
    """Draw eight topics of 25 articles ("topic 1") and thirty stories of five ("story 01")."""
    rng = np.random.default_rng([seed, 3])
    lists = WordLists.draw(rng)
    plan = [(f"topic {t}", 25) for t in range(1, 9)] + [(f"story {s:02}", 5) for s in range(1, 31)]
    articles = []
    for place, (label, size) in enumerate(plan):
        words = lists.take(place * TOPIC_WORDS, TOPIC_WORDS)
        articles += [_article(lists, [(words, 1.0)], label, rng) for _ in range(size)]
    return _mixed(articles, rng)


def _article(
    lists: WordLists, kinds: list[tuple[np.ndarray, float]], label: str, rng: np.random.Generator
) -> dict[str, str]:
    """Draw a text: words of each list in its share of the mixed ones, the rest from all words."""
    length = int(rng.integers(SHORTEST, LONGEST + 1))
    mixed = rng.binomial(length, rng.uniform(*MIXED))
    of_kinds = rng.multinomial(mixed, [share for _, share in kinds])
    drawn = [_draw(words, n, rng) for (words, _), n in zip(kinds, of_kinds, strict=True)]
    drawn.append(_draw(np.arange(BACKGROUND), length - mixed, rng))
    text = " ".join(lists.words[rng.permutation(np.concatenate(drawn))])
    return {"text": text, "title": "", "label": label, "language": "en"}


def _draw(words: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw words by Zipf's law, each more or less likely in this text than in others."""
    weight = rng.gamma(0.4, size=len(words)) / (np.arange(len(words)) + 5)
    return rng.choice(words, n, p=weight / weight.sum())


def _mixed(articles: list[dict[str, str]], rng: np.random.Generator) -> list[dict[str, str]]:
    """Put the articles in an order of chance and give them to three sources."""
    mixed = [articles[place] for place in rng.permutation(len(articles))]
    return [{**article, "source": SOURCES[i % len(SOURCES)]} for i, article in enumerate(mixed)]
