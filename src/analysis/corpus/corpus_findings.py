"""What a reader must know of a corpus before any number, and what the corpus cannot show."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import PERIOD_NOUNS, all_periods, coarser_frequency, coarser_periods
from analysis.corpus.cleaning.article_language import describe_language, describe_languages
from analysis.corpus.common_periods import describe_apart
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import articles_by_period, describe_reasons, duplicate_table, source_table
from analysis.corpus.table_doubts import DATED_APART, name_undated
from analysis.tables.corpus_tables import UNREAD_DATE
from analysis.tables.findings import MAX_ROWS, Finding, Picture, Unit
from analysis.text import has_stop_list
from analysis.vocabulary import MIN_TEXTS_FOR_FINDINGS, OTHER_SOURCES
from analysis.wording import clean_label, headline, listed, number, percent, period_words, plural, quoted, when

MIN_TEXTS = 30
_NAMED, _NAMED_DATES = 6, 2
# Labels of articles that are worth a comparison.
_MAX_LABELS = 20
# Articles that are worth a sentence: this share of all, or so many and a smaller share.
_SHARE, _MANY, _SMALL = 0.05, 20, 0.01
_MIN_SHARED = 0.1  # of a source's articles
_MIN_OF_AGENCIES = 0.2  # of a source's articles
_CROWDED, _MIN_PERIODS = 1 / 3, 5
_TIMES_AS_LONG = 2
_TITLE = 80
# A date that some date_format reads: day, month and year, in numbers or with the name of the month.
_LIKE_A_DATE = re.compile(r"\d{1,4}\W{1,3}\w{1,12}\W{1,3}\d{2,4}|[^\W\d]{3,12}\W{1,3}\d{1,2}\W{1,3}\d{4}|\d{8}")


def corpus_findings(corpus: Corpus) -> list[Finding]:
    """Say what a reader must know of the corpus, by articles concerned: counted, not tested."""
    sources = _source_shares(corpus)
    found = [
        _apart(corpus),
        _dominant(sources, len(corpus.articles)),
        _lengths(sources),
        _crowded(corpus),
        _repeated(corpus, sources),
        _shared(corpus, sources),
        _of_agencies(corpus, sources),
        _unread_dates(corpus),
        _languages(corpus),
        _refused(corpus),
    ]
    findings = [finding for finding in found if finding]
    return sorted(findings, key=lambda finding: -np.nan_to_num(finding.strength))


def _found(sentence: str, detail: str, articles: float, anchor: str, picture: Picture | None = None) -> Finding:
    return Finding("corpus", "", sentence, detail, "", articles, anchor, picture)


def _apart(corpus: Corpus) -> Finding | None:
    """Say which sources cannot be compared at one time: of all that is compared, so of all articles."""
    said = describe_apart(corpus)
    if not said:
        return None
    return _found(said[0], " ".join(said[1:]), len(corpus.articles), "articles_over_time")


def _is_much(n: int, of: int) -> bool:
    return n > 0 and n >= of * (_SMALL if n >= _MANY else _SHARE)


def _source_shares(corpus: Corpus) -> pd.DataFrame:
    """Tabulate the named sources, with the share of articles that occur more than once, and at another source."""
    groups = corpus.articles.groupby("group")
    occurs = pd.DataFrame(
        {
            "source": corpus.articles["source"],
            "repeated": groups["group"].transform("size") > 1,
            "shared": groups["source"].transform("nunique") > 1,
        }
    )
    table = source_table(corpus).join(occurs.groupby("source").mean(), on="source")
    return table[table["source"] != OTHER_SOURCES].reset_index(drop=True)


def _bars(sources: pd.DataFrame, column: str, marked: Sequence[str]) -> Picture | None:
    unit: Unit = "share" if column in ("repeated", "shared", "credited") else "count"
    enough = sources[sources["articles"] >= _MANY]
    # Of many sources the largest shares are those of an article or two.
    sources = enough if unit == "share" and len(enough) >= MAX_ROWS else sources
    ordered = sources.sort_values([column, "source"], ascending=[False, True])
    return Picture.of("bars", unit, ordered, "source", column, marked) if len(sources) > 1 else None


def _dominant(sources: pd.DataFrame, total: int) -> Finding | None:
    if len(sources) < 3 or sources["articles"].max() <= total / 2:
        return None
    largest = sources.nlargest(1, "articles").iloc[0]
    n, name = int(largest["articles"]), largest["source"]
    sentence = f"{percent(n / total)} of the articles are from {name}: {n:,} of {total:,}."
    detail = "what is said of all articles is mostly about this source"
    return _found(sentence, detail, n, "articles_by_source", _bars(sources, "articles", [name]))


def _lengths(sources: pd.DataFrame) -> Finding | None:
    large = sources[sources["articles"] >= _MANY].sort_values(["median", "source"], ignore_index=True)
    if len(large) < 2 or large["median"].iloc[-1] < _TIMES_AS_LONG * large["median"].iloc[0]:
        return None
    short, long = large.iloc[0], large.iloc[-1]
    words = f"{number(round(long['median']))} words, one of {short['source']} {number(round(short['median']))}"
    sentence = f"A typical article of {long['source']} has {words}."
    detail = f"medians of {long['articles']:,} and {short['articles']:,} articles; long ones weigh more in all counts"
    picture = _bars(large, "median", [long["source"], short["source"]])
    return _found(sentence, detail, long["articles"] + short["articles"], "articles_by_source", picture)


def _crowded(corpus: Corpus) -> Finding | None:
    periods = articles_by_period(corpus).groupby("period")["articles"].sum()
    total, n = int(periods.sum()), int(periods.max()) if len(periods) else 0
    if len(periods) < _MIN_PERIODS or n < _CROWDED * total:
        return None
    fullest = str(periods.idxmax())
    of = "of the articles" if total == len(corpus.articles) else f"of the {total:,} articles with a date"
    sentence = f"{percent(n / total)} {of} were published {when([fullest])}."
    detail = f"{n:,} of {total:,}; other periods have few"
    picture = Picture.of("line", "count", periods.reset_index(), "period", "articles", [fullest])
    return _found(sentence, detail, n, "articles_over_time", picture)


def _repeated(corpus: Corpus, sources: pd.DataFrame) -> Finding | None:
    total = len(corpus.articles)
    n = total - corpus.independent_texts
    if not _is_much(n, total):
        return None
    largest = duplicate_table(corpus).iloc[0]
    sizes = corpus.articles["group"].value_counts()
    repeated = sizes[sizes > 1]
    sentence = (
        f"{repeated.sum():,} of {plural(total, 'article')} share their text with another one: "
        f"{plural(len(repeated), 'text')}, each counted once."
    )
    detail = f"most often, {largest['articles']} times: {headline(largest['title'], _TITLE)}"
    if len(sources) > 1:
        detail = f"bars: share of a source's articles that occur more than once · {detail}"
    return _found(sentence, detail, n, "duplicates", _bars(sources, "repeated", []))


def _shared(corpus: Corpus, sources: pd.DataFrame) -> Finding | None:
    """Name the source that has most of its articles in common with others; who was first is not told."""
    large = sources[sources["articles"] >= _MANY].sort_values(["shared", "source"], ascending=[False, True])
    if large.empty or large["shared"].iloc[0] < _MIN_SHARED:
        return None
    name, total, articles = large["source"].iloc[0], int(large["articles"].iloc[0]), corpus.articles
    groups = articles.loc[articles["source"] == name, "group"]
    others = articles[articles["group"].isin(groups) & (articles["source"] != name)]
    partners = others.groupby("source")["group"].nunique().sort_values(ascending=False, kind="stable")
    n = int(groups.isin(others["group"]).sum())
    sentence = f"{n:,} of the {total:,} articles of {name} are also in {listed(map(str, partners.index), 3)}."
    detail = "copies or versions of one text; which was first is not known"
    return _found(sentence, detail, n, "duplicates", _bars(sources, "shared", [name]))


def _of_agencies(corpus: Corpus, sources: pd.DataFrame) -> Finding | None:
    """Name the source with the largest part of its articles from news agencies, where that is a fifth."""
    articles = corpus.articles
    # An agency may be a source itself.
    pairs = zip(articles["agency"], articles["source"], strict=True)
    credited = pd.Series(["" if agency.casefold() in name.casefold() else agency for agency, name in pairs])
    share = (credited != "").groupby(articles["source"]).mean().rename("credited")
    sources = sources.join(share, on="source")
    large = sources[sources["articles"] >= _MANY].sort_values(["credited", "source"], ascending=[False, True])
    if large.empty or large["credited"].iloc[0] < _MIN_OF_AGENCIES:
        return None
    name, total = large["source"].iloc[0], int(large["articles"].iloc[0])
    here = articles["source"] == name
    agencies = credited[here & (credited != "")].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    n, others = int(agencies.sum()), int((credited[~here] != "").sum())
    sentence = f"{n:,} of the {total:,} articles of {name} are credited to {listed(map(str, agencies.index), 3)}"
    elsewhere = f"; of the others, {others or 'none'} of {(~here).sum():,} to an agency" if len(sources) > 1 else ""
    detail = "what is said of its words is partly of the agency's"
    return _found(f"{sentence}{elsewhere}.", detail, n, "articles_by_source", _bars(sources, "credited", [name]))


def _unread_dates(corpus: Corpus) -> Finding | None:
    unread = corpus.conflicts[corpus.conflicts["kind"] == UNREAD_DATE]
    n, total = len(unread), len(corpus.articles)
    if not _is_much(n, total):
        return None
    sentence = f"The dates of {n:,} of {plural(total, 'article')} could not be read."
    without = int(corpus.articles["published"].isna().sum()) - n - len(name_undated(corpus))
    like_dates = unread[unread["found"].map(lambda found: bool(_LIKE_A_DATE.match(found)))]
    # One of the form that most have: "01/01/2017 05h00", not a slip of the pen.
    usual = like_dates if len(like_dates) else unread
    form = usual["found"].str.replace(r"\d", "0", regex=True)
    first = usual["found"][form == form.mode()[0]].iloc[0]
    n_of = unread["source"].value_counts()
    most = min(n_of.index, key=lambda name: (-n_of[name], name))
    details = [
        f"such as {quoted(first, _TITLE)}",
        f"{n_of[most]:,} of {clean_label(most)}" if corpus.articles["outlet"].nunique() > 1 else "",
        "date_format says how to read them" if len(like_dates) else "",
        f"{without:,} more have none" if without > 0 else "",
    ]
    return _found(sentence, "; ".join(filter(None, details)), n, "to_check")


def _languages(corpus: Corpus) -> Finding | None:
    others = corpus.languages[~corpus.languages["language"].isin(["", corpus.language])]
    n = int(others["articles"].sum())
    if not _is_much(n, int(corpus.languages["articles"].sum())):
        return None
    sentence = describe_languages(corpus.languages, corpus.language)
    return _found(sentence, "declared, or detected from the texts", n, "languages")


def _refused(corpus: Corpus) -> Finding | None:
    n = len(corpus.refused)
    if not _is_much(n, n + len(corpus.filtered) + len(corpus.articles)):
        return None
    first = corpus.refused.iloc[0]
    sentence = f"{plural(n, 'article, row or file', 'articles, rows or files')} could not be used."
    detail = f"first: {first['path']}, line {first['line']}: {first['reason']}"
    return _found(sentence, detail, n, "refused")


def corpus_limits(corpus: Corpus) -> list[str]:
    """Say where sources have no period in common, and where the corpus is too small, undated or has gaps: sentences."""
    articles = corpus.articles
    texts = articles.groupby("source")["group"].nunique()
    few = [f"{source} ({texts[source]})" for source in corpus.source_names if texts[source] < MIN_TEXTS]
    gaps, periods = _gaps(corpus), coarser_periods(corpus)
    parts = sorted(periods.loc[periods["part_period"], "period"].unique())
    said = [
        *describe_apart(corpus),
        _left_out(corpus),
        _labels_to_compare(corpus),
        _parts_of_one_outlet(corpus),
        "" if has_stop_list(corpus.language) else describe_language(corpus.languages, corpus.language),
        f"No difference can be shown: there are fewer than {MIN_TEXTS_FOR_FINDINGS} independent texts."
        if corpus.independent_texts < MIN_TEXTS_FOR_FINDINGS
        else few
        and f"Fewer than {MIN_TEXTS} independent texts, so only large differences can show: {listed(few, _NAMED)}.",
        gaps and f"Periods with gaps, between a source's first and last article: {listed(gaps, _NAMED)}.",
        parts
        and periods["period"].nunique() > 1
        and f"The corpus covers only a part of {listed(map(period_words, parts))}: counts there are of that part.",
        describe_undated(corpus),
    ]
    return [sentence for sentence in said if sentence]


def _labels_to_compare(corpus: Corpus) -> str:
    sizes = corpus.articles["label"].replace("", None).value_counts()
    few = len(corpus.source_names) > 1 or not 1 < len(sizes) <= _MAX_LABELS or sizes.min() < MIN_TEXTS
    return "" if few else f"There is one source. Its articles have {len(sizes)} labels, which compare=label compares."


def _parts_of_one_outlet(corpus: Corpus) -> str:
    """Warn of labels, groups or years that are mostly of one outlet, which is mostly in them: both say the same."""
    articles = corpus.articles
    if corpus.compares_outlets or articles["outlet"].nunique() < 2:
        return ""
    both = articles.groupby(["source", "outlet"]).size().rename("n").reset_index()
    part, outlet = (both[column].map(articles[column].value_counts()) for column in ("source", "outlet"))
    most = both.assign(of=part)[(2 * both["n"] > part) & (2 * both["n"] > outlet)]
    told = [
        f"{row['n']:,} of {plural(row['of'], 'article')} of {clean_label(row['source'])} are of "
        f"{clean_label(row['outlet'])}"
        for row in most.to_dict("records")
    ]
    return f"What sets them apart may be the outlet: {listed(told, _NAMED)}." if told else ""


def describe_undated(corpus: Corpus) -> str:
    """Say how many articles have no date, and name those whose date is not used; "" when all have one."""
    articles, undated = plural(len(corpus.articles), "article"), int(corpus.articles["published"].isna().sum())
    if not undated:
        return ""
    said, apart = f"Without a date, and so in no figure over time: {undated:,} of {articles}.", name_undated(corpus)
    if not apart:
        return said
    are, named = "is" if len(apart) == 1 else "are", listed(apart, _NAMED_DATES)
    return f"{said} Of these, {len(apart):,} {are} {DATED_APART}, which is taken for a mistake: {named}."


def _left_out(corpus: Corpus) -> str:
    found = plural(len(corpus.filtered) + len(corpus.articles), "article")
    reasons = describe_reasons(corpus.filtered)
    return f"Left out: {len(corpus.filtered):,} of {found} ({reasons})." if reasons else ""


def _gaps(corpus: Corpus) -> list[str]:
    """List the sources that have no article in periods of the figures between their first and last."""
    dates = corpus.articles["published"].dropna()
    if dates.empty:
        return []
    frequency = coarser_frequency(corpus)
    periods = all_periods(dates.min(), dates.max(), frequency)
    number = coarser_periods(corpus)["period"].dropna().map({period: i for i, period in enumerate(periods)})
    spans = number.groupby(corpus.articles["source"]).agg(["min", "max", "nunique"])
    spans["all"] = spans["max"] - spans["min"] + 1
    gaps = spans[spans["all"] > spans["nunique"]]
    gaps = gaps.assign(silent=gaps["all"] - gaps["nunique"])
    return [
        f"{source} (no article in {gaps['silent'][source]:.0f} of {gaps['all'][source]:.0f} {PERIOD_NOUNS[frequency]})"
        for source in corpus.source_names
        if source in gaps.index
    ]
