"""``topics.yml`` beside the articles: topics an analyst merged, split or named by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analysis.settings.corpus_file import read_settings


class TopicEdits(BaseModel):
    """What ``topics.yml`` says; every topic is called by one of its ten words, so that it is found again in other runs.

    Attributes
    ----------
    merge : list of list of str
        Topics that become one.
    split : dict of str to int
        Topics that become several, and how many.
    names : dict of str to str
        Topics that get a name of their own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    merge: list[Annotated[list[str], Field(min_length=2)]] = []
    split: dict[str, Annotated[int, Field(ge=2, le=20)]] = {}
    names: dict[str, Annotated[str, Field(min_length=1, max_length=80)]] = {}

    def __bool__(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self.merge or self.split or self.names)


def read_topic_edits(corpus: Path) -> TopicEdits:
    """Read ``topics.yml`` from the corpus folder; without one, nothing is changed.

    Raises
    ------
    SettingsError
        As `analysis.settings.corpus_file.read_corpus_settings`.
    """
    return TopicEdits(**read_settings(corpus, "topics.yml", TopicEdits))
