"""Load a corpus: choose the articles, join small sources, number sources, periods and groups."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import session
from analysis.corpus.cleaning.article_language import (
    articles_by_language,
    detect_language,
    in_other_language,
    main_language,
)
from analysis.corpus.corpus import Corpus, rows_with
from analysis.corpus.date_ranges import as_days, describe_dates
from analysis.corpus.outlet_names import spelling_of
from analysis.corpus.prepare import Prepared, prepare
from analysis.corpus.subset import Places, add_periods, counted_terms, describe_choice, leave_out
from analysis.corpus.table_doubts import DATED_APART, absent_columns, dated_apart
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError, suggest
from analysis.settings.given_values import as_list
from analysis.settings.parameters import check_ranges
from analysis.settings.settings_files import CorpusSettings, read_name_families, read_topic_edits
from analysis.tables import corpus_tables as tables
from analysis.text import RULED, require_segmenter, tokens
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import day, listed, one_line, plural, quoted

# Where more articles than this share are too short to show their language, so many are read, so many together.
_MAX_UNKNOWN, _SHOWN, _TOGETHER = 0.9, 400, 20
# Names that are kept where every source is smaller than a report wants it.
_MAX_SMALL = 25
# Columns of the articles table without the optional one.
_COLUMNS = list(tables.ARTICLES.empty().columns)

_ADDED = ["outlet", "version", "least_shared", "label", "line", "url", "period", "part_period", "first_of_group"]


def _name_groups(table: pd.DataFrame, settings: CorpusSettings, spellings: pd.DataFrame) -> pd.Series:
    if not settings.groups:
        raise SettingsError(
            "compare=group: corpus.yml defines no groups; add them as groups: {left: [a, b], right: [c]}."
        )
    group_of: dict[str, str] = {}
    for group, given in settings.groups.items():
        members = _known_sources("corpus.yml: groups", given, table, spellings)
        if set(members) != {group} and (table["source"] == group).any():
            # The name would stand for the group and for the outlet.
            raise SettingsError(f"corpus.yml: groups: {group!r} is an outlet; give the group another name.")
        for source in members:
            if group_of.setdefault(source, group) != group:
                raise SettingsError(f"corpus.yml: groups: {source!r} is in both {group_of[source]!r} and {group!r}.")
    return table["source"].map(group_of)


class _Comparison(NamedTuple):
    """What ``compare`` does: the name each article counts for, missing for those left out, and why these are."""

    names: Callable[[pd.DataFrame, CorpusSettings, pd.DataFrame], pd.Series]
    left_out: str = ""
    in_time: bool = False


_COMPARISONS = {
    "source": _Comparison(lambda table, *_: table["source"]),
    "group": _Comparison(_name_groups, "source in no group"),
    "year": _Comparison(lambda table, *_: table["published"].dt.strftime("%Y"), "no date", in_time=True),
    "month": _Comparison(lambda table, *_: table["published"].dt.strftime("%Y-%m"), "no date", in_time=True),
    "label": _Comparison(lambda table, *_: table["label"].where(table["label"] != ""), "no label"),
}


def load_corpus(
    articles: str | Path,
    *,
    sources: str | Sequence[str] = (),
    since: str | date = "",
    until: str | date = "",
    contains: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    language: str = "",
    compare: str = "source",
    min_articles: int = 10,
    period: str = "",
    any_language: bool = False,
    engine: Engine | None = None,
    reading: Mapping[str, Any] | None = None,
    interim: Path | None = None,
) -> Corpus:
    """Load a corpus: prepare its shards if necessary and choose the articles that pass the filters.

    The few articles dated years apart from all others count as undated: one wrong date would stretch every figure over
    time. Which they are is decided from all articles found, before any is filtered; ``conflicts`` lists them.

    Parameters
    ----------
    articles : str or Path
        Folder or table, relative to the project.
    sources, since, until, contains, exclude, language, compare, min_articles, period, any_language
        As of `analysis.load`.
    engine : Engine, optional
        Where articles are prepared and counted; the corpus keeps it.
    reading : mapping, optional
        How articles are read; overrides ``corpus.yml``.
    interim : Path, optional
        Where prepared shards are kept; default ``data/interim``.

    Returns
    -------
    Corpus
        Articles used, refused and filtered add up to those found.

    Raises
    ------
    CorpusError
        When no article is left.
    SettingsError
        When a named source or column does not exist, or a value is out of range.
    """
    sources, contains, exclude = (
        as_list(name, given) for name, given in (("sources", sources), ("contains", contains), ("exclude", exclude))
    )
    first, last = as_days(since, until)
    check_ranges({"since": first, "until": last, "contains": contains, "exclude": exclude})
    check_ranges({"period": period, "language": language, "compare": compare, "min_articles": min_articles})
    folder, engine = session.project_path(articles), engine or Engine()
    prepared = prepare(folder, engine, reading, interim)
    _check_columns(prepared, (reading or {}).get("columns", {}))
    table = _read_articles(prepared)
    apart = dated_apart(table)
    table = _without_dates(table, apart)
    spellings = prepared.side_table("spellings")
    kept = _known_sources("sources", sources, table, spellings)
    comparison = _COMPARISONS[compare]
    table["outlet"], table["source"] = table["source"], comparison.names(table, prepared.settings, spellings)
    # Later reasons replace earlier ones.
    reason = pd.Series("", index=table.index, dtype=object)
    reason[table["source"].isna()] = f"{comparison.left_out} (compare={compare})"
    if last:
        reason[~(table["published"] <= last)] = f"not dated {last} or earlier"
    if first:
        reason[~(table["published"] >= first)] = f"not dated {first} or later"
    if first or last or comparison.in_time:
        for name, when in zip(apart["article_id"], apart["published"], strict=True):
            reason[table["article_id"] == name] = f"dated {day(when)}, years apart from all others, so undated"
    if kept:
        reason[~table["outlet"].isin(kept)] = "source not chosen"
    chosen = table[reason == ""]
    if chosen.empty:
        why = f"sources, since, until or compare leave out all {len(table):,}; {describe_dates(table['published'])}"
        why += f"; {plural(len(apart), 'article')} {DATED_APART}, so undated" if len(apart) else ""
        if table["source"].isna().all():
            why = f"compare={compare} leaves out all {len(table):,}: {comparison.left_out}"
        raise CorpusError(f"No article of {quoted(folder.name)} is left: {why}.")
    language = language or _find_language(prepared, chosen)
    require_segmenter(language)
    if not any_language:
        others = chosen.loc[in_other_language(chosen["language"], language), "language"]
        reason[others.index] = "language " + others + f" (language={language})"
    places = Places(prepared.shards, table["shard"].to_numpy(), table["row"].to_numpy())
    reason = leave_out(reason, places, contains, exclude, language, engine.for_articles(len(chosen)))
    is_kept = (reason == "").to_numpy()
    if not is_kept.any():
        raise CorpusError(f"No article of {quoted(folder.name)} is left: {reason.value_counts().index[0]}.")
    filtered = table.assign(reason=reason)[reason != ""].sort_values(["path", "line"])
    table, places = table[is_kept].reset_index(drop=True), places.take(is_kept)
    table["words"] = _count_words(prepared, table, language)
    table["source"] = _join_small(table["source"], min_articles)
    table, periods = add_periods(table, period)
    source_names = sorted(set(table["source"])) if comparison.in_time else _by_size(table["source"])
    shards = places.shards(table, source_names, periods, language)
    return Corpus(
        articles=table[[*_COLUMNS, *_ADDED]],
        refused=prepared.side_table("refused"),
        filtered=tables.FILTERED.build(filtered),
        removed=_strings_first(rows_with(prepared.side_table("removed"), "source", table["outlet"])),
        conflicts=rows_with(_add_conflicts(prepared.side_table("conflicts"), apart), "article_id", table["article_id"]),
        files=prepared.side_table("files"),
        not_cleaned=rows_with(prepared.side_table("not_cleaned"), "source", table["outlet"]),
        spellings=rows_with(spellings, "source", table["outlet"]),
        source_names=source_names,
        periods=periods,
        shards=shards,
        fingerprint=prepared.fingerprint,
        language=language,
        period=period,
        folder=folder,
        languages=articles_by_language(chosen),
        settings=prepared.settings,
        name_families=read_name_families(folder),
        topic_edits=read_topic_edits(folder),
        choice=describe_choice(kept, first, last, contains, exclude),
        searched=counted_terms(contains, language),
        engine=engine.for_articles(len(table), len(shards)),
    )


def _check_columns(prepared: Prepared, given: Iterable[str]) -> None:
    """Refuse columns asked for of which no table has any name; those of ``corpus.yml`` may be of tables to come."""
    if not given:
        return
    files = prepared.side_table("files")
    found = files[files["columns"] != ""].sort_values("path")
    for ours in sorted(given) if len(found) else ():
        names = prepared.settings.columns[ours]
        if len(absent_columns({ours: names}, found["columns"])) == len(names):
            first, has = (one_line(text, 300) for text in found[["path", "columns"]].iloc[0])
            raise SettingsError(
                f"No table has a column {listed(map(quoted, names), joiner='or')}, given for {ours}. "
                f"Columns of {first}: {has}."
            )


def _known_sources(where: str, given: Iterable[str], table: pd.DataFrame, spellings: pd.DataFrame) -> list[str]:
    """Find the sources given, by their names or by any spelling that was joined."""
    known = sorted(set(table["source"]))
    spelt = dict(zip(spellings["spelling"], spellings["source"], strict=True)) | {name: name for name in known}
    named = {name: spelt.get(name) or spelt.get(spelling_of(name), "") for name in given}
    for name in sorted(name for name, source in named.items() if not source):
        listing = f"Sources: {', '.join(known)}."
        raise SettingsError(f"{where}: there is no source {name!r}. {suggest(name, known, listing)}")
    return list(named.values())


def _read_articles(prepared: Prepared) -> pd.DataFrame:
    columns = [*_COLUMNS, "version", "least_shared", "line", "label", "url"]
    shards = [pd.read_parquet(path, columns=columns).assign(shard=i) for i, path in enumerate(prepared.shards)]
    table = pd.concat([shard.assign(row=np.arange(len(shard))) for shard in shards], ignore_index=True)
    table["published"] = pd.to_datetime(table["published"])
    return table


def _without_dates(table: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """Take the dates of some articles away; in groups of duplicates, undated articles come last."""
    if apart.empty:
        return table
    table = table.assign(published=table["published"].drop(apart.index))
    # Articles are in the order of groups already.
    moved, order = table[table["group"].isin(apart["group"])], np.arange(len(table))
    order[moved.index] = moved.sort_values(["group", "published", "source", "article_id"]).index
    return table.iloc[order].reset_index(drop=True)


def _add_conflicts(conflicts: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """List the articles whose dates are not used, which are unknown then, with the dates that were found."""
    if apart.empty:
        return conflicts
    found = apart[["article_id", "source"]].assign(
        published="", kind=DATED_APART, found=apart["published"].dt.strftime("%Y-%m-%d"), where="date"
    )
    known = conflicts.assign(
        published=conflicts["published"].mask(conflicts["article_id"].isin(found["article_id"]), "")
    )
    return pd.concat([known, found]).sort_values(["article_id", "kind"], ignore_index=True)


def _find_language(prepared: Prepared, chosen: pd.DataFrame) -> str:
    """Find the language of most articles; where few show one, as headlines alone do not, that of several together."""
    found = chosen["language"]
    if (found == "").mean() > _MAX_UNKNOWN:
        texts = [f"{title}. {text}" for _, title, text in _read_texts(prepared, chosen[found == ""].head(_SHOWN))]
        blocks = [" ".join(texts[start : start + _TOGETHER]) for start in range(0, len(texts), _TOGETHER)]
        together = pd.Series([detect_language(block) for block in blocks])
        found = together if together.any() else found
    return main_language(found)


def _count_words(prepared: Prepared, table: pd.DataFrame, language: str) -> pd.Series:
    """Give the words of each article, counted anew where its own language cuts them otherwise than the corpus' does."""
    own = table["language"].where(table["language"].isin(RULED), "")
    other = table[own != (language if language in RULED else "")]
    anew = {row: sum(len(tokens(text, language)) for text in texts) for row, *texts in _read_texts(prepared, other)}
    counted = [anew.get(row, words) for row, words in table["words"].items()] if anew else table["words"]
    return pd.Series(counted, index=table.index, dtype="int64")


def _read_texts(prepared: Prepared, table: pd.DataFrame) -> Iterator[tuple[Hashable, str, str]]:
    """Read the titles and texts of some articles, with their row in the table."""
    for number, rows in table.groupby("shard"):
        read = pd.read_parquet(prepared.shards[int(str(number))], columns=["title", "text"]).iloc[rows["row"]]
        yield from zip(rows.index, read["title"], read["text"], strict=True)


def _strings_first(removed: pd.DataFrame) -> pd.DataFrame:
    """Put the strings that were removed before what is described in brackets, each most frequent first."""
    order = removed.assign(described=removed["text"].str.startswith("("), n=-removed["articles"])
    return removed.loc[order.sort_values(["described", "n", "source", "text"]).index].reset_index(drop=True)


def _join_small(source: pd.Series, min_articles: int) -> pd.Series:
    counts = source.value_counts()
    small = [name for name in _by_size(source) if counts[name] < min_articles]
    if len(small) == len(counts):
        # Joining all there are would only hide names, but hundreds of names of a few articles each tell nothing.
        small = small[_MAX_SMALL:]
    # Joining one alone would hide its name.
    return source if len(small) < 2 else source.where(~source.isin(small), OTHER_SOURCES)


def _by_size(source: pd.Series) -> list[str]:
    counts = source.value_counts()
    return sorted(counts.index, key=lambda name: (name == OTHER_SOURCES, -counts[name], name))
