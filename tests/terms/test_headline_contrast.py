"""Words of headlines: numbers by hand, none found in headlines dealt from their texts, and planted ones found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from scipy.stats import poisson

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.statistics.permutation import name_tiers
from analysis.statistics.tails import poisson_p
from analysis.tables import term_tables as tables
from analysis.terms import headline_terms


def stories(n: int = 60) -> list[dict[str, str]]:
    """Headlines say "bid" and the text "agreement"; both say "court" alike, as often among all their words."""
    made = []
    for i in range(n):
        title = f"Head{i} bid{' court' * (i % 2 == 0)} h{i}x h{i}y"
        text = f"Place{i} agreement " * 3 + " ".join(f"w{i}x{k}" for k in range(33)) + " court" * (10 * (i % 2 == 0))
        made.append(article(text, day=f"2024-03-{1 + i % 28:02}", title=title))
    return made


def headlines(corpus: Corpus, top_n: int = 20, focus: Sequence[str] = ()) -> pd.DataFrame:
    return headline_terms(corpus, count_words(corpus), top_n, focus)


def test_planted_words_lean_to_their_side_and_others_to_none(make_corpus: MakeCorpus) -> None:
    assert headlines(make_corpus(stories()))["term"].tolist() == ["bid"]  # what chance may do is left out
    table = headlines(make_corpus(stories()), focus=["court", "agreement"])
    assert table.columns.tolist() == tables.HEADLINE_TERMS.required
    assert table["term"].tolist() == ["bid", "court", "agreement"]
    assert table["place"].tolist() == ["headline", "body", "body"]
    assert table["tier"].tolist() == ["clear", "", "clear"]
    assert table["headline_count"].tolist() == [60, 30, 0]
    assert table["body_count"].tolist() == [0, 300, 180]


def test_expected_uses_and_their_interval_by_hand(make_corpus: MakeCorpus) -> None:
    # Stop words count nowhere: 30 titles of 5 words over 49, 30 of 4 over 39; "bid" once in each, title and text.
    made = [{**story, "title": f"The {story['title']} of it"} for story in stories()]
    table = headlines(make_corpus(made), focus=["court", "agreement"]).set_index("term")
    bid, court, agreement = 30 * 5 / 54 + 30 * 4 / 43, 30 * 5 * 11 / 54, 3 * (30 * 5 / 54 + 30 * 4 / 43)
    assert table["expected"].tolist() == pytest.approx([bid, court, agreement], rel=1e-5)
    assert table["ratio"].tolist() == pytest.approx([60 / bid, 30 / court, 0], rel=1e-5)
    # Two of three tested words are found, so each interval has the level 1 - .05 x 2 / 3.
    low, high = table.loc["bid", ["low", "high"]]
    assert poisson.sf(59, low * bid) == pytest.approx(0.05 / 3, rel=1e-4)
    assert poisson.cdf(60, high * bid) == pytest.approx(0.05 / 3, rel=1e-4)
    assert table.loc["bid", "p"] == pytest.approx(2 * poisson.sf(59, bid), rel=1e-5)
    assert ((table["low"] > 1) | (table["high"] < 1)).tolist() == [True, False, True]


def test_headlines_dealt_from_their_texts_have_no_words_of_their_own() -> None:
    """Texts of any words, and of six that come again and again."""
    false = 0
    for seed in range(60):
        draw = np.random.default_rng(seed)
        observed, expected = np.zeros(200), np.zeros(200)
        for _ in range(400):
            text = np.concatenate([draw.choice(200, int(draw.integers(40, 300))), np.repeat(draw.choice(200, 6), 8)])
            size = int(draw.integers(4, 11))
            observed += np.bincount(draw.choice(text, size, replace=False), minlength=200)
            expected += np.bincount(text, minlength=200) * size / len(text)
        false += bool((name_tiers(poisson_p(observed, expected))[0] != "").any())
    assert false <= 3


def test_words_that_are_rare_in_headlines_are_not_told_by_chance(make_corpus: MakeCorpus) -> None:
    """In this corpus log odds with an interval over texts found a word that the deal had put into headlines."""
    syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"]
    vocabulary = np.array(["".join(syllables[int(digit)] for digit in f"{i:04}") for i in range(2000)])
    often = 1 / np.arange(1, 2001)
    draw, made = np.random.default_rng(9), []
    for _ in range(400):
        own = np.repeat(draw.choice(vocabulary, 6), 8)
        text = draw.permutation(np.concatenate([draw.choice(vocabulary, 120, p=often / often.sum()), own]))
        made.append(article(" ".join(text[8:]), title=" ".join(text[:8])))
    assert headlines(make_corpus(made)).empty


def test_of_copies_only_the_first_counts(make_corpus: MakeCorpus) -> None:
    made = stories()
    once, reprinted = (headlines(make_corpus(articles), focus=["court"]) for articles in (made, [made[0]] * 25 + made))
    assert once.equals(reprinted)


def test_the_clearest_are_shown(make_corpus: MakeCorpus) -> None:
    made = [{**story, "title": f"{story['title']} pact pact"} for story in stories()]
    assert headlines(make_corpus(made), top_n=1)["term"].tolist() == ["pact"]


def test_words_of_focus_are_shown_wherever_they_stand(make_corpus: MakeCorpus) -> None:
    made = [*stories(), article("One court agreement.", title="The Court agreement, a court agreement")]
    corpus = make_corpus(made)
    focus = ["Court", "court agreement", "never", "bid"]
    found = headlines(corpus, 1, focus)
    assert found["term"].tolist() == ["bid", "court agreement", "court"]
    phrase = found.set_index("term").loc["court agreement"]
    # Title: court, agreement twice; with the text six words.
    assert phrase[["headline_count", "body_count", "expected"]].tolist() == [2, 1, pytest.approx(4 / 6 * 3, rel=1e-5)]


def test_no_headlines_no_text_and_no_tested_word_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    without = [{**record, "title": ""} for record in stories(20)]
    for made in (without, stories(9)):
        table = headlines(make_corpus(made))
        assert table.columns.tolist() == tables.HEADLINE_TERMS.required
        assert table.empty


def test_shards_do_not_matter(make_corpus: MakeCorpus) -> None:
    one, many = (headlines(make_corpus(stories(), shard_articles=n)) for n in (4000, 7))
    assert one.equals(many)
