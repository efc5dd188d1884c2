"""What a report must know of the corpus it rests on."""

from __future__ import annotations

from typing import Protocol

import pandas as pd


class Evidence(Protocol):
    """What a report must know of the corpus it rests on."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article, with ``source`` and ``published``."""

    @property
    def independent_texts(self) -> int:
        """How many different texts there are."""

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits."""

    @property
    def refused(self) -> pd.DataFrame:
        """Records that could not be used."""

    @property
    def conflicts(self) -> pd.DataFrame:
        """Contradictions between articles and their records."""

    @property
    def title(self) -> str:
        """What its owner calls it; may be empty."""
