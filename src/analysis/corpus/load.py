"""Load a corpus: choose the articles in play, join small sources, number sources, periods and groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import session
from analysis.corpus.calendar_periods import all_periods, period_labels
from analysis.corpus.cleaning.article_language import articles_by_language, left_out
from analysis.corpus.corpus import BUCKETS, COLUMNS, Corpus
from analysis.corpus.prepare import Prepared, prepare
from analysis.corpus.shards import Shard
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError
from analysis.settings.corpus_file import CorpusSettings, read_corpus_settings, read_name_families
from analysis.settings.topics_file import read_topic_edits
from analysis.settings.values import obey_rules, obey_type
from analysis.vocabulary import OTHER_SOURCES


def load_corpus(
    articles: str | Path,
    *,
    sources: Sequence[str] = (),
    since: str = "",
    until: str = "",
    language: str = "en",
    compare: str = "source",
    min_articles: int = 10,
    any_language: bool = False,
    engine: Engine | None = None,
    reading: Mapping[str, Any] | None = None,
    interim: Path | None = None,
) -> Corpus:
    """Load a corpus: prepare its shards if need be and choose the articles in play.

    Parameters
    ----------
    articles : str or Path
        Folder or table, relative to the project.
    sources : sequence of str
        Keep these sources only; empty keeps all.
    since, until : str
        ISO dates, both included; empty for no limit. Undated articles are filtered when one is given.
    language : str
        Of the stop list; articles clearly in another one are filtered, unless hardly any is in this one.
    compare : str
        What plays the part of the source: ``source``, ``group``, ``year``, ``month`` or ``label``.
    min_articles : int
        Sources with fewer articles are joined as "other sources"; one alone, or all there are, keep their names.
    any_language : bool
        Keep articles in all languages.
    engine : Engine, optional
        Where articles are prepared and counted; the corpus keeps it.
    reading : mapping, optional
        How articles are read; overrides ``corpus.yml``.
    interim : Path, optional
        Where prepared shards are kept; default ``data/interim``.

    Returns
    -------
    Corpus
        Records used, refused and filtered add up to the records found.

    Raises
    ------
    CorpusError
        When no article is left.
    SettingsError
        When a named source does not exist or a value is out of range.
    """
    chosen_by = {"since": since, "until": until, "language": language, "compare": compare, "min_articles": min_articles}
    obey_rules(chosen_by)
    obey_type("sources", "list", list(sources) if not isinstance(sources, str) else sources)
    where, engine, reading = session.project_path(articles), engine or Engine(), reading or {}
    prepared = prepare(where, engine, reading, interim)
    table = _read_articles(prepared)
    unknown = sorted(set(sources) - set(table["source"]))
    if unknown:
        raise SettingsError(
            f"sources: there is no source {unknown[0]!r}; there are {', '.join(sorted(set(table['source'])))}."
        )
    settings = read_corpus_settings(where, reading)
    group_of = _groups(settings, table, compare)
    reason = _filter_reasons(table, sources, since, until, compare)
    if compare == "group":
        reason[(reason == "") & ~table["source"].isin(list(group_of))] = "source in no group (compare=group)"
    chosen = table[reason == ""]
    if chosen.empty:
        raise CorpusError(
            f"No article of {where.name} is left: {len(table):,} were filtered by sources, since, until or compare."
        )
    if not any_language:
        foreign = chosen.loc[left_out(chosen["language"], language), "language"]
        reason[foreign.index] = [f"language {code} (language={language})" for code in foreign]
    filtered = table.loc[reason != "", ["path", "line", "article_id"]].assign(reason=reason[reason != ""])
    table = table[reason == ""].reset_index(drop=True)
    table["outlet"] = table["source"]
    table["source"] = _join_small(_compared(table, compare, group_of), min_articles)
    table = pd.concat([table, period_labels(table["published"])], axis=1)
    table["first_of_group"] = ~table["group"].duplicated()
    source_names = sorted(set(table["source"])) if compare in ("year", "month") else _by_size(table["source"])
    dated = table["published"].dropna()
    periods = all_periods(dated.min(), dated.max()) if len(dated) else []
    return Corpus(
        articles=table[[*COLUMNS, "outlet", "version", "label", "period", "part_period", "first_of_group"]],
        refused=prepared.facts("refused"),
        filtered=filtered.sort_values(["path", "line"]).reset_index(drop=True),
        removed=_of_sources(prepared.facts("removed"), table),
        conflicts=_in_play(prepared.facts("conflicts"), table),
        files=prepared.facts("files"),
        left_alone=_of_sources(prepared.facts("left_alone"), table),
        source_names=source_names,
        periods=periods,
        shards=_shards(prepared, table, source_names, periods),
        fingerprint=prepared.fingerprint,
        language=language,
        languages=articles_by_language(chosen),
        settings=settings,
        name_families=read_name_families(where),
        topic_edits=read_topic_edits(where),
        engine=engine,
    )


def _read_articles(prepared: Prepared) -> pd.DataFrame:
    columns = [*COLUMNS, "version", "line", "label"]
    tables = [pd.read_parquet(path, columns=columns).assign(shard=i) for i, path in enumerate(prepared.shards)]
    table = pd.concat([t.assign(row=np.arange(len(t))) for t in tables], ignore_index=True)
    table["published"] = pd.to_datetime(table["published"])
    return table


def _filter_reasons(table: pd.DataFrame, sources: Sequence[str], since: str, until: str, compare: str) -> pd.Series:
    """Say for each article why it is left out; an empty string when it is kept."""
    reason = pd.Series("", index=table.index, dtype=object)
    date = table["published"]
    if compare in ("year", "month"):
        reason[date.isna()] = f"no date (compare={compare})"
    if compare == "label":
        reason[table["label"] == ""] = "no label (compare=label)"
    if until:
        reason[~(date <= until)] = f"not until {until}"
    if since:
        reason[~(date >= since)] = f"not since {since}"
    if sources:
        reason[~table["source"].isin(list(sources))] = "source not chosen"
    return reason


def _groups(settings: CorpusSettings, table: pd.DataFrame, compare: str) -> dict[str, str]:
    """Map each source that is compared as part of a group to it."""
    if compare != "group":
        return {}
    if not settings.groups:
        raise SettingsError("compare=group: corpus.yml names no groups, such as groups: {left: [a, b], right: [c]}.")
    group_of = {source: group for group, sources in settings.groups.items() for source in sources}
    unknown = sorted(set(group_of) - set(table["source"]))
    if unknown:
        known = ", ".join(sorted(set(table["source"])))
        raise SettingsError(f"corpus.yml: groups: there is no source {unknown[0]!r}; there are {known}.")
    return group_of


def _compared(table: pd.DataFrame, compare: str, group_of: dict[str, str]) -> pd.Series:
    if compare == "group":
        return table["source"].map(group_of)
    if compare == "label":
        return table["label"]
    if compare in ("year", "month"):
        return pd.Series(table["published"].dt.strftime("%Y" if compare == "year" else "%Y-%m"))
    return table["source"]


def _join_small(source: pd.Series, min_articles: int) -> pd.Series:
    counts = source.value_counts()
    small = counts.index[counts < min_articles]
    # Joining one alone, or all there are, would only hide names.
    return source if len(small) < 2 or len(small) == len(counts) else source.where(~source.isin(small), OTHER_SOURCES)


def _by_size(source: pd.Series) -> list[str]:
    counts = source.value_counts()
    return sorted(counts.index, key=lambda name: (name == OTHER_SOURCES, -counts[name], name))


def _of_sources(facts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return facts[facts["source"].isin(table["outlet"])].reset_index(drop=True)


def _in_play(conflicts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return conflicts[conflicts["article_id"].isin(table["article_id"])].reset_index(drop=True)


def _shards(prepared: Prepared, table: pd.DataFrame, source_names: list[str], periods: list[str]) -> list[Shard]:
    group = pd.factorize(table["group"])[0]
    n_groups = int(group.max()) + 1
    hashed = table["group"].str[8:16].apply(int, base=16).to_numpy() % BUCKETS
    bucket = group if n_groups <= BUCKETS else hashed
    source = pd.Categorical(table["source"], categories=source_names).codes
    period = pd.Categorical(table["period"], categories=periods).codes if periods else np.full(len(table), -1)
    first = table["first_of_group"].to_numpy()
    shards = []
    for i, path in enumerate(prepared.shards):
        at = np.flatnonzero(table["shard"] == i)
        if not len(at):
            continue
        shards.append(
            Shard(
                path, table["row"].to_numpy()[at], at, source[at].astype(np.int64),
                period[at].astype(np.int64), bucket[at].astype(np.int64), group[at].astype(np.int64), first[at],
            )
        )  # fmt: skip
    return shards
