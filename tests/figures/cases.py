"""Every figure in its regimes: one row, ordinary, large, hostile, and without any interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import source_tables as st
import tables as t
import term_tables as te
import topic_tables as tt

_WEEKS = [*(f"2020-W{week}" for week in range(44, 54)), "2021-W01", "2021-W04"]
_DAYS = [f"2024-03-{day:02}" for day in range(1, 32)]
_NO_RATIO = {"ratio": np.nan, "ratio_low": np.nan, "ratio_high": np.nan}
_NOWHERE_ELSE = {"ratio": np.nan, "ratio_high": np.nan}

CASES: dict[str, dict[str, pd.DataFrame]] = {
    "articles_by_source": {
        "one": t.articles_by_source(1), "six": t.articles_by_source(6), "thirty": t.articles_by_source(30),
        "hostile": t.articles_by_source(12, True),
        "tied": t.articles_by_source(3).assign(articles=1, independent_texts=1),
        "millions": t.articles_by_source(30).assign(articles=1_234_567, independent_texts=987_654),
    },
    "articles_over_time": {
        "one": t.articles_over_time(1, 1), "six": t.articles_over_time(), "large": t.articles_over_time(30, 60),
        "hostile": t.articles_over_time(12, 2, True), "weeks": t.articles_over_time(3, periods=_WEEKS),
        "days": t.articles_over_time(1, periods=_DAYS),
        "millions": t.articles_over_time(6).assign(articles=1_234_567),
        "odd periods": t.articles_over_time(2, periods=["soon", "2024", "$x_{"]),
    },
    "top_terms": {
        "one": t.top_terms(1, intervals=False), "many": t.top_terms(60), "hostile": t.top_terms(14, True),
        "tied": t.top_terms(3).assign(per_million=100.0), "no intervals": t.top_terms(5, intervals=False),
    },
    "collocates": {
        "one": te.collocates(1, 1), "one term": te.collocates(1, 30), "five": te.collocates(5, 9),
        "nine": te.collocates(9), "thirteen": te.collocates(13, 5), "hostile": te.collocates(4, 12, True),
    },
    "headline_terms": {
        "one": te.headline_terms(1), "five": te.headline_terms(5), "nine": te.headline_terms(9),
        "forty": te.headline_terms(40), "hostile": te.headline_terms(12, True),
        "unsure": te.headline_terms(5).assign(tier=""),
        "one side": te.headline_terms(9).query("ratio > 2"),
        "other side": te.headline_terms(9).query("ratio < .5"),
        "tied": te.headline_terms(4).assign(ratio=1.5, low=1.2, high=2.0),
    },
    "focus": {
        "one": te.focus(1, 1).head(1), "one term": te.focus(1, 5), "five": te.focus(5, 9), "nine": te.focus(9, 40),
        "thirteen": te.focus(13, 5), "hostile": te.focus(12, 12, True),
        "nowhere": te.focus(2, 3).assign(count=0, per_million=0.0, per_million_low=np.nan),
        "tied": te.focus(2, 3).assign(per_million=7.0), "one source": te.focus(3, 1),
    },
    "term_trend": {
        "one": t.term_trend(1, 1), "rises": te.changed_trend([0, 2], 5), "peaks": te.changed_trend([1], 3, "peaks"),
        "six": t.term_trend(), "large": t.term_trend(9, 60),
        "hostile": t.term_trend(12, 2, True),
        "days": t.term_trend(2, periods=_DAYS), "weeks": t.term_trend(4, periods=_WEEKS),
        "changed": te.changed_trend([0], 5), "all changed": te.changed_trend([0, 1, 2], 3),
        "unknown": t.term_trend(2, 3).assign(per_million=np.nan, per_million_low=np.nan, per_million_high=np.nan),
    },
    "trend_by_source": {
        "one": te.trend_by_source(1, 1, 2), "one term": te.trend_by_source(1), "five": te.trend_by_source(),
        "many": te.trend_by_source(9, 30, 14), "weeks": te.trend_by_source(2, 8, 60),
        "hostile": te.trend_by_source(3, 12, 4, True), "few texts": te.trend_by_source(1, 3, 4, texts=12),
        "nowhere": te.trend_by_source(2, 3).assign(count=0, per_million=0.0, per_million_low=np.nan,
                                                   per_million_high=np.nan),
    },
    "topic_by_source": {
        "one": tt.topic_by_source(1, 2), "five": tt.topic_by_source(), "many": tt.topic_by_source(30, 14),
        "hostile": tt.topic_by_source(12, 4, True), "few texts": tt.topic_by_source(3, 4, texts=12),
    },
    "n_topics": {
        "one": tt.n_topics(1, 0), "eight": tt.n_topics(), "none": tt.n_topics(13).assign(chosen=""),
        "themes alone": tt.n_topics(8, 3, -1), "large": tt.n_topics(50),
        "none reliable": tt.n_topics(5).assign(reliable=0, reliable_share=0.0),
    },
    "topic_words": {
        "one": tt.topic_words(1), "five": tt.topic_words(), "fifty": tt.topic_words(50), "many": tt.topic_words(90),
        "hostile": tt.topic_words(6, True),
        "unknown": tt.topic_words(3).assign(share_low=np.nan, share_high=np.nan, article="", second_article=""),
    },
    "topic_sources": {
        "one": tt.topic_sources(1, 1), "five": tt.topic_sources(), "one source": tt.topic_sources(50, 1),
        "large": tt.topic_sources(50, 30), "fifty": tt.topic_sources(50, 9), "wide": tt.topic_sources(5, 40),
        "hostile": tt.topic_sources(12, 12, True), "hostile rows": tt.topic_sources(14, 12, True),
        "unknown": tt.topic_sources(2, 2).assign(share_low=np.nan, share_high=np.nan),
        "zero": tt.topic_sources(2, 2).assign(share=0.0, share_low=0.0, share_high=0.0),
        "without": tt.with_no_topic(tt.topic_sources(3, 4)), "without, many": tt.with_no_topic(tt.topic_sources(14, 3)),
    },
    "topic_differences": {
        "one": tt.topic_differences(1), "five": tt.topic_differences(), "fifty": tt.topic_differences(50),
        "hostile": tt.topic_differences(12, True),
        "periods": tt.topic_differences(3, between=("2019-11 to 2020-02", "2020-03")),
        "halves": tt.topic_differences(3, between=("before 2019-11", "from 2019-11")),
    },
    "topic_trend": {"one": tt.topic_trend(1, 1), "five": tt.topic_trend(), "large": tt.topic_trend(22, 60),
                    "hostile": tt.topic_trend(12, 2, True), "weeks": tt.topic_trend(2, periods=_WEEKS),
                    "long": tt.topic_trend(5, 60), "thirteen": tt.topic_trend(13, 8),
                    "without": tt.with_no_topic(tt.topic_trend(3, 6))},
    "distinctive_terms": {
        "one": st.distinctive_terms(1, 1), "one source": st.distinctive_terms(1), "two": st.distinctive_terms(2, 8),
        "six": st.distinctive_terms(), "twenty": st.distinctive_terms(20, 8), "forty": st.distinctive_terms(40, 3),
        "hostile": st.distinctive_terms(12, 5, True),
        "nowhere else": st.distinctive_terms(3, 4).assign(
            **_NOWHERE_ELSE, texts_others=0, ratio_low=[0.4, 900.0, 5e4] * 4),
        "unknown": st.distinctive_terms(2, 3).assign(**_NO_RATIO, ratio_told=False),
        "extreme": st.distinctive_terms(2, 3).assign(ratio=3e5, ratio_low=1e5, ratio_high=1e6),
        "no topics": st.distinctive_terms(5, 4).assign(within_topics=""),
        "one column": st.distinctive_terms(5, 4).assign(within_topics="style"),
        "many texts": st.distinctive_terms(14, 4).assign(
            texts=12_345, all_texts=123_456, texts_others=123_456, all_texts_others=876_543),
    },
    "source_distances": {
        "one": tt.source_distances(2), "six": tt.source_distances(),
        "thirty": tt.source_distances(30), "forty": tt.source_distances(40),
        "hostile": tt.source_distances(12, True),
        "no size": tt.source_distances(3).assign(excess=np.nan, tier=""),
    },
    "pair_terms": {
        "one": st.pair_terms(1), "five": st.pair_terms(5), "many": st.pair_terms(200),
        "halves": st.pair_terms(20).assign(source="before 2016-W14", other="from 2016-W14", period="from 2016-W14"),
        "spans": st.pair_terms(20).assign(source="2015-11 to 2016-02", other="2016-Q3", period="2016-Q3"),
        "hostile": st.pair_terms(40, True), "one side": st.pair_terms(9).assign(more=True),
        "tied": st.pair_terms(9).assign(per_million=7.0, other_per_million=7.0),
    },
    "source_terms": {
        "one": st.source_terms(1, 1), "five": st.source_terms(), "nine": st.source_terms(9, 30),
        "forty": st.source_terms(40, 30), "more": st.source_terms(43, 35), "hostile": st.source_terms(12, 12, True),
        "nothing": st.source_terms(3, 3).assign(tier=""), "in all": st.source_terms(3, 3).assign(tier="clear"),
    },
    "names": {
        "one": tt.names(1, 1, 1), "six": tt.names(), "families": tt.names(5, 3, 9), "thirty": tt.names(30, 1, 11),
        "hostile": tt.names(12, 2, 12, True), "unused": tt.names(2).assign(count=0, share=np.nan),
        "one row": tt.names(1, 1, 1).head(1), "alike": tt.names(3).assign(difference=0.0, tier=""),
    },
}  # fmt: skip
# Twenty years and 500 outlets, and 240 months of those that are followed over time.
_YEARS, _MONTHS, _OUTLETS = [str(year) for year in range(2004, 2024)], t.months(240), 500
MANY: dict[str, pd.DataFrame] = {
    "articles_by_source": t.articles_by_source(_OUTLETS),
    "articles_over_time": t.articles_over_time(_OUTLETS, periods=_YEARS),
    "focus": t.in_sources(te.focus(13, 1).query("source != 'all sources'"), _OUTLETS),
    "trend_by_source": t.in_sources(te.trend_by_source(3, 1, 240), _OUTLETS),
    "topic_by_source": t.in_sources(tt.topic_by_source(1, 240), _OUTLETS),
    "topic_sources": tt.topic_sources(20, _OUTLETS),
    "distinctive_terms": t.in_sources(st.distinctive_terms(1, 8), _OUTLETS),
    "source_distances": tt.source_distances(_OUTLETS),
    "source_terms": st.source_terms(_OUTLETS, 30),
    "names": tt.names(_OUTLETS),
}
for _name, _table in MANY.items():
    CASES[_name]["five hundred"] = _table
CASES["articles_over_time"]["months"] = t.articles_over_time(26, periods=_MONTHS)
CASES["term_trend"] |= {"years": t.term_trend(9, periods=_YEARS), "months": t.term_trend(9, periods=_MONTHS)}
CASES["topic_trend"] |= {"years": tt.topic_trend(22, periods=_YEARS), "months": tt.topic_trend(22, periods=_MONTHS)}
ALL = [(name, regime) for name, regimes in CASES.items() for regime in regimes]
