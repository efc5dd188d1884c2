"""Topics that keep number and label from one report to the next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import SettingsError
from analysis.paths import project_path
from analysis.topics.changes import TopicTables
from analysis.topics.match import continue_numbers, match_topics

PAGE = "topic_modeling"
# Words such as "null" are words; what is missing is an empty cell of numbers.
_TEXT = dict.fromkeys(("article_id", "term", "label"), str)
_NUMBERS = {column: [""] for column in ("share", "share_low", "share_high")}
FILES = ("topic_terms.csv", "topic_card.csv", "article_topics.csv")


def read_earlier_topics(previous: str) -> TopicTables | None:
    """Read the topics of an earlier report.

    Parameters
    ----------
    previous : str
        Report folder, relative to the project; "" for none. The environment variable ``ANALYSIS_PREVIOUS``, set by the
        runner to the earlier page itself, goes before it.

    Returns
    -------
    TopicTables or None
        None without an earlier report, or when it has no page on topics.

    Raises
    ------
    SettingsError
        When a table is damaged.
    """
    told = os.environ.get("ANALYSIS_PREVIOUS")
    if not (told or previous):
        return None
    # Whatever page is run, its topics go on from the page on topics.
    page = (Path(told).parent if told else project_path(previous)) / PAGE
    if not all((page / name).is_file() for name in FILES):
        return None
    return read_topic_tables(page)


def read_topic_tables(page: Path) -> TopicTables:
    """Read the three tables that tell topics apart from the folder of a page.

    Raises
    ------
    SettingsError
        When one cannot be read or lacks a column.
    """
    wanted = (("topic", "rank", "term", "weight"), ("topic", "label", "share"), ("article_id", "topic", "share"))
    tables = []
    for name, columns in zip(FILES, wanted, strict=True):
        try:
            table = pd.read_csv(page / name, dtype=_TEXT, keep_default_na=False, na_values=_NUMBERS)
            missing = [column for column in columns if column not in table]
            if missing:
                raise ValueError(f"there is no column {missing[0]!r}")
        except (OSError, ValueError, pd.errors.ParserError) as error:
            raise SettingsError(f"The topics of a report cannot be read: {page.name}/{name}: {error}.") from error
        tables.append(table)
    return TopicTables(*tables)


def number_topics(
    words: Sequence[Sequence[str]], labels: Sequence[str], named: Sequence[str], earlier: TopicTables | None
) -> tuple[list[int], list[str]]:
    """Give topics their numbers and labels.

    Parameters
    ----------
    words : sequence of list of str
        Words of each topic, the largest topic first.
    labels, named : sequence of str
        Label of each topic, and the name an analyst gave it (empty: none), which stays.
    earlier : TopicTables or None
        A topic whose words match one of these keeps its number and its label.

    Returns
    -------
    numbers : list of int
        From 1 without an earlier report.
    labels : list of str
        In the order of ``words``.
    """
    if earlier is None:
        return list(range(1, len(words) + 1)), list(labels)
    before = earlier.words
    matches = match_topics(words, list(before.values()))
    numbers = continue_numbers(matches, list(before))
    old = [earlier.facts(topic)["label"] for topic in before]
    kept = [
        name or (label if match is None else old[match])
        for name, label, match in zip(named, labels, matches, strict=True)
    ]
    return numbers, kept
