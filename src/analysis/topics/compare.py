"""What changed in the topics between two finished reports, in words."""

from __future__ import annotations

from pathlib import Path

from analysis.topics.changes import topic_changes
from analysis.topics.identity import FILES, read_topic_tables

# Their rows are told as sentences instead.
TOLD = ("topic_terms.csv", "topic_card.csv", "article_topics.csv", "topic_changes.csv")


def has_topics(page: Path) -> bool:
    """Whether a folder holds the tables that tell topics apart."""
    return all((page / name).is_file() for name in FILES)


def compare_topics(old: Path, new: Path) -> list[str]:
    """Say what became of each topic from one page to another.

    Parameters
    ----------
    old, new : Path
        Folders of pages, with `has_topics`.

    Returns
    -------
    list of str
        The sentences of `topic_changes` but for topics that are unchanged, then how many of the articles in both have
        another main topic (matched topics count as the same). Empty when nothing changed.

    Raises
    ------
    SettingsError
        When a table cannot be read.
    """
    before, now = read_topic_tables(old), read_topic_tables(new)
    changes = topic_changes(now, before)
    lines = [sentence for sentence in changes["sentence"] if not sentence.endswith(": unchanged.")]
    kept = changes[changes["change"] == "kept"]
    number = dict(zip(kept["earlier_topic"], kept["topic"], strict=True)) | {0: 0}
    both = now.articles.merge(before.articles, on="article_id", suffixes=("", "_earlier"))
    moved = int((both["topic_earlier"].map(number) != both["topic"]).sum())
    if moved:
        lines.append(f"{moved:,} of the {len(both):,} articles in both reports have another main topic, or none now.")
    return lines
