"""Mend the articles of each batch as read, before any string is compared with those of other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.cleaning.boilerplate import removal_key
from analysis.corpus.cleaning.cut_words import Cut, count_words, decide, find_cuts, join_cuts
from analysis.corpus.cleaning.markup import CUT_WORDS, ENTRIES, remove_markup
from analysis.corpus.outlet_names import spelling_of, without_outlet
from analysis.corpus.readers.article_batches import Batches
from analysis.corpus.readers.article_rows import RefusedRow
from analysis.corpus.readers.plain_text import has_words
from analysis.corpus.readers.repair_characters import repair_characters
from analysis.engine import Engine
from analysis.engine.whole_files import whole_file
from analysis.settings.settings_files import CorpusSettings

# Names of people and sections have no paragraphs.
_FIELDS = ("title", "text", "label", "byline")
OUTLET_IN_TITLE = "(the name of the outlet at the end of the title)"
# Whole characters are repaired when they are read (`article_rows.repair`).
REPAIRED = "(wrongly decoded characters that were written as HTML entities, now repaired)"
_NO_TEXT = "no text, only markup or addresses"


def mend_batches(batches: Batches, settings: CorpusSettings, names: Mapping[str, str], engine: Engine) -> Batches:
    """Write every batch anew: sources by their names, fields mended, a column ``mended`` of what goes into the log.

    An article of which no word is left is refused.
    """
    keys = frozenset(map(removal_key, settings.keep))
    keep = frozenset(entry for entry in (*ENTRIES, OUTLET_IN_TITLE) if removal_key(entry) in keys)
    results = engine.map(partial(mend_batch, names=names, keep=keep, repair=settings.repair), batches.paths)
    refused = pd.DataFrame([asdict(row) for rows, _ in results for row in rows], columns=batches.refused.columns)
    paths = [mended_path(path) for path, (_, left) in zip(batches.paths, results, strict=True) if left]
    for path in batches.paths:
        path.unlink()
    if CUT_WORDS not in keep:
        paths = _join_words(paths, engine)
    if refused.empty:
        return replace(batches, paths=paths)
    n = batches.files["path"].map(refused.groupby("path").size()).fillna(0).astype(int)
    files = batches.files.assign(articles=batches.files["articles"] - n, refused=batches.files["refused"] + n)
    return replace(
        batches,
        paths=paths,
        sources=sum((left for _, left in results), Counter()),
        articles=batches.articles - len(refused),
        refused=refused if batches.refused.empty else pd.concat([batches.refused, refused], ignore_index=True),
        files=files,
    )


def mend_batch(
    batch: Path, names: Mapping[str, str], keep: frozenset[str] = frozenset(), repair: bool = False
) -> tuple[list[RefusedRow], Counter[str]]:
    """Write the articles of a batch mended; give those without a word left, and count the others by spelling."""
    refused: list[RefusedRow] = []
    sources: Counter[str] = Counter()
    articles = []
    table = pq.read_table(batch)
    for row in table.to_pylist():
        entries: dict[str, None] = {}
        spelling = spelling_of(row["source"])
        source = names[spelling]
        if OUTLET_IN_TITLE not in keep and (title := without_outlet(row["title"], source, spelling)) != row["title"]:
            row["title"], entries = title, {OUTLET_IN_TITLE: None}
        for name in _FIELDS:
            row[name], found = remove_markup(row[name], keep)
            entries |= dict.fromkeys(found)
            if repair and (repaired := repair_characters(row[name])) != row[name]:
                row[name] = repaired
                entries[REPAIRED] = None
        if entries and not has_words(row["text"]):
            refused.append(RefusedRow(row["path"], row["line"], row["article_id"], _NO_TEXT))
        else:
            sources[spelling] += 1
            articles.append(row | {"source": source, "mended": list(entries)})
    schema = table.schema.append(pa.field("mended", pa.list_(pa.string())))
    with whole_file(mended_path(batch)) as making:
        pq.write_table(pa.Table.from_pylist(articles, schema=schema), making)
    return refused, sources


def mended_path(batch: Path) -> Path:
    """Name the mended batch: the one as read stays, should a worker be killed and another begin anew."""
    return batch.with_name(f"mended-{batch.name}")


def _join_words(paths: list[Path], engine: Engine) -> list[Path]:
    """Join the words that line ends cut, in every batch as the whole corpus writes them; give the batches then."""
    cuts: Counter[Cut] = sum(engine.map(_find_cuts, paths), Counter())
    if not cuts:
        return paths
    counts: Counter[str] = sum(engine.map(partial(_count_words, cuts=frozenset(cuts)), paths), Counter())
    decided = decide(cuts, counts)
    return engine.map(partial(_join_cuts, decided=decided), paths) if decided else paths


def _find_cuts(batch: Path) -> Counter[Cut]:
    return Counter(
        cut for text in pq.read_table(batch, columns=["text"])["text"].to_pylist() for cut in find_cuts(text)
    )


def _count_words(batch: Path, cuts: frozenset[Cut]) -> Counter[str]:
    return count_words(pq.read_table(batch, columns=["text"])["text"], cuts)


def _join_cuts(batch: Path, decided: dict[Cut, str]) -> Path:
    table = pq.read_table(batch)
    texts, mended = table["text"].to_pylist(), table["mended"].to_pylist()
    joined = [join_cuts(text, decided) for text in texts]
    if joined == texts:
        return batch
    log = [done + [CUT_WORDS] * (a != b) for done, a, b in zip(mended, texts, joined, strict=True)]
    columns = dict(zip(table.column_names, table.columns, strict=True)) | {"text": joined, "mended": log}
    path = batch.with_name(f"joined-{batch.name}")
    with whole_file(path) as making:
        pq.write_table(pa.table(columns, schema=table.schema), making)
    return path
