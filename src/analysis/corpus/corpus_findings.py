"""What a reader must know of a corpus before any number, and what the corpus cannot show."""

from __future__ import annotations

from analysis.corpus.cleaning.article_language import describe_language, describe_languages
from analysis.corpus.corpus import Corpus
from analysis.corpus.describe import duplicate_table
from analysis.tables.findings import Finding
from analysis.text import has_stop_list
from analysis.wording import listed, percent, period_words, plural

MIN_TEXTS = 30
_NAMED = 6
_COPYRIGHT_YEAR = "year in the copyright line"
# Articles concerned, sentence, detail, and the table that shows it.
_Found = tuple[int, str, str, str]


def corpus_findings(corpus: Corpus) -> list[Finding]:
    """Say what a reader must know of the corpus, by articles concerned: counted, not tested."""
    found = [_duplicates(corpus), _spellings(corpus), _copyright_years(corpus), _languages(corpus), _refused(corpus)]
    findings = [
        Finding("corpus", "", sentence, detail, "", n, anchor) for n, sentence, detail, anchor in filter(None, found)
    ]
    return sorted(findings, key=lambda finding: -finding.strength)


def _duplicates(corpus: Corpus) -> _Found | None:
    n = len(corpus.articles) - corpus.independent_texts
    if not n:
        return None
    table = duplicate_table(corpus)
    largest, least = table.iloc[0], table["least_shared"].min()
    sentence = (
        f"{n:,} of {plural(len(corpus.articles), 'article')} {'is a duplicate' if n == 1 else 'are duplicates'}: "
        f"{plural(corpus.independent_texts, 'independent text')} remain."
    )
    detail = f"most frequent: {largest['articles']} times “{largest['title']}”"
    if least < 1:
        detail += f"; the least similar versions in one group share {percent(least)} of the shorter text"
    return n, sentence, detail, "duplicates"


def _spellings(corpus: Corpus) -> _Found | None:
    if corpus.spellings.empty:
        return None
    names, n = corpus.spellings["source"].drop_duplicates().tolist(), int(corpus.spellings["articles"].sum())
    sentence = f"{plural(len(corpus.spellings), 'spelling')} of {plural(len(names), 'source')} are joined."
    return n, sentence, f"of {listed(names, _NAMED)}", "spellings"


def _copyright_years(corpus: Corpus) -> _Found | None:
    years = corpus.conflicts[corpus.conflicts["kind"] == _COPYRIGHT_YEAR]
    if years.empty:
        return None
    sentence = (
        f"The copyright line of {plural(len(years), 'article')} names a year that the date of publication does not "
        "confirm; copyright years were never used as dates."
    )
    return len(years), sentence, f"in {plural(years['source'].nunique(), 'source')}", "conflicts"


def _languages(corpus: Corpus) -> _Found | None:
    sentence = describe_languages(corpus.languages, corpus.language)
    others = corpus.languages[~corpus.languages["language"].isin(["", corpus.language])]
    n = int(others["articles"].sum())
    return (n, sentence, "declared, or detected from the texts", "languages") if sentence else None


def _refused(corpus: Corpus) -> _Found | None:
    if corpus.refused.empty:
        return None
    n, first = len(corpus.refused), corpus.refused.iloc[0]
    sentence = f"{plural(n, 'article, row or file', 'articles, rows or files')} could not be used."
    return n, sentence, f"first: {first['path']}, line {first['line']}: {first['reason']}", "refused"


def corpus_limits(corpus: Corpus) -> list[str]:
    """Say where the corpus is too small, undated or has gaps: one sentence each, none when there is nothing to say."""
    articles = corpus.articles
    texts = articles.groupby("source")["group"].nunique()
    few = [f"{source} ({texts[source]})" for source in corpus.source_names if texts[source] < MIN_TEXTS]
    gaps = _gaps(corpus)
    parts = sorted(articles.loc[articles["part_period"], "period"].dropna().unique())
    undated = int(articles["published"].isna().sum())
    said = [
        _left_out(corpus),
        "" if has_stop_list(corpus.language) else describe_language(corpus.languages, corpus.language),
        few and f"Fewer than {MIN_TEXTS} independent texts, so only large differences can show: {listed(few, _NAMED)}.",
        gaps and f"Periods with gaps, between a source's first and last article: {listed(gaps, _NAMED)}.",
        parts
        and len(corpus.periods) > 1
        and f"The corpus covers only a part of {listed(map(period_words, parts))}: counts there are of that part.",
        undated and f"Without a date, and so in no table over time: {undated:,} of {plural(len(articles), 'article')}.",
    ]
    return [sentence for sentence in said if sentence]


def _left_out(corpus: Corpus) -> str:
    reasons = corpus.filtered["reason"].value_counts().items()
    counts = [f"{n:,} {reason}" for reason, n in sorted(reasons, key=lambda item: (-item[1], item[0]))]
    found = plural(len(corpus.filtered) + len(corpus.articles), "article")
    return f"Left out: {len(corpus.filtered):,} of {found} ({', '.join(counts)})." if counts else ""


def _gaps(corpus: Corpus) -> list[str]:
    """List the sources with periods without an article between their first and last."""
    if not corpus.periods:
        return []
    dated = corpus.articles.dropna(subset=["period"])
    number = dated["period"].map({period: i for i, period in enumerate(corpus.periods)})
    spans = number.groupby(dated["source"]).agg(["min", "max", "nunique"])
    spans["all"] = spans["max"] - spans["min"] + 1
    gaps = spans[spans["all"] > spans["nunique"]]
    return [
        f"{source} (no article in {gaps['all'][source] - gaps['nunique'][source]} of {gaps['all'][source]} periods)"
        for source in corpus.source_names
        if source in gaps.index
    ]
