"""Some of the articles of a corpus: what is counted is what is chosen, however it is chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.corpora import MakeCorpus, article

from analysis.corpus import Corpus, articles_by_period, load_corpus, source_table
from analysis.counts import count_words
from analysis.errors import CorpusError, SettingsError
from analysis.sources import compare_sources
from analysis.terms import leading_terms, term_table, terms_to_follow

ARTICLES = [
    article("The border was closed by the minister on the first day of spring.", "Beacon", "2024-01-02"),
    article("A BORDER guard sang.", "Beacon", "2024-02-03"),
    article("Borderline cases of the small claims court fill a hall.", "Beacon", "2024-02-04"),
    article("Nothing happened in the harbour, says the pilot.", "Ledger", "2024-03-04", title="The U.S. border"),
    article("Rain fell on the old harbour all morning long.", "Ledger", "2024-05-04"),
    article("Snow fell over there, where nobody keeps a calendar.", "Ledger", ""),
]


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Corpus:
    return make_corpus(ARTICLES)


def titles(corpus: Corpus) -> list[str]:
    return sorted(name.removeprefix("articles/") for name in corpus.articles["article_id"])


def assert_whole(corpus: Corpus, found: int = 6) -> None:
    """Used, refused and filtered are those found, and what is counted is what is used."""
    assert len(corpus.articles) + len(corpus.filtered) + len(corpus.refused) == found
    counts = count_words(corpus)
    assert counts.n_articles == len(corpus.articles)
    assert counts.words == corpus.articles["words"].sum()
    table = source_table(corpus)
    assert table["articles"].sum() == len(corpus.articles)
    assert table["source"].tolist() == corpus.source_names


def test_articles_that_mention_a_word_are_those_in_which_it_is_counted(corpus: Corpus) -> None:
    mentioning = corpus.where(mentions="border")
    assert titles(mentioning) == ["1", "2", "4"]  # in capitals and in a title, not inside another word
    assert count_words(mentioning).articles.per_term(["border"]).tolist() == [3]
    assert_whole(mentioning)


def test_phrases_several_terms_and_terms_that_may_not_be(corpus: Corpus) -> None:
    assert titles(corpus.where(mentions=["US border", "old harbour"])) == ["4", "5"]
    assert titles(corpus.where(mentions="border", exclude=["sang", "closed"])) == ["4"]
    without = corpus.where(exclude="harbour")
    assert titles(without) == ["1", "2", "3", "6"]
    assert without.filtered["reason"].unique().tolist() == ['mentions "harbour"']
    assert_whole(without)


def test_loading_with_words_gives_what_where_gives(corpus: Corpus, make_corpus: MakeCorpus) -> None:
    loaded = make_corpus(ARTICLES, contains=["border"], exclude="sang")
    chosen = corpus.where(mentions=["border"], exclude="sang")
    columns = ["article_id", "source", "words", "period", "part_period", "first_of_group"]
    pd.testing.assert_frame_equal(loaded.articles[columns], chosen.articles[columns])
    assert loaded.periods == chosen.periods
    assert count_words(loaded).uses.per_term().tolist() == count_words(chosen).uses.per_term().tolist()
    assert_whole(loaded)


def test_conditions_can_follow_each_other(corpus: Corpus) -> None:
    chosen = corpus.where(source="Beacon", until="2024-02-28").where(mentions="border").where(ids=["articles/2"])
    assert titles(chosen) == ["2"]
    assert chosen.source_names == ["Beacon"]
    assert chosen.periods == ["2024-02-03"]
    reasons = chosen.filtered.set_index("article_id")["reason"].to_dict()
    assert [reasons[f"articles/{number}"] for number in range(1, 7) if number != 2] == [
        "id not chosen",
        'does not mention "border"',
        *["source not chosen"] * 3,
    ]
    assert_whole(chosen)


def test_what_does_not_exist_is_refused_with_the_nearest(corpus: Corpus) -> None:
    for given, message in [
        ({"source": "Becon"}, r"There is no source 'Becon'\. Did you mean 'Beacon'\?"),
        ({"source": "xyz"}, r"There is no source 'xyz'\. Sources: Beacon, Ledger"),
        ({"ids": ["77"]}, "There is no id '77'"),
        ({"since": "last week"}, "since must be a date"),
        ({"mentions": "--"}, "There is no word in '--'"),
        ({"mentions": ["wall", "border*"]}, r"'border\*': a star stands for nothing here; give each form of the word"),
        ({"ids": [3]}, "ids must be text or a list of texts, not 3"),
    ]:
        with pytest.raises(SettingsError, match=message):
            corpus.where(**given)  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match=r'No article is left of 6: does not mention "giraffe"'):
        corpus.where(mentions="giraffe")


def test_articles_filtered_by_hand_are_refused(corpus: Corpus) -> None:
    articles, shards = corpus.articles, corpus.shards
    moved = replace(shards[0], period=np.roll(shards[0].period, 1))
    for changes in (
        {"articles": articles.head(2)},
        {"articles": articles.assign(published=pd.Timestamp("2020-01-01"))},
        {"articles": articles.assign(published=articles["published"] + pd.DateOffset(years=1))},
        {"articles": articles.assign(published=pd.NaT)},
        {"articles": articles.assign(period=articles["period"].max())},
        {"articles": articles.iloc[:0], "shards": ()},
        {"shards": (moved, *shards[1:])},
    ):
        with pytest.raises(SettingsError, match=r"use corpus\.where"):
            replace(corpus, **changes)


def test_a_subset_of_many_shards_is_counted_like_one_of_one(make_corpus: MakeCorpus) -> None:
    articles = [article(f"Number {i} of the {'harbour' if i % 2 else 'border'} list.") for i in range(30)]
    few, many = (make_corpus(articles, shard_articles=n).where(mentions="harbour") for n in (4000, 4))
    assert len(many.shards) > len(few.shards) == 1
    assert titles(few) == titles(many)
    assert len(many.articles) == count_words(many).n_articles == 15
    assert count_words(few).uses.per_term().tolist() == count_words(many).uses.per_term().tolist()


def test_the_period_of_all_tables_can_be_given(make_corpus: MakeCorpus) -> None:
    months = make_corpus(ARTICLES, period="month")
    assert months.periods == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
    assert articles_by_period(months)["period"].unique().tolist() == ["2024-01", "2024-02", "2024-03", "2024-05"]
    quarters = make_corpus(ARTICLES, period="quarter").where(source="Ledger")
    assert quarters.periods == ["2024-Q1", "2024-Q2"]


def test_more_periods_than_can_be_read_are_refused(make_corpus: MakeCorpus) -> None:
    with pytest.raises(SettingsError, match=r"period=day: 1,097 periods are more than 400; take a longer one"):
        make_corpus([article("One.", day="2020-01-01"), article("Two.", day="2023-01-01")], period="day")


def test_the_sample_can_be_narrowed_when_it_is_loaded() -> None:
    corpus = load_corpus("data/raw", sources="daily-beacon", contains="port")
    assert corpus.source_names == ["daily-beacon"]
    assert 0 < len(corpus.articles) < 20


def test_what_was_chosen_is_said_in_one_sentence(corpus: Corpus, make_corpus: MakeCorpus) -> None:
    assert corpus.choice_line == ""
    mentioning = corpus.where(mentions=["border", "harbour"])
    assert mentioning.choice_line == "Only articles that mention “border” or “harbour”: 4 of 6."
    beacon = mentioning.where(source="Beacon", since="2024-02-01", until="2024-02-28")
    assert beacon.choice_line == (
        "Only articles that mention “border” or “harbour”, of Beacon, published 1 Feb – 28 Feb 2024: 1 of 6."
    )
    assert corpus.where(exclude="sang", until="2024-04-30").choice_line == (
        "Only articles published until 30 Apr 2024, that do not mention “sang”: 3 of 6."
    )
    assert corpus.where(ids=["articles/1"]).choice_line == "Only articles chosen by their ids: 1 of 6."
    loaded = make_corpus(ARTICLES, contains=["Border"], since="2024-02-01")
    assert loaded.choice_line == "Only articles published from 1 Feb 2024 on, that mention “Border”: 2 of 6."
    # The word that all hold is no finding.
    assert loaded.searched == ("border",)
    assert corpus.searched == ()


def test_words_that_articles_were_chosen_by_are_not_tested(make_corpus: MakeCorpus) -> None:
    made = [article(f"border {'flood ' * (i % 2)}story w{i}", "Beacon", f"2024-0{1 + i % 2}-03") for i in range(40)]
    made += [article(f"border border border mill v{i}", "Ledger", f"2024-0{1 + i % 2}-03") for i in range(40)]
    made += [article("nothing at all here", "Ledger")]
    for given, tested in (({}, True), ({"contains": "border"}, False)):
        corpus = make_corpus(made, **given)
        uses = count_words(corpus)
        assert ("border" in compare_sources(corpus, uses).terms) == tested
        words = term_table(uses, "en")
        leading = leading_terms(words, words.head(0), "en", without=corpus.searched)
        assert "border" in set(words["term"])
        assert ("border" in set(leading["term"])) == tested
        assert ("border" in terms_to_follow(words, words.head(0), "en", corpus.searched)) == tested
