"""One batch of articles cleaned, with the removal log: every string removed, its source, in how many articles."""

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
from analysis.corpus.cleaning.boilerplate import Boilerplate, kept_keys, removal_key
from analysis.corpus.cleaning.clean_article import clean_text
from analysis.corpus.cleaning.find_boilerplate import read_sayings
from analysis.corpus.duplicates.near_duplicates import ShingleFile, write_shingles
from analysis.corpus.duplicates.shingles import split_words
from analysis.engine.whole_files import whole_file
from analysis.tables import corpus_tables as tables
from analysis.text import RULED, can_segment, count_tokens

_EXAMPLES = 2
_LOG_COLUMNS = ["source", "key", "text", "articles", "examples"]


@dataclass(frozen=True)
class CleanBatch:
    """A cleaned batch: its articles (Parquet), their shingles, the removal log (`count_removed`), and the conflicts."""

    path: Path
    shingles: ShingleFile
    removed: pd.DataFrame
    conflicts: pd.DataFrame


def clean_batch(batch: Path, boilerplate: Mapping[str, Boilerplate], keep: frozenset[str] = frozenset()) -> CleanBatch:
    """Clean the articles of a batch that `find_boilerplate` has seen, and write them, and their shingles, beside it."""
    rows: list[dict[str, object]] = []
    removed: list[tuple[str, int, str, str]] = []
    conflicts: list[tuple[str, ...]] = []
    stays = frozenset().union(*map(kept_keys, sorted(keep)))
    articles = pq.read_table(batch).to_pylist()
    sayings = read_sayings(batch)
    for raw in articles:
        name, source, published = raw["article_id"], raw["source"], raw["published"]
        habits = boilerplate.get(source, Boilerplate())
        clean = clean_text(raw["title"], raw["text"], published, habits, stays, source, sayings)
        header = clean.header
        published = published or (header.published if header else "")
        title = raw["title"] or (header.title if header else "")
        language, detected = article_language(raw["language"], clean.text)
        found = list(clean.conflicts)
        if raw["date_as_found"] and not published:
            found.append((tables.UNREAD_DATE, raw["date_as_found"], "date"))
        if raw["cut"]:
            found.append(("text cut by the export", "only the beginning of the article", raw["cut"]))
        if "@" in name and name.endswith(f"@{raw['path']}:{raw['line']}"):
            found.append(("duplicate id", name.rsplit("@", 1)[0], "id"))
        if detected:
            found.append(("language", detected, f"declared: {raw['language']}"))
        conflicts += [(name, source, published, *conflict) for conflict in found]
        removed += [(source, removal_key(text), text, name) for text in raw["mended"]]
        removed += [(source, key, text, name) for text, key in clean.removed]
        rows.append(
            {
                **{key: raw[key] for key in ("article_id", "source", "path", "line", "url")},
                "label": raw["label"] or (header.section if header else ""),
                "language": language,
                "published": pd.Timestamp(published).date() if published else None,
                "title": " ".join(title.split()),
                "byline": raw["byline"] or clean.byline,
                "dateline": clean.dateline,
                "agency": clean.agency,
                "version": hash_text(clean.text),
                "text": clean.text,
            }
        )
    path = batch.with_name(f"clean-{batch.name}")
    table = pa.Table.from_pylist(rows).append_column("words", pa.array(_count_words(rows)))
    with whole_file(path) as making:
        pq.write_table(table, making)
    hashes = np.array([int(str(row["version"]), 16) for row in rows], dtype=np.uint64)
    words = split_words([str(row["text"]) for row in rows])
    shingles = write_shingles(batch.with_name(f"shingles-{batch.stem}.npy"), words, hashes)
    log = count_removed(removed)
    return CleanBatch(path, shingles, log, pd.DataFrame(conflicts, columns=tables.CONFLICTS.names, dtype="str"))


def _count_words(rows: list[dict[str, object]]) -> np.ndarray:
    """Count the words of titles and texts, (n_rows,); in a language that cannot be cut into words, as any other's."""
    codes = [str(row["language"]) for row in rows]
    spoken = np.array([code if code in RULED and can_segment(code) else "" for code in codes], dtype=object)
    n_words = np.zeros(len(rows), dtype=np.int64)
    for code in sorted(set(spoken)):
        own = np.flatnonzero(spoken == code)
        for part in ("title", "text"):
            n_words[own] += count_tokens([str(rows[i][part]) for i in own], code)
    return n_words


def hash_text(text: str) -> str:
    """Hash a text to 16 hexadecimal digits, equal for exact duplicates, whatever their blanks."""
    return hashlib.sha256(" ".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def count_removed(strings: Iterable[tuple[str, int, str, str]]) -> pd.DataFrame:
    """Count the strings removed from the articles of one batch, given as source, key, string, id of the article.

    One row per source x key x string: ``source, key, text, articles, examples`` (the first two ids).
    """
    table = pd.DataFrame(strings, columns=["source", "key", "text", "example"])
    # An article is counted once, however often it repeats a string.
    table = table.drop_duplicates(["source", "key", "example"])
    if table.empty:
        return pd.DataFrame(columns=_LOG_COLUMNS)
    counted = table.groupby(["source", "key", "text"], sort=True)["example"].agg(["size", _first_two]).reset_index()
    return counted.set_axis(_LOG_COLUMNS, axis=1)


def merge_removed(counted: list[pd.DataFrame]) -> pd.DataFrame:
    """Add up the removal logs of all batches (`tables.REMOVED`), with the most frequent string of each key."""
    logs = [log for log in counted if len(log)]
    if not logs:
        return tables.REMOVED.empty()
    whole = pd.concat(logs, ignore_index=True)
    strings = whole.groupby(["source", "key", "text"], sort=True)["articles"].sum().reset_index()
    strings = strings.sort_values(["articles", "text"], ascending=[False, True], kind="stable")
    merged = strings.groupby(["source", "key"], sort=True).agg(text=("text", "first"), articles=("articles", "sum"))
    merged["examples"] = whole.explode("examples").groupby(["source", "key"])["examples"].agg(_first_two).str.join("; ")

    merged = merged.reset_index().sort_values(["source", "articles", "text"], ascending=[True, False, True])
    return tables.REMOVED.build(merged)


def _first_two(ids: pd.Series) -> list[str]:
    return sorted(set(ids))[:_EXAMPLES]
