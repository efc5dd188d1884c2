"""What in a parsed JSON file is an article: the answers of news services, feeds, and tables as pandas writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.corpus.readers.column_names import map_columns

# How deep articles are looked for, and the values in an article.
MAX_DEPTH = 4
# Items of a list that are looked at to know whether it holds articles.
_TRIED = 3
_FEED = "https://jsonfeed.org/version/"

Object = dict[str, object]


class Ambiguous(Object):
    """An object in which a key is used twice."""


def flatten(found: Object, depth: int = MAX_DEPTH) -> Object:
    """Name nested values by their paths.

    Examples
    --------
    >>> flatten({"id": "7", "source": {"id": None, "name": "Quay Courier"}})
    {'id': '7', 'source.id': None, 'source.name': 'Quay Courier'}
    """
    if not any(isinstance(value, dict) for value in found.values()):
        return found
    flat: Object = {}
    for key, value in found.items():
        if isinstance(value, dict) and value and depth:
            for path, part in flatten(value, depth - 1).items():
                flat.setdefault(f"{key}.{path}", part)
        else:
            flat[key] = value
    return flat


def find_articles(found: object, columns: Mapping[str, Sequence[str]]) -> list[object]:
    """List what should be articles in a whole file, as parsed; ``columns`` are the names set, as for `map_columns`.

    Of a list, its items, or the articles of each where they are pages of answers; of an object that is an article, the
    object; else the rows of a table that pandas wrote with ``orient`` split, index, columns or table, or as lists, or
    the one list of objects nearest to the top.

    Raises
    ------
    ValueError
        When it is a table without names of columns, or several lists hold articles.
    """
    if isinstance(found, list):
        if any(isinstance(row, list) and row for row in found):
            raise ValueError(
                "lists without names of columns, as pandas writes with orient='values': save it with orient='records'"
            )
        return [article for item in found for article in _of_page(item, columns)]
    if not isinstance(found, dict) or isinstance(found, Ambiguous):
        return [found]
    if str(found.get("version", "")).startswith(_FEED):
        return _feed(found)
    table = _table(found, columns)
    if table is not None:
        return table
    if _is_article(found, columns) and not _holds_articles(found, columns):
        return [found]
    return _nearest_list(found, columns) or [found]


def _is_article(found: object, columns: Mapping[str, Sequence[str]]) -> bool:
    try:
        return isinstance(found, dict) and bool(map_columns(list(flatten(found)), columns))
    except ValueError:
        return False


def _of_page(item: object, columns: Mapping[str, Sequence[str]]) -> list[object]:
    """List the articles of an item that is no article but an answer with a list of them, else the item."""
    if not isinstance(item, dict) or isinstance(item, Ambiguous) or not any(map(_holds_more, item.values())):
        return [item]
    return [item] if _is_article(item, columns) else _article_lists(item, columns) or [item]


def _holds_more(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _holds_articles(found: Object, columns: Mapping[str, Sequence[str]]) -> bool:
    """Say whether what could be the text of an article is a list of articles: objects with a title of their own."""
    names = map_columns(list(flatten(found)), columns)
    held = flatten(found)[names["text"]]
    first = held[0] if isinstance(held, list) and held else None
    return isinstance(first, dict) and _is_article(first, columns) and "title" in map_columns(list(flatten(first)))


def _feed(feed: Object) -> list[object]:
    """List the items of a JSON Feed, each with the title of the feed as its source."""
    items = feed.get("items")
    common: Object = {"source": feed.get("title")}
    common |= {key: feed[key] for key in ("language", "authors") if key in feed}
    return [{**common, **item} if isinstance(item, dict) else item for item in items] if isinstance(items, list) else []


def _table(found: Object, columns: Mapping[str, Sequence[str]]) -> list[object] | None:
    """List the rows of a table that pandas wrote with ``orient`` split, columns or index; None for anything else."""
    names, data = found.get("columns"), found.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return [
            dict(zip(map(str, names), row, strict=True)) if isinstance(row, list) and len(row) == len(names) else row
            for row in data
        ]
    parts = list(found.values())
    if _is_article(found, columns) and (rows := _rows_of_lists(found, columns)):
        return rows
    if not all(isinstance(part, dict) and part for part in parts) or _is_article(found, columns):
        return None
    tables = [part for part in parts if isinstance(part, dict)]
    if not tables:
        return None
    if _is_article(dict.fromkeys(found), columns) and all(part.keys() == tables[0].keys() for part in tables):
        return [{name: part[key] for name, part in zip(found, tables, strict=True)} for key in tables[0]]
    if all(_is_article(part, columns) for part in tables[:2]):
        numbered = list(found) == [str(i) for i in range(len(found))]
        return [part if numbered else {"id": key, **part} for key, part in zip(found, tables, strict=True)]
    return None


def _rows_of_lists(found: Object, columns: Mapping[str, Sequence[str]]) -> list[object]:
    """List the rows of a table that is a list a column, as `to_dict("list")` of pandas; empty for an article.

    The paragraphs of an article are a list too, but not its title, source or date.
    """
    lists = [part for part in found.values() if isinstance(part, list)]
    names = map_columns(list(found), columns) if len(lists) == len(found) else {}
    if not names.keys() & {"title", "source", "published"} or len({len(part) for part in lists}) != 1:
        return []
    return [dict(zip(found, row, strict=True)) for row in zip(*lists, strict=True)]


def _nearest_list(found: Object, columns: Mapping[str, Sequence[str]]) -> list[object]:
    """Give the one list of articles nearest to the top, or else the one list of objects; empty when there is none."""
    articles = _article_lists(found, columns)
    if articles is not None:
        return articles
    objects = next(filter(None, map(_object_lists, _levels(found))), [])
    return objects[0] if len(objects) == 1 else []


def _article_lists(found: Object, columns: Mapping[str, Sequence[str]]) -> list[object] | None:
    """Give the one list of articles nearest to the top: empty when there are several, None when there is none."""
    for level in _levels(found):
        held = [part for part in _object_lists(level) if any(_is_article(item, columns) for item in part[:_TRIED])]
        if held:
            return held[0] if len(held) == 1 else []
    return None


def _levels(found: Object) -> Iterator[list[object]]:
    """Give the values in an object, then those in the objects in it, and so on."""
    level: list[object] = [found]
    for _ in range(MAX_DEPTH):
        level = [value for part in level if isinstance(part, dict) for value in part.values()]
        yield level


def _object_lists(values: list[object]) -> list[list[object]]:
    return [value for value in values if isinstance(value, list) and value and isinstance(value[0], dict)]
