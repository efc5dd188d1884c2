"""What is in a corpus: tables of records, sources, periods, lengths and copies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.corpus import COLUMNS, Corpus


def record_table(corpus: Corpus) -> pd.DataFrame:
    """Count what became of every record found.

    Returns
    -------
    DataFrame
        One row per fate: ``fate, records, share`` (of all found). Used, filtered and refused add up to found; "further
        copies" are among the used.
    """
    used, filtered, refused = len(corpus.articles), len(corpus.filtered), len(corpus.refused)
    found = used + filtered + refused
    rows = [
        ("found", found),
        ("used", used),
        ("of these, further copies of another", used - corpus.independent_texts),
        ("filtered by sources, dates, compare or language", filtered),
        ("refused", refused),
    ]
    table = pd.DataFrame(rows, columns=["fate", "records"])
    table["share"] = (table["records"] / found).round(6)
    return table


def form_table(corpus: Corpus) -> pd.DataFrame:
    """Count the files by form and encoding.

    Returns
    -------
    DataFrame
        One row per form x encoding, most files first: ``form, encoding`` (with "(guessed)" when nothing in the file or
        the settings says it), ``files, records, refused, repaired``.
    """
    files = corpus.files.assign(encoding=corpus.files["encoding"] + np.where(corpus.files["guessed"], " (guessed)", ""))
    table = files.groupby(["form", "encoding"]).agg(
        files=("path", "size"), records=("records", "sum"), refused=("refused", "sum"), repaired=("repaired", "sum")
    )
    return table.reset_index().sort_values(
        ["files", "form", "encoding"], ascending=[False, True, True], ignore_index=True
    )


def file_table(corpus: Corpus) -> pd.DataFrame:
    """List the files, those first that a reader should look at.

    Returns
    -------
    DataFrame
        One row per file or member of an archive: ``path, form, encoding, guessed, columns, records, refused,
        repaired``; guessed encodings first, then files with refused records, then by path.
    """
    order = pd.DataFrame({"guessed": ~corpus.files["guessed"].astype(bool), "good": corpus.files["refused"] == 0})
    order["path"] = corpus.files["path"]
    return corpus.files.loc[order.sort_values(["guessed", "good", "path"]).index].reset_index(drop=True)


def source_table(corpus: Corpus) -> pd.DataFrame:
    """Tabulate the sources.

    Returns
    -------
    DataFrame
        One row per source, by articles ("other sources" last): ``source, articles, independent_texts, words, first,
        last`` (ISO days; empty for undated).
    """
    grouped = corpus.articles.groupby("source")
    table = grouped.agg(
        articles=("article_id", "size"),
        independent_texts=("group", "nunique"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
    )
    for column in ("first", "last"):
        table[column] = table[column].dt.strftime("%Y-%m-%d").fillna("")
    return table.loc[corpus.source_names].reset_index()


def articles_by_period(corpus: Corpus) -> pd.DataFrame:
    """Count articles and words of each source in each period.

    Returns
    -------
    DataFrame
        One row per period (all of the span, in time) x source (in the order of the corpus): ``period, source,
        articles, words, part_period``. Empty for a corpus with fewer than two periods; undated articles are not in it.
    """
    columns = ["period", "source", "articles", "words", "part_period"]
    if len(corpus.periods) < 2:
        return pd.DataFrame(columns=columns)
    full = pd.MultiIndex.from_product([corpus.periods, corpus.source_names], names=["period", "source"])
    counted = corpus.articles.groupby(["period", "source"]).agg(articles=("article_id", "size"), words=("words", "sum"))
    table = counted.reindex(full, fill_value=0).reset_index()
    partial = corpus.articles.groupby("period")["part_period"].any()
    table["part_period"] = table["period"].map(partial).eq(True)
    return table[columns]


def article_lengths(corpus: Corpus) -> pd.DataFrame:
    """Tabulate how long the articles of each source are.

    Returns
    -------
    DataFrame
        One row per source in the order of the corpus: ``source, articles``, and the quantiles ``p5, q1, median, q3,
        p95`` of words an article.
    """
    names = {0.05: "p5", 0.25: "q1", 0.5: "median", 0.75: "q3", 0.95: "p95"}
    grouped = corpus.articles.groupby("source")["words"]
    table = pd.DataFrame({name: grouped.quantile(share) for share, name in names.items()})
    table.insert(0, "articles", grouped.size())
    return table.loc[corpus.source_names].rename_axis(columns=None).reset_index()


def copy_groups(corpus: Corpus) -> pd.DataFrame:
    """List the texts that stand in the corpus more than once.

    Returns
    -------
    DataFrame
        One row per group of copies, largest first, then by group: ``group, copies, versions`` (different texts among
        them), ``sources`` (how many), ``first``, ``last`` (days), ``title`` of the first, ``article_ids`` (at most
        three).
    """
    copies = corpus.articles[corpus.articles["group"].duplicated(keep=False)]
    columns = ["group", "copies", "versions", "sources", "first", "last", "title", "article_ids"]
    if copies.empty:
        return pd.DataFrame(columns=columns)
    table = copies.groupby("group").agg(
        copies=("article_id", "size"),
        versions=("version", "nunique"),
        sources=("source", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
        title=("title", "first"),
        article_ids=("article_id", lambda ids: "; ".join(ids.iloc[:3])),
    )
    for column in ("first", "last"):
        table[column] = table[column].dt.strftime("%Y-%m-%d").fillna("")
    return table.reset_index().sort_values(["copies", "group"], ascending=[False, True]).reset_index(drop=True)


def article_table(corpus: Corpus) -> pd.DataFrame:
    """List the articles used, without their text, by source, date and id.

    Returns
    -------
    DataFrame
        One row per article: `analysis.corpus.corpus.COLUMNS`; ``source`` is the source itself. Where something else
        plays its part (``compare``, small sources joined), ``compared_as`` says what.
    """
    table = corpus.articles.assign(source=corpus.articles["outlet"], compared_as=corpus.articles["source"])
    columns = [*COLUMNS, "compared_as"] if (table["source"] != table["compared_as"]).any() else COLUMNS
    table["published"] = table["published"].dt.strftime("%Y-%m-%d").fillna("")
    return table[columns].sort_values(["source", "published", "article_id"]).reset_index(drop=True)
