"""From a folder or a table to a corpus at the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.corpus import load_corpus
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError, suggest
from analysis.explore.news import News
from analysis.session import open_session, project_path
from analysis.settings.given_values import quote_value


def load(
    articles: str | Path = "data/raw",
    *,
    sources: str | Sequence[str] = (),
    since: str = "",
    until: str = "",
    contains: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    language: str = "",
    compare: str = "source",
    min_articles: int = 10,
    period: str = "",
    any_language: bool = False,
    engine: Engine | None = None,
    reading: Mapping[str, Any] | None = None,
    interim: Path | None = None,
) -> News:
    """Load articles to explore.

    Parameters
    ----------
    articles : str or Path
        A folder of articles, or one CSV, JSONL or Parquet table. A relative path is looked for in the folder you work
        in (of a notebook, the folder it lies in), then in the project; the sample without one.
    sources, since, until, contains, exclude, language, compare, min_articles, period, any_language
        Which articles, and what to compare by, as in `analysis.corpus.load_corpus`.
    engine, reading, interim
        Where and how articles are read, as there.

    Returns
    -------
    News
        A corpus with a method a question; show it to see what is in it.

    Raises
    ------
    CorpusError
        When there is nothing at the path, with the nearest name, or no article is left.

    Examples
    --------
    >>> corpus = load("data/raw")
    >>> len(corpus), corpus.source_names[:2]
    (112, ['meridian-wire', 'daily-beacon'])
    """
    if not isinstance(articles, (str, Path)):
        raise SettingsError(f"articles must be the path of a folder or table, not {quote_value(articles)}.")
    session, folder = open_session(), _find(articles)
    corpus = load_corpus(
        folder,
        sources=sources,
        since=since,
        until=until,
        contains=contains,
        exclude=exclude,
        language=language,
        compare=compare,
        min_articles=min_articles,
        period=period,
        any_language=any_language,
        engine=engine or session.engine,
        # What the command says about its articles does not hold for others.
        reading=session.reading if reading is None and folder == session.articles else reading,
        interim=interim,
    )
    return News(**{field.name: getattr(corpus, field.name) for field in fields(corpus)})


def _find(articles: str | Path) -> Path:
    """Find a path in the caller's folder, then in the project."""
    given = Path(articles).expanduser()
    places = list(dict.fromkeys([Path.cwd() / given, project_path(given)]))
    for place in places:
        if place.exists():
            return place
    beside = sorted({path.name for place in places if place.parent.is_dir() for path in place.parent.iterdir()})
    visible = [name for name in beside if not name.startswith(".")]
    where = " or ".join(str(place.parent) for place in places)
    listing = f"There are: {', '.join(visible[:12])}." if visible else "Check the path."
    raise CorpusError(f"There is no {given.name!r} in {where}. {suggest(given.name, visible, listing)}")
