"""The planted corpora have the sizes they say, and words that are no giveaway."""

from __future__ import annotations

from collections import Counter

from planted_levels import LARGEST, LONGEST, SHORTEST, SMALLEST, SUBJECTS, planted_levels, planted_stories


def test_levels_have_unequal_subjects_whose_words_are_found_elsewhere() -> None:
    articles = planted_levels(1)
    few = planted_levels(1, largest=SMALLEST)
    assert few == planted_levels(1, largest=SMALLEST)
    assert few[:9] != planted_levels(2, largest=SMALLEST)[:9]
    sizes = Counter(article["label"] for article in articles)
    assert (min(sizes.values()), max(sizes.values())) == (SMALLEST, LARGEST)
    assert sorted(Counter(label.split(".")[0] for label in sizes).values()) == sorted(SUBJECTS)
    texts = [article["text"].split() for article in articles]
    assert all(SHORTEST <= len(text) <= LONGEST for text in texts)
    largest = next(label for label, size in sizes.items() if size == LARGEST)
    inside = [set(text) for text, article in zip(texts, articles, strict=True) if article["label"] == largest]
    outside = Counter(w for t, a in zip(texts, articles, strict=True) if a["label"] != largest for w in set(t))
    held = Counter(word for text in inside for word in text)
    rest = len(articles) - LARGEST
    own = [word for word in held if held[word] / LARGEST > 0.1 + 5 * outside[word] / rest]
    assert len(own) >= 10
    assert all(outside[word] for word in own)


def test_stories_are_small_beside_topics() -> None:
    sizes = Counter(article["label"].split()[0] for article in planted_stories())
    assert sizes == {"topic": 8 * 25, "story": 30 * 5}
    assert set(Counter(article["label"] for article in planted_stories()).values()) == {25, 5}
