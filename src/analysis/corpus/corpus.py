"""The corpus as a notebook sees it: which articles are in play, and where their text is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis.corpus.shards import Shard
from analysis.engine import Engine
from analysis.settings.corpus_file import CorpusSettings
from analysis.settings.topics_file import TopicEdits

# Resampling buckets: enough for steady intervals, few enough to keep tables small.
BUCKETS = 256
COLUMNS = [
    "article_id", "source", "published", "title", "words", "group", "language", "byline", "dateline", "agency", "path",
]  # fmt: skip


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
