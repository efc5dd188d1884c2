"""A corpus of a test, without files."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis.engine import Engine
from analysis.settings.settings_files import CorpusSettings


@dataclass(frozen=True)
class SmallCorpus:
    """As much of a corpus as a report knows."""

    articles: pd.DataFrame
    independent_texts: int
    fingerprint: str
    title: str = ""
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)
    conflicts: pd.DataFrame = field(default_factory=pd.DataFrame)
    filtered: pd.DataFrame = field(default_factory=pd.DataFrame)
    removed: pd.DataFrame = field(default_factory=pd.DataFrame)
    language: str = "en"
    choice: tuple[str, ...] = ()
    choice_line: str = ""
    settings: CorpusSettings = field(default_factory=CorpusSettings)
    engine: Engine = field(default_factory=Engine)
