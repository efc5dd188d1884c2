"""Terms over time in each source: counted by hand, and sums that agree with the trend of all."""

from __future__ import annotations

import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.counts import term_sentences
from analysis.tables import term_tables as tables
from analysis.terms import term_trend, trend_by_source


def articles() -> list[dict[str, str]]:
    """In each month 24 texts of the Beacon, 22 of the Ledger; "fever" is in all of the Beacon's from April on."""
    made = []
    for month in pd.date_range("2024-01-01", periods=5, freq="MS"):
        for i in range(46):
            source, day = "Beacon" if i < 24 else "Ledger", month + pd.Timedelta(days=i % 24)
            word = "fever" if source == "Beacon" and month.month >= 4 else "market"
            made.append(article(f"Story{len(made)} of the {word}{' again' * (i % 2)} here.", source, str(day.date())))
    return made


def test_each_source_and_period_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([*articles(), article("An undated fever.", day="")])
    table = trend_by_source(corpus, ["fever", "market"])
    assert table.columns.tolist() == tables.TREND_BY_SOURCE.required
    months = [f"2024-0{month}" for month in range(1, 6)]
    keys = [
        (term, source, month) for term in ("fever", "market") for source in ("Beacon", "Ledger") for month in months
    ]
    assert list(table[["term", "source", "period"]].itertuples(index=False, name=None)) == keys
    fever = table[table["term"] == "fever"]
    assert fever["count"].tolist() == [0, 0, 0, 24, 24, 0, 0, 0, 0, 0]
    assert fever["texts"].tolist() == [24] * 5 + [22] * 5
    assert fever["independent_texts"].tolist() == fever["count"].tolist()
    # Five words in half of the texts, six in the others.
    assert fever["per_million"].tolist()[3:5] == pytest.approx([1e6 / 5.5] * 2, rel=1e-5)
    assert fever["per_million_low"].notna().tolist() == [False] * 3 + [True] * 2 + [False] * 5


def test_sums_over_sources_are_the_trend_of_all(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(articles(), period="month")
    own = trend_by_source(corpus, ["fever", "market"]).groupby(["term", "period"])[["count", "words"]].sum()
    whole = term_trend(corpus, ["fever", "market"]).set_index(["term", "period"])[["count", "words"]]
    pd.testing.assert_frame_equal(own, whole, check_dtype=False)


def test_copies_of_one_text_are_one_text_of_each_source(make_corpus: MakeCorpus) -> None:
    made = [article(f"Number {i} of the fever list.", "Beacon", f"2024-0{1 + i % 2}-03") for i in range(6)]
    copies = [{**made[0], "source": source} for source in ("Beacon", "Ledger")]
    table = trend_by_source(make_corpus([*made, *copies], period="month"), ["fever"])
    assert table[["source", "texts", "count"]].to_numpy().tolist() == [
        ["Beacon", 3, 4], ["Beacon", 3, 3], ["Ledger", 1, 1],
    ]  # fmt: skip


@pytest.mark.parametrize("period", ["", "month"])
def test_the_sentences_are_of_their_source_and_period(make_corpus: MakeCorpus, period: str) -> None:
    corpus = make_corpus(articles(), period=period)
    for table in (trend_by_source(corpus, ["fever"]), term_trend(corpus, ["fever"])):
        lines = term_sentences(corpus, table)
        assert set(lines["period_of"]) == {"2024-04", "2024-05"}
        assert (lines["published"].dt.strftime("%Y-%m") == lines["period_of"]).all()
        assert "source_of" not in lines or (lines["source_of"] == "Beacon").all()


def test_one_period_no_dates_and_no_terms_make_empty_tables(make_corpus: MakeCorpus) -> None:
    for made, terms, period in (
        ([article("Fever.", day=""), article("Rest.", day="")], ["fever"], ""),
        (articles(), ["fever"], "year"),
        (articles(), [], ""),
    ):
        corpus = make_corpus(made, period=period)
        for function, columns in ((trend_by_source, tables.TREND_BY_SOURCE), (term_trend, tables.TERM_TREND)):
            table = function(corpus, terms)
            assert table.empty
            assert table.columns.tolist() == columns.required
