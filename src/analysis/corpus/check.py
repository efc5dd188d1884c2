"""What would be loaded, told on a terminal; nothing is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from analysis.corpus.prepare import FACTS, make_shards
from analysis.corpus.read import find_files, fingerprint_files
from analysis.settings.corpus_file import read_corpus_settings, read_name_families

_SHOWN = 20


def check_text(path: str) -> str:
    """Describe a corpus without writing anything that stays.

    Parameters
    ----------
    path : str
        Folder or table.

    Returns
    -------
    str
        Plain text: articles by source and form, copies, records refused with path, line and reason, strings removed,
        conflicts and encodings.

    Raises
    ------
    CorpusError
        When nothing is usable.
    """
    corpus = Path(path)
    read_corpus_settings(corpus)
    read_name_families(corpus)
    files = find_files(corpus)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        make_shards(files, work, corpus, None, lambda step: None)
        shards = [
            pd.read_parquet(p, columns=["source", "group", "path", "words"])
            for p in sorted(work.glob("shard-*.parquet"))
        ]
        facts = {name: pd.read_parquet(work / f"{name}.parquet") for name in FACTS}
    articles = pd.concat(shards, ignore_index=True)
    refused = facts["refused"]
    lines = [
        f"{len(articles) + len(refused):,} records found: {len(articles):,} used, {len(refused):,} refused; "
        f"{articles['group'].nunique():,} independent texts, {articles['words'].sum():,} words.",
        f"Fingerprint {fingerprint_files(files)[:16]}.",
    ]
    forms = articles["path"].str.rsplit(".", n=1).str[-1]
    lines += _section(
        "Articles by source and form", articles.groupby(["source", forms]).size().rename("articles").reset_index()
    )
    lines += _section("Refused", refused)
    lines += _section("Removed as repeated by the source", facts["removed"][["source", "articles", "text"]])
    lines += _section(
        "Conflicts", facts["conflicts"].groupby(["source", "kind", "found"]).size().rename("articles").reset_index()
    )
    lines += _section("Files", facts["files"].groupby(["form", "encoding"]).size().rename("files").reset_index())
    lines += _section("Too few articles to look for repeated paragraphs", facts["left_alone"])
    return "\n".join(lines)


def _section(title: str, table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["", f"{title}: none"]
    rows = [" | ".join(_plain(cell) for cell in row) for row in table.head(_SHOWN).itertuples(index=False)]
    more = [f"  ... and {len(table) - _SHOWN:,} more"] if len(table) > _SHOWN else []
    return ["", f"{title} ({' | '.join(table.columns)}):", *[f"  {row}" for row in rows], *more]


def _plain(cell: object) -> str:
    """Show hostile text harmlessly on a terminal: one line, control and direction characters as escapes."""
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(cell))
    return text if len(text) <= 100 else text[:99] + "…"
