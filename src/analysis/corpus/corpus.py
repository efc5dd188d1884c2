"""The corpus as a notebook sees it: the articles that pass the filters, and where their text is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis.corpus.shards import Shard
from analysis.engine import Engine
from analysis.settings.settings_files import CorpusSettings, TopicEdits


@dataclass(frozen=True)
class Corpus:
    """Articles that pass the filters, what was left out, and the shards that hold the text.

    Attributes
    ----------
    articles : DataFrame
        One row per article: the columns of `corpus_tables.ARTICLES` (``source`` is what is compared, small ones joined
        as "other sources"), then ``outlet`` (the source itself), ``version`` (hash of the text: equal for exact
        duplicates), ``least_shared`` (with another version of its group; 1 without), ``label, period, part_period,
        first_of_group``; ordered by group, then date, source and id.
    refused, filtered, removed, conflicts, files, not_cleaned, spellings : DataFrame
        Tables of `corpus_tables`.
    languages : DataFrame
        `corpus_tables.LANGUAGES` of the articles chosen by sources, dates and compare, before any was left out for its
        language.
    source_names, periods : list of str
        Sources by number of articles, most first ("other sources" last), or in time where months or years are compared;
        periods in time.
    shards : list of Shard
        What is counted.
    fingerprint : str
        64 hexadecimal digits of the raw files.
    language : str
        Two-letter code, given or that of most articles: of words, sentences and stop words.
    """

    articles: pd.DataFrame
    refused: pd.DataFrame
    filtered: pd.DataFrame
    removed: pd.DataFrame
    conflicts: pd.DataFrame
    files: pd.DataFrame
    not_cleaned: pd.DataFrame
    spellings: pd.DataFrame
    languages: pd.DataFrame
    source_names: list[str]
    periods: list[str]
    shards: list[Shard]
    fingerprint: str
    language: str
    settings: CorpusSettings
    name_families: dict[str, list[str]]
    topic_edits: TopicEdits
    engine: Engine = field(default_factory=Engine)

    @property
    def independent_texts(self) -> int:
        """How many different texts there are: duplicates of one text counted once."""
        return int(self.articles["group"].nunique())

    @property
    def title(self) -> str:
        """Title of the corpus in ``corpus.yml``; empty without one."""
        return self.settings.title
