"""The usual names of columns, mapped to ours; a nested value is named by its path, such as ``source.name``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.corpus.readers.plain_text import escape_name

# Ours -> the usual names, best first; blanks and dashes in a name count as "_".
_NAMES = {
    "article_id": "id article_id articleid doc_id docid guid uid stories_id story_id uuid _id an uri",
    "title": "title headline head titel titulo webtitle article_title heading "
    "überschrift schlagzeile titre titolo título titular",
    "text": "text body content article article_text full_text fulltext story article_body articlebody body_text "
    "bodytext maintext main_text plain_text plaintext content_text content_html article_content paragraphs "
    "body_paragraphs lead_paragraph "
    "artikeltext volltext fließtext fliesstext inhalt texte texte_intégral texte_complet corps contenu "
    "texto texto_completo texto_íntegro cuerpo contenido testo contenuto tekst",
    "source": "source_hostname source outlet publication publisher media_name newspaper medium source_name "
    "publication_title pubtitle source_domain domain name_source outletname site_name sitename hostname clean_url "
    "site_full site source_id "
    "quelle zeitung publikation journal média fuente medio diario periódico fonte testata bron krant",
    "published": "date published publish_date publication_date published_at pub_date pubdate datetime publishedat "
    "date_publish date_published datepublished webpublicationdate published_date publication_datetime datetimepub "
    "publishdate publicationdate seendate "
    "datum erscheinungsdatum veröffentlicht date_de_parution date_de_publication fecha fecha_de_publicación",
    "label": "label category section topic section_name sectionname categories "
    "ressort rubrik rubrique sección seccion sezione seção rubriek",
    "language": "language lang language_code sprache langue idioma lingua taal",
    "byline": "byline author authors creator autor autoren auteur autore auteurs",
    "url": "url link web_url weburl permalink article_url articleurl story_url page_url document_url canonical_url "
    "canonical href lien enlace",
}
USUAL_NAMES = {ours: tuple(names.split()) for ours, names in _NAMES.items()}
# What they are called in settings and in the README, where that differs.
GIVEN_NAMES = {"article_id": "id", "published": "date", "byline": "author"}
# Where an object that is one of ours holds it: the source of NewsAPI its name, the headline of the NYT its main line.
_PARTS = {
    "article_id": "$oid",
    "title": "main rendered name text value title headline default",
    "text": "text rendered content value plain html body paragraph",
    "source": "name title hostname domain",
    "published": "$date $date.$numberlong date published value",
    "label": "name title label term",
    "language": "code name",
    "byline": "original name full_name fullname text",
    "url": "href url value",
}
PARTS = {ours: tuple(parts.split()) for ours, parts in _PARTS.items()}


def _rank(names: Iterable[str], parts: Sequence[str]) -> dict[str, int]:
    """Give each name a column may have a number, best first: a name, then what an object of that name holds."""
    found: dict[str, int] = {}
    for name in names:
        for path in (name, *(f"{name}{mark}{part}" for part in parts for mark in "._")):
            found.setdefault(path, len(found))
    return found


_RANKS = {ours: _rank(names, PARTS[ours]) for ours, names in USUAL_NAMES.items()}
# An object of such a name beside a title is not the article.
_NOT_ARTICLES = frozenset(
    ("abstract", "author", "caption", "comment", "comments", "description", "excerpt", "image", "media", "snippet")
).union(("source", "summary", "thumbnail", "user", "video"))
# Objects that describe the article they are part of: "thread" is that of webz.io.
_DESCRIPTIONS = ("", "meta.", "metadata.", "thread.")
_BEGINNING = "lead_paragraph"
_NOT_USED = "; not used: "
_LINKS = {"url", "link", "stories_id", "mobileurl"}
# A line of a GDELT table begins with a number or a time, and has 27, 58 or 61 fields.
_CODE, _MIN_CODED = re.compile(r"\d{6,}(-T?\d+)?$"), 20
# Words beyond which a name of a column is a text.
_MAX_NAME = 30


def map_columns(columns: Sequence[str], given: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """Find which column of a table is which of ours; capitals, blanks and dashes in names do not matter.

    Where no column is the text but one object holds one (``fields.bodyText``), the other names are looked for in that
    object first. Names that were set (``text``, ``source``, ``id`` ... -> names in the tables) are looked for in their
    order, then the usual ones: the tables of a corpus may differ. Gives our name -> their name, for those found.

    Raises
    ------
    ValueError
        When no column holds the text, or the name of one that is used is there twice.

    Examples
    --------
    >>> map_columns(["webTitle", "fields.bodyText", "fields.publication", "tags"])
    {'title': 'webTitle', 'text': 'fields.bodyText', 'source': 'fields.publication'}
    """
    if len(columns) >= _MIN_CODED and _CODE.match(str(columns[0])):
        raise ValueError(
            "no header row, and codes instead of texts, as in the tables of GDELT: there are no articles in it"
        )
    given = given or {}
    plain: dict[str, list[str]] = {}
    for name in columns:
        plain.setdefault(_plain(name), []).append(name)
    plain.pop("", None)
    for name in [name for name in plain if "." in name]:
        # R writes the blanks of names as dots.
        plain.setdefault(name.replace(".", "_"), plain[name])
    found: dict[str, str] = {}
    within: list[str] | None = None
    for ours in ("text", *(ours for ours in _RANKS if ours != "text")):
        asked = given.get(GIVEN_NAMES.get(ours, ours), ())
        key = _best(plain, _rank(map(_plain, asked), PARTS[ours]), [""]) if asked else ""
        if within is None:
            places = [""] if key else _places_of_text(plain)
            within = [place + part for place in places for part in _DESCRIPTIONS]
        key = key or _best(plain, _RANKS[ours], within)
        if key and len(plain[key]) > 1 and ours != "url":
            raise ValueError(f"two columns are called {key!r}: rename one of them")
        if key:
            found[ours] = plain[key][0]
    if "text" not in found:
        raise ValueError(_no_text(columns, set(plain), given.get("text", ())))
    return {ours: found[ours] for ours in _RANKS if ours in found}


def _best(plain: Iterable[str], ranks: Mapping[str, int], within: Sequence[str]) -> str:
    """Find the best name in the first of some objects that holds one; empty for none."""
    found = [
        (i, ranks[name[len(place) :]], name)
        for i, place in enumerate(within)
        for name in plain
        if name.startswith(place) and name[len(place) :] in ranks
    ]
    return min(found)[2] if found else ""


def _places_of_text(plain: Mapping[str, list[str]]) -> list[str]:
    """Find the object that holds the text, and those it is in: their paths with a dot at the end; the table is ""."""
    texts = _RANKS["text"].keys()
    if not texts.isdisjoint(plain):
        return [""]
    places: dict[str, None] = {}
    for name in plain:
        parts = name.split(".")
        for i in range(1, len(parts)):
            if ".".join(parts[i:]) in texts and _NOT_ARTICLES.isdisjoint(parts[:i]):
                places[".".join(parts[:i])] = None
                break
    depth = min((place.count(".") for place in places), default=0)
    nearest = [place for place in places if place.count(".") == depth]
    if len(nearest) > 1:
        raise ValueError(f"several columns may hold the text ({list_columns(nearest)}): {say_which('text')}")
    parts = nearest[0].split(".") if nearest else []
    return [f"{'.'.join(parts[:i])}." for i in range(len(parts), 0, -1)] + [""]


def holds_beginnings(names: Mapping[str, str]) -> bool:
    """Say whether the column of texts holds the first paragraph of each article only."""
    return _plain(names["text"]).endswith(_BEGINNING)


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", str(name).lstrip("\ufeff").strip().lower())


def _no_text(columns: Sequence[str], plain: set[str], asked: Sequence[str]) -> str:
    if asked:
        names = " or ".join(f"'{escape_name(name)}'" for name in asked)
        return f"there is no column {names}, set as text, and none with a usual name (columns: {list_columns(columns)})"
    if plain & _LINKS and plain & set(USUAL_NAMES["title"]):
        return (
            "this table holds titles and links but no text, as the exports of Media Cloud and GDELT do: "
            "add a column with the text of each article"
        )
    if any(len(str(name).split()) > _MAX_NAME for name in columns):
        return "no header row, as the first row is an article: write the names of the columns above it"
    return f"no column holds the text (columns: {list_columns(columns)}): {say_which('text')}"


def say_which(ours: str) -> str:
    """Say how the name of a column is given: to the command, and in Python."""
    return f'say which, such as --map {ours}=NAME, in Python columns={{"{ours}": "NAME"}}'


def list_columns(columns: Iterable[str]) -> str:
    """List the names of a table for a message, at most some 200 characters."""
    return ", ".join(escape_name(str(name)) for name in columns)[:200] or "none"


def describe_columns(names: Mapping[str, str], columns: Iterable[str] = ()) -> str:
    """Write a mapping, and which columns are not in it.

    Examples
    --------
    >>> describe_columns({"text": "body", "published": "day"}, ["day", "body", "page"])
    'text=body, date=day; not used: page'
    """
    pairs = ((GIVEN_NAMES.get(ours, ours), escape_name(str(theirs).strip())) for ours, theirs in names.items())
    unused = [str(name).strip() for name in columns if name not in names.values() and str(name).strip()]
    told = ", ".join(f"{ours}={theirs}" for ours, theirs in pairs)
    return f"{told}{_NOT_USED}{list_columns(dict.fromkeys(unused))}" if unused else told


def unused_columns(described: str) -> list[str]:
    """Give the columns that `describe_columns` says are not used."""
    return described.partition(_NOT_USED)[2].split(", ")


def holds_column(described: str, name: str) -> bool:
    """Say whether `describe_columns` names a column that was set, or a part of an object of that name.

    Examples
    --------
    >>> [holds_column("text=Full Text; not used: a, b.c", name) for name in ("full-text", "B", "c", "text")]
    [True, True, False, False]
    """
    plain = _plain(escape_name(name))
    return any(f"{before}{plain}{after}" in f"{_plain(described)}," for before in ("=", ",_", ":_") for after in ",;.")
