"""The corpus as a notebook sees it: which articles are in play, and where their text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.engine import Engine
from analysis.settings.corpus_file import CorpusSettings
from analysis.settings.topics_file import TopicEdits

# Resampling buckets: enough for steady intervals, few enough to keep tables small.
BUCKETS = 256
COLUMNS = [
    "article_id", "source", "published", "title", "words", "group", "language", "byline", "dateline", "agency", "path",
]  # fmt: skip


@dataclass(frozen=True)
class Shard:
    """The articles in play of one shard file: where their text is, and to which source, period and bucket they count.

    Attributes
    ----------
    path : Path
        Parquet file.
    rows : ndarray of int, (n_articles,)
        Row numbers in the file, in the order of groups.
    article : ndarray of int, (n_articles,)
        Positions in `Corpus.articles`.
    source, period, bucket, group : ndarray of int, (n_articles,)
        Positions in `Corpus.source_names`, `Corpus.periods` (-1 undated), 0 to 255, and among the corpus' groups.
    first : ndarray of bool, (n_articles,)
        Whether the article leads its group among the articles in play.
    """

    path: Path
    rows: np.ndarray
    article: np.ndarray
    source: np.ndarray
    period: np.ndarray
    bucket: np.ndarray
    group: np.ndarray
    first: np.ndarray

    def read(self, columns: Sequence[str]) -> pd.DataFrame:
        """Read columns of the articles in play, one row per article in the order of groups."""
        return pd.read_parquet(self.path, columns=list(columns)).iloc[self.rows].reset_index(drop=True)


@dataclass(frozen=True)
class Corpus:
    """Articles in play, what was left out, and the shards that hold the text.

    Attributes
    ----------
    articles : DataFrame
        One row per article: `COLUMNS`, then ``outlet`` (the source itself), ``version`` (hash of the text: equal for
        exact copies), ``label, period, part_period, first_of_group``; ordered by group, then date, source and id.
        ``source`` is what plays its part (``compare``), small ones joined as "other sources".
    refused, filtered, removed, conflicts, files, left_alone : DataFrame
        What did not get in or was taken off, and why; what became of each file.
    languages : DataFrame
        One row per language of the articles chosen by sources, dates and compare, those left out for it among them:
        ``language`` (empty: not known), ``articles, examples``; most articles first.
    source_names, periods : list of str
        Sources by number of articles, most first ("other sources" last), or in time where months or years play their
        part; and periods in time.
    shards : list of Shard
        For the counting functions of floor 2.
    fingerprint : str
        64 hexadecimal digits of the raw files.
    """

    articles: pd.DataFrame
    refused: pd.DataFrame
    filtered: pd.DataFrame
    removed: pd.DataFrame
    conflicts: pd.DataFrame
    files: pd.DataFrame
    left_alone: pd.DataFrame
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
        """Number of groups of copies: how many different texts there are."""
        return int(self.articles["group"].nunique())

    @property
    def title(self) -> str:
        """What ``corpus.yml`` calls the corpus; empty when it says nothing."""
        return self.settings.title
