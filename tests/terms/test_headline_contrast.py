"""Words of headlines: a planted one in either direction, numbers by hand, and an error that knows copies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from scipy.stats import t

from analysis.corpus import Corpus
from analysis.counts import count_words
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
    assert headlines(make_corpus(stories()))["term"].tolist() == ["bid", "agreement"]  # what chance may do is left out
    table = headlines(make_corpus(stories()), focus=["court"])
    assert table.columns.tolist() == tables.HEADLINE_TERMS.names
    found = table.set_index("term")
    assert table["term"].tolist() == ["bid", "court", "agreement"]
    assert found.loc["bid", ["headline_count", "body_count"]].tolist() == [60, 0]
    assert found.loc["agreement", ["headline_count", "body_count"]].tolist() == [0, 180]
    assert found.loc["bid", "low"] > 0
    assert found.loc["agreement", "high"] < 0
    assert found.loc["court", "low"] < 0 < found.loc["court", "high"]
    # 60 headlines of 4 words, and 30 times "court".
    assert found.loc["bid", "headline_per_million"] == pytest.approx(1e6 * 60 / 270, rel=1e-5)


@pytest.mark.parametrize("apart", [False, True])
def test_log_odds_and_interval_written_out(make_corpus: MakeCorpus, apart: bool) -> None:
    # "court" thrice in every second headline, and ten times in the text below it, or in the other texts.
    even = (np.arange(30) % 2 == 0).astype(int)
    in_head, in_body = 3 * even, 10 * (1 - even if apart else even)
    made = [
        article(
            f"Place{i} agreement " * 3 + " ".join(f"w{i}x{k}" for k in range(33)) + " court" * in_body[i],
            title=f"Head{i} bid{' court' * in_head[i]} h{i}x h{i}y",
        )
        for i in range(30)
    ]
    row = headlines(make_corpus(made), focus=["court"]).set_index("term").loc["court"]
    # 45 of 165 words of headlines, 150 of 1,320 of the texts; prior a tenth of 165 words.
    n, m, y, x, prior_words = 165, 1320, 45, 150, 16.5
    prior = prior_words * (y + x) / (n + m)
    odds = np.log((y + prior) / (n + prior_words - y - prior)) - np.log((x + prior) / (m + prior_words - x - prior))
    assert row["log_odds"] == pytest.approx(odds, rel=1e-5)
    assert row["headline_per_million"] == pytest.approx(1e6 * y / n, rel=1e-5)
    # Every text is a bucket of its own: what each moves, by hand.
    head = in_head / (y + prior) - 4 / (n + prior_words - y - prior)
    body = in_body / (x + prior) - 39 / (m + prior_words - x - prior)
    grouped = np.sqrt(((head - body - (head - body).mean()) ** 2).sum())
    alone = np.sqrt(1 / (y + prior) + 1 / (x + prior))
    assert (grouped > 1.5 * alone) == apart
    # Three words are tested: bid, court and agreement.
    reach = t.ppf(1 - 0.05 / 6, 29) * max(grouped, alone)
    assert row[["low", "high"]].tolist() == pytest.approx([odds - reach, odds + reach], rel=1e-5)


def test_a_story_reprinted_25_times_widens_and_never_narrows(make_corpus: MakeCorpus) -> None:
    made = stories()
    # One has its "court" in headline and text, like others; the other is all headline.
    for story, wider in ((made[0], 1.0), ({**made[1], "title": "Court court court"}, 1.5)):
        once, reprinted = (
            headlines(make_corpus(articles), focus=["court"]).set_index("term").loc["court"]
            for articles in ([story, *made[2:]], [story] * 25 + made[2:])
        )
        assert reprinted["headline_count"] > once["headline_count"] + 20
        assert reprinted["high"] - reprinted["low"] > wider * 0.999 * (once["high"] - once["low"])


def test_the_clearest_are_shown_in_each_direction(make_corpus: MakeCorpus) -> None:
    assert headlines(make_corpus(stories()), top_n=1)["term"].tolist() == ["bid", "agreement"]


def test_words_of_focus_are_shown_wherever_they_stand(make_corpus: MakeCorpus) -> None:
    made = [*stories(), article("One court agreement.", title="The Court agreement, a court agreement")]
    corpus = make_corpus(made)
    focus = ["Court", "court agreement", "never", "bid"]
    found = headlines(corpus, 1, focus)
    assert found["term"].tolist() == ["bid", "court agreement", "court", "agreement"]
    phrase = found.set_index("term").loc["court agreement"]
    assert phrase[["headline_count", "body_count", "place"]].tolist() == [2, 1, "headline"]
    # More terms tested together: a wider interval for all.
    alone = headlines(corpus, 1).set_index("term").loc["bid"]
    assert found.set_index("term").loc["bid", "low"] < alone["low"]


def test_no_headlines_no_text_and_no_tested_word_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    bodies = [{**record, "title": ""} for record in stories(20)]
    for made in (bodies, stories(9)):
        table = headlines(make_corpus(made))
        assert table.columns.tolist() == tables.HEADLINE_TERMS.names
        assert table.empty


def test_shards_do_not_matter(make_corpus: MakeCorpus) -> None:
    one, many = (headlines(make_corpus(stories(), shard_articles=n)) for n in (4000, 7))
    assert one.equals(many)
