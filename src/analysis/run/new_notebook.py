"""A notebook to begin one's own with: it loads the articles as the others do, and shows one figure and one table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analysis import session
from analysis.errors import SettingsError
from analysis.run.clean_notebooks import clean_source
from analysis.run.plan import check_name, choose_notebooks

# Its cells for parameters, imports and loading are those of a new notebook.
_MODEL = "corpus_overview"
# Names that Windows keeps for devices.
_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
_MAX_LETTERS = 60
# Imported by the model, and not used by a new notebook.
_UNUSED = "from analysis import figures\n"
_BEFORE = """# {title}

Write here, in one sentence, what the page answers; the index page shows it."""
# A cell each; what begins with a heading is text.
_BEHIND = (
    "## What stands out?",
    'report.findings([], nothing="")',
    "## Which words are used most?",
    "corpus.terms()",
    "## How many articles does each source have?",
    """by_source = corpus.articles["source"].value_counts().sort_index(ascending=False)
by_source.plot.barh(title="Articles by source", xlabel="articles", ylabel="");""",
    "## How long are they?",
    """words = corpus.articles.groupby("source", as_index=False).agg(
    articles=("words", "size"), median_words=("words", "median"), longest=("words", "max")
)
report.table(words, "words_by_source", caption="Words of an article, by source.")""",
    """## What this does not show

- Write here what a reader might conclude from the page and should not.""",
    "report.note(corpora.corpus_limits(corpus))",
    "## What changed since the earlier report?",
    "report.changes()",
    "## Made with",
    "report.made_with(seed)",
)


def write_new_notebook(name: str) -> Path:
    """Write a notebook of one's own, ready to run, into the folder of notebooks.

    The name is that of its file, its page and its folder in a report: at most 60 letters, digits and ``_``.

    Raises
    ------
    SettingsError
        When the name is no such name, or taken, or the notebook to take the parameters from is not there.
    """
    if not name.isidentifier() or len(name) > _MAX_LETTERS:
        raise SettingsError(
            f"The name of a notebook has letters, digits and _ only, at most {_MAX_LETTERS}, such as my_question, "
            f"not {name!r}."
        )
    if _DEVICES.fullmatch(name):
        raise SettingsError(f"Windows cannot have a file called {name!r}: choose another name.")
    check_name(name)
    path = session.PROJECT / "notebooks" / f"{name}.ipynb"
    if path.exists():
        raise SettingsError(f"There is a notebook {name!r} already: choose another name.")
    import nbformat  # slow to load

    written: Any = nbformat.v4
    model = nbformat.read(choose_notebooks([_MODEL])[_MODEL], as_version=4)
    taken = [cell for cell in model.cells if cell.cell_type == "code"][:3]
    taken[1].source = taken[1].source.replace(_UNUSED, "")
    title = name.replace("_", " ").strip().capitalize()
    cells = [written.new_markdown_cell(_BEFORE.format(title=title)), *taken]
    for text in _BEHIND:
        cells.append((written.new_markdown_cell if text.startswith("## ") else written.new_code_cell)(text))
    text = clean_source(nbformat.writes(written.new_notebook(cells=cells)))
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path
