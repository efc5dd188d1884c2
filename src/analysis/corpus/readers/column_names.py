"""The usual names of columns, mapped to ours, and fields as text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from analysis.corpus.readers.plain_text import escape_name, one_line

# Ours -> the usual names, best first; blanks and dashes in a name count as "_".
_NAMES = {
    "article_id": "id article_id articleid doc_id docid guid uid stories_id story_id",
    "title": "title headline head titel titulo webtitle article_title",
    "text": "text body content article article_text full_text fulltext story article_body articlebody body_text "
    "bodytext maintext main_text plain_text plaintext",
    "source": "source outlet publication publisher media_name newspaper medium source_name publication_title pubtitle "
    "source_domain domain",
    "published": "date published publish_date publication_date published_at pub_date pubdate datetime publishedat "
    "date_publish date_published datepublished webpublicationdate",
    "label": "label category section topic",
    "language": "language lang",
    "byline": "byline author authors",
}
USUAL_NAMES = {ours: tuple(names.split()) for ours, names in _NAMES.items()}
# What they are called in settings and in the README, where that differs.
GIVEN_NAMES = {"article_id": "id", "published": "date", "byline": "author"}
_LISTS_OF_NAMES = ("byline", "label")
_KINDS = {bool: "true or false", list: "a list", dict: "an object", bytes: "bytes"}
_LINKS = {"url", "link", "stories_id", "mobileurl"}
# A line of a GDELT table begins with a number or a time, and has 27, 58 or 61 fields.
_CODE, _MIN_CODED = re.compile(r"\d{6,}(-T?\d+)?$"), 20


def map_columns(
    columns: Sequence[str], given: Mapping[str, str] | None = None, optional: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Find which column of a table is which of ours; capitals, blanks and dashes in names do not matter.

    Parameters
    ----------
    columns : sequence of str
        Names in the table.
    given : mapping, optional
        Names that were set: ``text``, ``source``, ``id`` ... -> the name in the table. They override the usual ones.
    optional : frozenset of str
        Of our names: those that may be missing although they were set.

    Returns
    -------
    dict
        Our name -> their name, for those found.

    Raises
    ------
    ValueError
        When no column holds the text, a name is used twice, or a column that was set is missing.
    """
    if len(columns) >= _MIN_CODED and _CODE.match(str(columns[0])):
        raise ValueError(
            "no header row, and codes instead of texts, as in the tables of GDELT: there are no articles in it"
        )
    given = given or {}
    plain: dict[str, str] = {}
    for name in columns:
        key = _plain(name)
        if key in plain:
            raise ValueError(f"two columns are called {key!r}: rename one of them")
        if key:
            plain[key] = name
    found: dict[str, str] = {}
    for ours, usual in USUAL_NAMES.items():
        asked = given.get(GIVEN_NAMES.get(ours, ours))
        names = usual if asked is None else (_plain(asked),)
        there = [plain[name] for name in names if name in plain]
        if there:
            found[ours] = there[0]
        elif asked is not None and ours not in optional:
            raise ValueError(
                f"there is no column {escape_name(asked)!r}, set as {GIVEN_NAMES.get(ours, ours)} "
                f"(columns: {_listed(columns)})"
            )
    if "text" not in found:
        raise ValueError(_no_text(columns, set(plain)))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", str(name).lstrip("\ufeff").strip().lower())


def _no_text(columns: Sequence[str], plain: set[str]) -> str:
    if plain & _LINKS and plain & set(USUAL_NAMES["title"]):
        return (
            "this table holds titles and links but no text, as the exports of Media Cloud and GDELT do: "
            "add a column with the text of each article"
        )
    return f"no column holds the text (columns: {_listed(columns)}): say which, such as --map text=NAME"


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(escape_name(str(name)) for name in columns)[:200] or "none"


def describe_columns(names: Mapping[str, str]) -> str:
    """Write a mapping as ``text=body, source=outlet``."""
    pairs = ((GIVEN_NAMES.get(ours, ours), escape_name(str(theirs).strip())) for ours, theirs in names.items())
    return ", ".join(f"{ours}={theirs}" for ours, theirs in pairs)


def read_field(row: Mapping[str, object], names: Mapping[str, str], ours: str) -> str:
    """Read one of our fields from a row as text, all but the article itself on one line; a missing one is empty.

    Authors and labels may be a list of texts, which is joined by commas.

    Raises
    ------
    ValueError
        When the field holds something else than text or a number, such as a list.
    """
    found = row.get(names[ours]) if ours in names else None
    if ours in _LISTS_OF_NAMES and isinstance(found, list) and all(isinstance(item, str) for item in found):
        found = ", ".join(found)
    if found is None or found != found:  # NaN
        return ""
    kind = next((words for kind, words in _KINDS.items() if isinstance(found, kind)), "")
    if isinstance(found, float) and math.isinf(found):
        kind = "an infinite number"
    if kind:
        raise ValueError(f"the column {names[ours]!r} holds {kind}, not text")
    if isinstance(found, float):
        found = int(found) if found.is_integer() else found
    # Half a surrogate pair (JSON allows it) cannot be written as UTF-8.
    text = str(found).strip().encode("utf-8", "replace").decode()
    return text if ours == "text" else one_line(text)
