"""The stages of preparing after reading: look for furniture, clean, deal out, write shards.

Each works on one batch or shard by itself, so that the engine can spread them. Groups of copies
are dealt out by their hash: all copies of a text end in the same shard, which makes every later count by groups local.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.clean import clean_text
from analysis.corpus.copies import ShingleFile, write_shingles
from analysis.corpus.furniture import Furniture, paragraph_key
from analysis.corpus.language import article_language
from analysis.corpus.receipts import count_removed
from analysis.corpus.shingles import split_words
from analysis.text import tokens

CONFLICT_COLUMNS = ["article_id", "source", "published", "kind", "found", "where"]
SHARD_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("article_id", "source")]
    + [("published", pa.date32()), ("title", pa.string()), ("words", pa.int64()), ("group", pa.string())]
    + [("version", pa.string())]
    + [(name, pa.string()) for name in ("language", "byline", "dateline", "agency", "path")]
    + [("line", pa.int64()), ("label", pa.string()), ("first_of_group", pa.bool_()), ("text", pa.string())]
)


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
        Receipts (`analysis.corpus.receipts.count_removed`).
    conflicts : DataFrame
        One row per contradiction: ``article_id, source, published, kind, found, where``.
    """

    path: Path
    shingles: ShingleFile
    removed: pd.DataFrame
    conflicts: pd.DataFrame


def clean_batch(batch: Path, furniture: Mapping[str, Furniture], keep: frozenset[str] = frozenset()) -> Cleaned:
    """Clean the articles of a batch and write them, and their shingles, beside it."""
    rows: list[dict[str, object]] = []
    removed: list[tuple[str, int, str, str]] = []
    conflicts: list[tuple[str, ...]] = []
    for record in pq.read_table(batch).to_pylist():
        name, source, published = record["article_id"], record["source"], record["published"]
        clean = clean_text(record["title"], record["text"], published, furniture.get(source, Furniture()), keep, source)
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


def deal_batch(clean: Path, groups: Path, n_shards: int) -> None:
    """Deal the articles of a clean batch out to shards by the hash of their group."""
    articles = pd.read_parquet(clean)
    found = pd.read_parquet(groups)
    group = np.array([int(digits, 16) for digits in articles["version"]], dtype=np.uint64)
    known = np.isin(group, found["text"])
    group[known] = found["group"].to_numpy()[np.searchsorted(found["text"], group[known])]
    articles["group"] = [f"{number:016x}" for number in group]
    shard = articles["group"].map(lambda digits: int(digits[:8], 16) * n_shards >> 32)
    for number, rows in articles.groupby(shard.to_numpy()):
        rows.to_parquet(clean.with_name(f"part-{number:05}-{clean.stem}.parquet"), index=False)


def write_shard(raw: Path, folder: Path, shard: int) -> None:
    """Gather one shard from the parts of all batches, in the order of groups; the earliest copy leads its group."""
    parts = [pq.read_table(path) for path in sorted(raw.glob(f"part-{shard:05}-*.parquet"))]
    table = pa.concat_tables(parts, promote_options="permissive").to_pandas() if parts else pd.DataFrame()
    if parts:
        table["undated"] = table["published"].isna()
        table["day"] = table["published"].astype(str)
        table = table.sort_values(["group", "undated", "day", "source", "article_id"], kind="stable")
        table["first_of_group"] = ~table["group"].duplicated()
    rows = (
        pa.Table.from_pandas(table, schema=SHARD_SCHEMA, preserve_index=False) if parts else SHARD_SCHEMA.empty_table()
    )
    pq.write_table(rows, folder / f"shard-{shard:05}.parquet", compression="zstd")
