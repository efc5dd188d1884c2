"""Every figure in its regimes: one row, ordinary, large, hostile, and without any interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import tables as t
import topic_tables as tt

_WEEKS = [*(f"2020-W{week}" for week in range(44, 54)), "2021-W01", "2021-W04"]
_DAYS = [f"2024-03-{day:02}" for day in range(1, 32)]

CASES: dict[str, dict[str, pd.DataFrame]] = {
    "articles_by_source": {
        "one": t.articles_by_source(1), "six": t.articles_by_source(6), "thirty": t.articles_by_source(30),
        "hostile": t.articles_by_source(12, True),
        "undated": t.articles_by_source(3).assign(first=pd.NaT, last=pd.NaT),
        "tied": t.articles_by_source(3).assign(articles=1, independent_texts=1),
    },
    "articles_over_time": {
        "one": t.articles_over_time(1, 1), "six": t.articles_over_time(), "large": t.articles_over_time(30, 60),
        "hostile": t.articles_over_time(12, 2, True), "weeks": t.articles_over_time(3, periods=_WEEKS),
        "days": t.articles_over_time(1, periods=_DAYS),
        "odd periods": t.articles_over_time(2, periods=["soon", "2024", "$x_{"]),
    },
    "article_length": {
        "one": t.article_length(1), "six": t.article_length(), "thirty": t.article_length(30, wide=True),
        "hostile": t.article_length(12, True),
        "alike": t.article_length(3).assign(p5=5, q1=5, median=5, q3=5, p95=5),
    },
    "top_terms": {
        "one": t.top_terms(1, intervals=False), "many": t.top_terms(60), "hostile": t.top_terms(14, True),
        "tied": t.top_terms(3).assign(per_million=100.0), "no intervals": t.top_terms(5, intervals=False),
    },
    "top_phrases": {"one": t.top_phrases(1), "twenty": t.top_phrases(), "hostile": t.top_phrases(12, True)},
    "term_spread": {
        "one": t.top_terms(1), "many": t.top_terms(200), "hostile": t.top_terms(14, True),
        "unknown": t.top_terms(2).assign(dispersion=np.nan),
        "alike": t.top_terms(3).assign(dispersion=0.0, per_million=5.0),
    },
    "term_trend": {
        "one": t.term_trend(1, 1), "six": t.term_trend(), "large": t.term_trend(9, 60),
        "hostile": t.term_trend(12, 2, True),
        "days": t.term_trend(2, periods=_DAYS), "weeks": t.term_trend(4, periods=_WEEKS),
        "unknown": t.term_trend(2, 3).assign(per_million=np.nan, per_million_low=np.nan, per_million_high=np.nan),
    },
    "n_topics": {"one": tt.n_topics(1), "eight": tt.n_topics(), "none": tt.n_topics(13, False),
                 "large": tt.n_topics(50),
                 "hostile": tt.n_topics(5).assign(quality=[0.1, np.nan, 0.2, np.nan, np.nan]),
                 "shuffled once": tt.n_topics().assign(stability_shuffled=[np.nan] * 4 + [0.3] + [np.nan] * 3),
                 "unsure": tt.n_topics(4).assign(stability_shuffled=np.nan, **dict.fromkeys(
                     ("quality_se", "stability_se", "coherence_se", "diversity_se"), np.nan))},
    "topic_terms": {"one": tt.topic_terms(1), "five": tt.topic_terms(), "fifty": tt.topic_terms(50),
                    "hostile": tt.topic_terms(6, True), "one row": tt.topic_terms(1).head(1)},
    "topic_card": {"one": tt.topic_card(1, intervals=False), "five": tt.topic_card(), "fifty": tt.topic_card(50),
                   "hostile": tt.topic_card(12, True), "unknown": tt.topic_card(3).assign(stability=np.nan)},
    "topic_sources": {
        "one": tt.topic_sources(1, 1), "five": tt.topic_sources(), "one source": tt.topic_sources(50, 1),
        "large": tt.topic_sources(50, 30), "fifty": tt.topic_sources(50, 9), "wide": tt.topic_sources(5, 40),
        "hostile": tt.topic_sources(12, 12, True), "hostile rows": tt.topic_sources(14, 12, True),
        "unknown": tt.topic_sources(2, 2).assign(share_low=np.nan, share_high=np.nan),
        "zero": tt.topic_sources(2, 2).assign(share=0.0, share_low=0.0, share_high=0.0),
    },
    "topic_map": {
        "one": tt.topic_map(1), "two": tt.topic_map(2), "five": tt.topic_map(), "fifty": tt.topic_map(50),
        "hostile": tt.topic_map(12, True), "unknown": tt.topic_map(3).assign(nearest=pd.NA, distance=np.nan),
        "one place": tt.topic_map(8).assign(x=0.0, y=0.0, distance=0.0), "no share": tt.topic_map(4).assign(share=0.0),
        "a line": tt.topic_map(9).assign(y=0.0),
    },
    "topic_stability": {
        "one": tt.topic_stability(1), "five": tt.topic_stability(), "fifty": tt.topic_stability(50),
        "hostile": tt.topic_stability(12, True),
        "unknown": tt.topic_stability(3).assign(stability_low=np.nan, stability_high=np.nan),
        "nothing": tt.topic_stability(2).assign(stability=np.nan, stability_low=np.nan, stability_high=np.nan),
    },
    "topic_differences": {
        "one": tt.topic_differences(1), "five": tt.topic_differences(), "fifty": tt.topic_differences(50),
        "hostile": tt.topic_differences(12, True), "periods": tt.topic_differences(3, between=("2019-11", "2024-02")),
        "unknown": tt.topic_differences(3).assign(difference_low=np.nan, difference_high=np.nan),
    },
    "topic_trend": {"one": tt.topic_trend(1, 1), "five": tt.topic_trend(), "large": tt.topic_trend(50, 60),
                    "hostile": tt.topic_trend(12, 2, True), "weeks": tt.topic_trend(2, periods=_WEEKS),
                    "long": tt.topic_trend(5, 60), "fifty": tt.topic_trend(50, 8)},
    "distinctive_terms": {
        "one": tt.distinctive_terms(1, 1), "one source": tt.distinctive_terms(1), "six": tt.distinctive_terms(),
        "thirty": tt.distinctive_terms(30), "hostile": tt.distinctive_terms(12, 5, True),
        "nothing": tt.distinctive_terms(3, 6, found=False),
        "unknown": tt.distinctive_terms(2, 3).assign(low=np.nan, high=np.nan, survives=None),
    },
    "source_distances": {
        "one": tt.source_distances(1), "two": tt.source_distances(2), "six": tt.source_distances(),
        "thirty": tt.source_distances(30), "hostile": tt.source_distances(12, True),
        "one pair": tt.source_distances(2).query("source != other"),
        "unknown": tt.source_distances(3).assign(excess_low=np.nan, excess_high=np.nan),
        "no size": tt.source_distances(3).assign(excess=np.nan, excess_low=np.nan, excess_high=np.nan, p=np.nan),
    },
    "names": {
        "one": tt.names(1, 1, 1), "six": tt.names(), "families": tt.names(5, 3, 9), "thirty": tt.names(30, 1, 11),
        "hostile": tt.names(12, 2, 12, True), "unused": tt.names(2).assign(count=0, share=np.nan),
        "one row": tt.names(1, 1, 1).head(1),
    },
}  # fmt: skip
ALL = [(name, regime) for name, regimes in CASES.items() for regime in regimes]
