"""The usual names of columns, mapped to ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.corpus.record import one_line, shown

# Ours -> what others call it, most telling first.
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "article_id": ("id", "article_id", "articleid", "doc_id", "docid", "guid", "uid", "stories_id"),
    "title": ("title", "headline", "head", "titel", "titulo"),
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "story"),
    "source": ("source", "outlet", "publication", "publisher", "media_name", "newspaper", "medium"),
    "published": (
        "date",
        "published",
        "publish_date",
        "publication_date",
        "published_at",
        "pub_date",
        "pubdate",
        "datetime",
    ),
    "label": ("label", "category", "section", "topic"),
    "language": ("language", "lang"),
    "byline": ("byline", "author", "authors"),
}


def map_columns(columns: Sequence[str]) -> dict[str, str]:
    """Find which column of a table is which of ours.

    Parameters
    ----------
    columns : sequence of str
        Names as they stand in the table.

    Returns
    -------
    dict
        Our name -> their name, for those found; capitals and blanks around names do not matter.

    Raises
    ------
    ValueError
        When no column holds the text, or a name stands twice.
    """
    plain: dict[str, str] = {}
    for name in columns:
        key = str(name).strip().lower().lstrip("\ufeff")
        if key in plain:
            raise ValueError(f"the column {key!r} stands twice")
        plain[key] = name
    found = {
        ours: plain[theirs[0]] for ours, usual in USUAL_NAMES.items() if (theirs := [n for n in usual if n in plain])
    }
    if "text" not in found:
        known, there = ", ".join(USUAL_NAMES["text"]), ", ".join(shown(str(name)) for name in columns)[:200] or "none"
        raise ValueError(f"no column holds the text (columns: {there}; known: {known})")
    return found


def pick(row: Mapping[str, object], names: Mapping[str, str], ours: str) -> str:
    """Read one of our fields from a row as text, all but the article itself on one line; an absent one is empty.

    Raises
    ------
    ValueError
        When the field holds something else than text or a number, such as a list.
    """
    found = row.get(names[ours]) if ours in names else None
    if found is None:
        return ""
    if isinstance(found, bool | list | dict | bytes):
        raise ValueError(f"the column {names[ours]!r} holds {type(found).__name__}, not text")
    if isinstance(found, float):
        return "" if found != found else repr(int(found) if found.is_integer() else found)
    # Half a surrogate pair (JSON allows it) cannot be written as UTF-8.
    whole = str(found).strip().encode("utf-8", "replace").decode()
    return whole if ours == "text" else one_line(whole)
