"""One batch of articles cleaned, with the removal log: every string taken off, its source, how many articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.cleaning.article_language import article_language
from analysis.corpus.cleaning.boilerplate import Boilerplate, paragraph_key
from analysis.corpus.cleaning.clean_article import clean_text
from analysis.corpus.duplicates.near_duplicates import ShingleFile, write_shingles
from analysis.corpus.duplicates.shingles import split_words
from analysis.text import tokens

CONFLICT_COLUMNS = ["article_id", "source", "published", "kind", "found", "where"]


@dataclass(frozen=True)
class Cleaned:
    """What cleaning one batch gave.

    Attributes
    ----------
    path : Path
        The clean articles (Parquet).
    shingles : ShingleFile
        Of their texts.
    removed : DataFrame
        Receipts (`analysis.corpus.cleaning.clean_batch.count_removed`).
    conflicts : DataFrame
        One row per contradiction: ``article_id, source, published, kind, found, where``.
    """

    path: Path
    shingles: ShingleFile
    removed: pd.DataFrame
    conflicts: pd.DataFrame


def clean_batch(batch: Path, boilerplate: Mapping[str, Boilerplate], keep: frozenset[str] = frozenset()) -> Cleaned:
    """Clean the articles of a batch and write them, and their shingles, beside it."""
    rows: list[dict[str, object]] = []
    removed: list[tuple[str, int, str, str]] = []
    conflicts: list[tuple[str, ...]] = []
    for record in pq.read_table(batch).to_pylist():
        name, source, published = record["article_id"], record["source"], record["published"]
        clean = clean_text(
            record["title"], record["text"], published, boilerplate.get(source, Boilerplate()), keep, source
        )
        published = published or (clean.header.published if clean.header else "")
        removed += [(source, paragraph_key(text), text, name) for text in clean.removed]
        conflicts += [(name, source, published, *conflict) for conflict in clean.conflicts]
        if record["date_as_found"] and not published:
            conflicts.append((name, source, published, "not an ISO date", record["date_as_found"], "date"))
        if "@" in name and name.endswith(f"@{record['path']}:{record['line']}"):
            conflicts.append((name, source, published, "id used twice", name.rsplit("@", 1)[0], "id"))
        language, detected = article_language(record["language"], clean.text)
        if detected:
            conflicts.append((name, source, published, "language", detected, f"declared: {record['language']}"))
        title = record["title"] or (clean.header.title if clean.header else "")
        rows.append(
            {
                **{key: record[key] for key in ("article_id", "source", "path", "line")},
                "label": record["label"] or (clean.header.section if clean.header else ""),
                "language": language,
                "published": pd.Timestamp(published).date() if published else None,
                "title": " ".join(title.split()),
                "words": len(tokens(title)) + len(tokens(clean.text)),
                "byline": record["byline"] or clean.byline,
                "dateline": clean.dateline,
                "agency": clean.agency,
                "version": version_of(clean.text),
                "text": clean.text,
            }
        )
    path = batch.with_name(f"clean-{batch.name}")
    pq.write_table(pa.Table.from_pylist(rows), path)
    hashes = np.array([int(str(row["version"]), 16) for row in rows], dtype=np.uint64)
    words = split_words([str(row["text"]) for row in rows])
    shingles = write_shingles(batch.with_name(f"shingles-{batch.stem}.npy"), words, hashes)
    return Cleaned(
        path,
        shingles,
        count_removed(removed),
        pd.DataFrame(conflicts, columns=CONFLICT_COLUMNS, dtype="str"),
    )


def version_of(text: str) -> str:
    """Name a text: 16 hexadecimal digits, equal for exact copies, without regard to blanks."""
    return hashlib.sha256(" ".join(text.split()).encode(errors="replace")).hexdigest()[:16]


EXAMPLES = 2
_COUNTED = ["source", "key", "text", "articles", "examples"]


def count_removed(strings: Iterable[tuple[str, int, str, str]]) -> pd.DataFrame:
    """Count the strings taken off the articles of one batch.

    Parameters
    ----------
    strings : iterable of (str, int, str, str)
        Source, key (equal for what counts as one string), the string as it stands, and the article.

    Returns
    -------
    DataFrame
        One row per source x key x string: ``source, key, text, articles, examples`` (a list of ids, the first two).
    """
    table = pd.DataFrame(strings, columns=["source", "key", "text", "example"])
    if table.empty:
        return pd.DataFrame(columns=_COUNTED)
    counted = table.groupby(["source", "key", "text"], sort=True)["example"].agg(["size", _first_two]).reset_index()
    return counted.set_axis(_COUNTED, axis=1)


def merge_removed(counted: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up the receipts of all batches.

    Parameters
    ----------
    counted : list of DataFrame
        As `count_removed` gives them.

    Returns
    -------
    DataFrame
        One row per source x key: ``source, text`` (the most frequent of its strings, ties by text), ``articles,
        examples`` (ids, set apart by semicolons). By source, then most frequent first, then text. Empty when nothing
        was removed.
    """
    tables = [table for table in counted if len(table)]
    if not tables:
        return pd.DataFrame({"source": [], "text": [], "articles": [], "examples": []}).astype({"articles": "int64"})
    whole = pd.concat(tables, ignore_index=True)
    strings = whole.groupby(["source", "key", "text"], sort=True)["articles"].sum().reset_index()
    strings = strings.sort_values(["articles", "text"], ascending=[False, True], kind="stable")
    merged = strings.groupby(["source", "key"], sort=True).agg(text=("text", "first"), articles=("articles", "sum"))
    merged["examples"] = whole.explode("examples").groupby(["source", "key"])["examples"].agg(_first_two).str.join("; ")
    return (
        merged.reset_index()
        .drop(columns="key")
        .sort_values(["source", "articles", "text"], ascending=[True, False, True], ignore_index=True)
    )


def _first_two(ids: pd.Series) -> list[str]:
    return sorted(set(ids))[:EXAMPLES]
