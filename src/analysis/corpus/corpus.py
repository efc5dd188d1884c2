"""The corpus as a notebook sees it: the articles that pass the filters, and where their text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import are_periods_of
from analysis.corpus.cleaning.article_language import articles_by_language
from analysis.corpus.date_ranges import as_days, describe_dates
from analysis.corpus.shards import WHOLE, Shard
from analysis.corpus.subset import Places, add_periods, counted_terms, describe_choice, leave_out
from analysis.corpus.text_sample import draw_texts
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError, suggest
from analysis.packing import Packed
from analysis.settings.given_values import as_list
from analysis.settings.parameters import check_ranges
from analysis.settings.settings_files import CorpusSettings, TopicEdits
from analysis.tables import corpus_tables as tables
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import plural


class _HandedOut:
    """A table that is handed out as a copy, so that what is done to it in place does not reach what is counted."""

    def __set_name__(self, corpus: type, name: str) -> None:
        self._name = name

    def __get__(self, corpus: Any, kind: type | None = None) -> pd.DataFrame:
        if corpus is None:
            # What a dataclass takes for a field without a default.
            raise AttributeError(self._name)
        # Nothing is copied before something is changed.
        table: pd.DataFrame = vars(corpus)[self._name]
        return table.copy(deep=False)

    def __set__(self, corpus: Any, table: pd.DataFrame) -> None:
        vars(corpus)[self._name] = table


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Corpus:
    """Articles that pass the filters, what was left out, and the shards that hold the text.

    Attributes
    ----------
    articles : DataFrame
        One row per article: the columns of `corpus_tables.ARTICLES` (``source`` is what is compared, small ones joined
        as "other sources"), then ``outlet`` (the source itself), ``version`` (hash of the text: equal for exact
        duplicates), ``least_shared`` (with another version of its group; 1 without), ``label, line, url``,
        ``period, part_period, first_of_group``; ordered by group, then date, source and id. A copy: what is done to it
        changes no count, as `where` does.
    refused, filtered, removed, conflicts, files, not_cleaned, spellings : DataFrame
        Tables of `corpus_tables`; copies, too.
    languages : DataFrame
        `corpus_tables.LANGUAGES` of the articles chosen by sources, dates and compare, before any was left out for its
        language.
    source_names, periods : list of str
        Sources by number of articles, most first ("other sources" last), or in time where months or years are compared;
        periods in time.
    shards : tuple of Shard
        What is counted.
    folder : Path
        Folder or table the articles were read from.
    fingerprint : str
        64 hexadecimal digits of the raw files.
    language : str
        Two-letter code, given or that of most articles: of words, sentences and stop words.
    period : str
        How long the periods of all tables are: day, week, month, quarter or year; empty where that is chosen.
    choice : tuple of str
        Which articles were chosen, a part for each condition: "of nyt", "that mention “border”".
    searched : tuple of str
        Words and phrases, as they are counted, of which each article holds one, so that their use says nothing.
    """

    articles: _HandedOut = _HandedOut()
    refused: _HandedOut = _HandedOut()
    filtered: _HandedOut = _HandedOut()
    removed: _HandedOut = _HandedOut()
    conflicts: _HandedOut = _HandedOut()
    files: _HandedOut = _HandedOut()
    not_cleaned: _HandedOut = _HandedOut()
    spellings: _HandedOut = _HandedOut()
    languages: _HandedOut = _HandedOut()
    source_names: list[str]
    periods: list[str]
    shards: tuple[Shard, ...]
    fingerprint: str
    language: str
    period: str
    folder: Path
    settings: CorpusSettings
    name_families: dict[str, list[str]]
    topic_edits: TopicEdits
    choice: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    engine: Engine = field(default_factory=Engine)

    def __post_init__(self) -> None:
        """Refuse articles that are not those which are counted."""
        articles, n_counted = self.articles, sum(len(shard.rows) for shard in self.shards)
        group = pd.factorize(articles["group"])[0]
        source, period = (articles[name].to_numpy(dtype=object, na_value="") for name in ("source", "period"))
        sources, periods = (np.array([*names, ""], dtype=object) for names in (self.source_names, self.periods))
        if (
            not 0 < len(articles) == n_counted
            or not all(
                (group[shard.article] == shard.group).all()
                and (source[shard.article] == sources[shard.source]).all()
                and (period[shard.article] == periods[shard.period]).all()
                for shard in self.shards
            )
            or not are_periods_of(articles["period"], articles["published"])
        ):
            raise SettingsError(
                "The articles of a corpus cannot be replaced, for others would be counted: use corpus.where(...)."
            )

    def __repr__(self) -> str:
        """Say how much there is, in one line."""
        articles, texts = plural(len(self.articles), "article"), plural(self.independent_texts, "independent text")
        return f"Corpus of {articles}, {texts}, {plural(len(self.source_names), 'source')}"

    @property
    def independent_texts(self) -> int:
        """How many different texts there are: duplicates of one text counted once."""
        return int(self.articles["group"].nunique())

    @property
    def compares_outlets(self) -> bool:
        """Whether its sources are outlets, and not years, months, groups or labels."""
        return set(self.articles["source"]) <= {*self.articles["outlet"], OTHER_SOURCES}

    @property
    def key(self) -> str:
        """64 hexadecimal digits of all but folder and engine: two corpora with one key have the same counts."""
        # Hashed at each call: lists and settings may be changed in place.
        facts = {part.name: getattr(self, part.name) for part in fields(Corpus)}
        small = {name: value for name, value in facts.items() if not isinstance(value, pd.DataFrame)}
        texts = [small.pop(name).model_dump_json() for name in ("settings", "topic_edits")]
        return Packed([{**small, "folder": None, "engine": None, "shards": self._tables_key}, texts]).digest()

    @cached_property
    def _tables_key(self) -> str:
        """Hash the tables, the articles on disk, and which of them count for what."""
        facts = (getattr(self, part.name) for part in fields(Corpus))
        found = [fact for fact in facts if isinstance(fact, pd.DataFrame)]
        prepared = {shard.path.parent: (shard.path.parent / WHOLE).read_text() for shard in self.shards}
        shards = [[getattr(shard, part.name) for part in fields(shard)[1:]] for shard in self.shards]
        return Packed([found, list(prepared.values()), shards]).digest()

    @property
    def title(self) -> str:
        """Title of the corpus in ``corpus.yml``; empty without one."""
        return self.settings.title

    def where(
        self,
        *,
        source: str | Sequence[str] = (),
        since: str | date = "",
        until: str | date = "",
        mentions: str | Sequence[str] = (),
        exclude: str | Sequence[str] = (),
        ids: str | Sequence[str] | None = None,
    ) -> Self:
        """Keep some of the articles: a corpus again, in which only these are counted.

        Parameters
        ----------
        source : str or sequence of str
            Names that are compared (`source_names`) or of outlets.
        since, until : str or date
            First and last day, such as "2024-03-31", or a month, quarter or year, such as "2024-Q1"; undated articles
            are left out when one is given.
        mentions, exclude : str or sequence of str
            Words or phrases, found as they are counted: articles that hold one of ``mentions``, and none of
            ``exclude``, in title or text.
        ids : str or sequence of str, optional
            Values of ``article_id``; an empty list keeps none, which is refused.

        Returns
        -------
        Corpus
            Names of sources stay as they are, in their order; what is left out is added to ``filtered``.

        Raises
        ------
        SettingsError
            For a name or an id that does not exist.
        CorpusError
            When no article is left.
        """
        first, last = as_days(since, until)
        check_ranges({"since": first, "until": last})
        articles = self.articles
        names, known_ids = as_list("source", source), None if ids is None else as_list("ids", ids)
        require_known("source", names, {*articles["source"], *articles["outlet"]})
        require_known("id", known_ids or [], set(articles["article_id"]))
        # Later reasons replace earlier ones, as when a corpus is loaded.
        reason = pd.Series("", index=articles.index, dtype=object)
        if last:
            reason[~(articles["published"] <= last)] = f"not dated {last} or earlier"
        if first:
            reason[~(articles["published"] >= first)] = f"not dated {first} or later"
        if names:
            reason[~(articles["source"].isin(names) | articles["outlet"].isin(names))] = "source not chosen"
        if known_ids is not None:
            reason[~articles["article_id"].isin(known_ids)] = "id not chosen"
        terms = as_list("mentions", mentions), as_list("exclude", exclude)
        kept = self._keep(leave_out(reason, Places.of(self.shards), *terms, self.language, self.engine))
        chosen = describe_choice(names, first, last, *terms) + ("chosen by their ids",) * (known_ids is not None)
        searched = counted_terms(terms[0], self.language)
        return replace(kept, choice=(*self.choice, *chosen), searched=(*self.searched, *searched))

    def sampled(self, most: int) -> tuple[Self, np.ndarray]:
        """Take a fixed sample of the texts, all copies of each, where there are more than ``most`` articles.

        Returns
        -------
        corpus : Corpus
            Of up to ``most`` articles (`draw_texts`), or all.
        rows : ndarray of int, (n_articles,)
            Their rows in this corpus, ascending.
        """
        if len(self.articles) <= most:
            return self, np.arange(len(self.articles))
        rows = draw_texts(self.articles, most)
        articles = self.articles.iloc[rows].reset_index(drop=True)
        held = set(articles["source"])
        names = [name for name in self.source_names if name in held]
        shards = Places.of(self.shards).take(rows).shards(articles, names, self.periods, self.language)
        engine = self.engine.for_articles(len(rows), len(shards))
        return replace(self, articles=articles, shards=shards, source_names=names, engine=engine), rows

    @property
    def choice_line(self) -> str:
        """Say which articles are left of how many that could be used: a sentence, "" where none was left out by choice.

        Such as "Only articles that mention “immigration”: 112 of 844."
        """
        left, usable = len(self.articles), len(self.articles) + len(self.filtered)
        return f"Only articles {', '.join(self.choice)}: {left:,} of {usable:,}." if self.choice else ""

    def _keep(self, reason: pd.Series, source: pd.Series | None = None, names: Sequence[str] = ()) -> Self:
        """Leave out the articles for which there is a reason; ``source`` and ``names`` replace what is compared."""
        kept = (reason == "").to_numpy()
        if not kept.any():
            why = f"{reason.value_counts().index[0]}; {describe_dates(self.articles['published'])}"
            raise CorpusError(f"No article is left of {len(kept):,}: {why}.")
        found = self.articles if source is None else self.articles.assign(source=source)
        articles, periods = add_periods(found[kept].reset_index(drop=True), self.period)
        names = [name for name in names or self.source_names if name in set(articles["source"])]
        left_out = tables.FILTERED.build(self.articles.assign(reason=reason)[~kept])
        outlets, ids = articles["outlet"], articles["article_id"]
        shards = Places.of(self.shards).take(kept).shards(articles, names, periods, self.language)
        return replace(
            self,
            articles=articles,
            filtered=pd.concat([self.filtered, left_out]).sort_values(["path", "line"], ignore_index=True),
            removed=rows_with(self.removed, "source", outlets),
            conflicts=rows_with(self.conflicts, "article_id", ids),
            not_cleaned=rows_with(self.not_cleaned, "source", outlets),
            spellings=rows_with(self.spellings, "source", outlets),
            languages=articles_by_language(articles),
            source_names=names,
            periods=periods,
            shards=shards,
            engine=self.engine.for_articles(len(articles), len(shards)),
        )


def require_known(what: str, names: Sequence[str], known: set[str]) -> None:
    """Refuse a source or an id that is not among the known ones, with the nearest of them."""
    for name in names:
        if name not in known:
            listing = "" if what == "id" else f"Sources: {', '.join(sorted(known))}."
            raise SettingsError(f"There is no {what} {name!r}. {suggest(name, known, listing)}".rstrip())


def rows_with(table: pd.DataFrame, column: str, values: pd.Series) -> pd.DataFrame:
    """Keep the rows of a table with some values in a column."""
    return table[table[column].isin(values.unique())].reset_index(drop=True)
