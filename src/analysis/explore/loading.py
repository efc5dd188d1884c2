"""From a folder or a table to a corpus at the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path

from analysis.corpus import load_corpus
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError, suggest
from analysis.explore.given import names_arguments, require_used
from analysis.explore.news import News
from analysis.session import open_session, project_path
from analysis.settings.given_values import quote_value
from analysis.settings.settings_files import check_reading


@names_arguments
def load(
    articles: str | Path = "data/raw",
    *,
    sources: str | Sequence[str] = (),
    since: str | date = "",
    until: str | date = "",
    contains: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    language: str = "",
    compare: str = "source",
    min_articles: int = 10,
    period: str = "",
    any_language: bool = False,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    date_format: str | Sequence[str] = (),
    encoding: str = "",
    engine: Engine | None = None,
    interim: str | Path | None = None,
) -> News:
    """Load articles to explore.

    Parameters
    ----------
    articles : str or Path
        A folder of articles, or one CSV, Excel, JSON or Parquet table. A relative path is looked for in the folder you
        work in (of a notebook, the folder it lies in), then in the project; the sample without one.
    sources : str or sequence of str
        Keep these sources only.
    since, until : str or date
        First and last day to keep, such as "2024-03-31", or a month, quarter or year, such as "2024-Q1"; undated
        articles are then left out, and so are those that count as undated because they are dated years apart from all
        others.
    contains, exclude : str or sequence of str
        Words or phrases, found as they are counted: keep articles that hold one of ``contains``, and none of
        ``exclude``, in title or text.
    language : str
        Two letters, such as "es"; without it the language that most articles are in. Articles clearly in another one
        are left out, unless hardly any is in this one.
    compare : str
        What to compare by: source, group (of ``corpus.yml``), year, month or label.
    min_articles : int
        Sources with fewer articles are joined as "other sources"; one alone keeps its name, and where all are so small,
        the 25 largest do.
    period : str
        How long periods are: day, week, month, quarter or year; chosen without.
    any_language : bool
        Keep articles in all languages.
    columns : mapping, optional
        Which columns of a table hold what, where they have other than the usual names: ``{"text": "plot"}``. Ours are
        id, title, text, source, date, label, language and author.
    date_format : str or sequence of str
        How dates are written that could be read in two ways: "%d/%m/%Y".
    encoding : str
        Of files that are not UTF-8; guessed without.
    engine : Engine, optional
        Where articles are read and counted.
    interim : str or Path, optional
        Where prepared articles are kept.

    Returns
    -------
    News
        A corpus with a method a question; show it to see what is in it.

    Raises
    ------
    CorpusError
        When there is nothing at the path, with the nearest name, or no article is left.
    SettingsError
        When a value cannot be, or a named source or column does not exist.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.load("data/raw")
    >>> len(corpus), corpus.source_names[:2]
    (112, ['meridian-wire', 'daily-beacon'])
    """
    if not isinstance(articles, (str, Path)):
        raise SettingsError(f"articles must be the path of a folder or table, not {quote_value(articles)}.")
    given = {"columns": columns, "date_format": date_format, "encoding": encoding}
    reading = check_reading({key: value for key, value in given.items() if value})
    session, folder = open_session(), _find(articles)
    load_some = partial(
        load_corpus,
        folder,
        sources=sources,
        since=since,
        until=until,
        language=language,
        compare=compare,
        min_articles=min_articles,
        period=period,
        any_language=any_language,
        engine=engine or session.engine,
        # What the command says about its articles does not hold for others.
        reading=session.reading if not reading and folder == session.articles else reading,
        interim=Path(interim) if interim else None,
    )
    try:
        corpus = load_some(contains=contains, exclude=exclude)
    except CorpusError:
        if contains:
            require_used(load_some(), contains, "contains")
        raise
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
