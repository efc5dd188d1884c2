"""Ways by which the words of others could run are in no file: nothing is shown unescaped, nothing is unpickled."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
WAYS = {
    "a pandas Styler, which does not escape": r"(?<!matplotlib)\.style\b(?! import)",
    "an output that is not escaped": r"\b(?:Markdown|HTML|SVG|Javascript)\(",
    "HTML that was not made by a template": r"\bMarkup\(",
    "escaping turned off": r"escape\s*=\s*False|autoescape\s*=\s*False|\|\s*safe\b|unsafe_allow",
    "addresses made into links without escaping": r"render_links",
    "code in a file of data": r"\bpickle\b|joblib\.load|\bmarshal\b|\bshelve\b|read_pickle|allow_pickle\s*=\s*True",
    # Our own loader is a BaseLoader: text, lists and dicts are all it makes.
    "YAML that makes objects": r"yaml\.(?:load|unsafe_load|full_load)\((?!text, Loader=_PlainLoader\))",
    "code in a text": r"(?<![\w.])(?:eval|exec)\(|shell\s*=\s*True|os\.system\(",
}
# What is said about pickles, not done with them; and the one file that may mark HTML as such, with its reasons.
SAID = {"no pickle", "No pickle", "unpickled", "noqa: S704 - ", "_table(styled.data)"}


def sources() -> list[tuple[str, str]]:
    """List name and text of all that runs: modules, templates and the code of notebooks."""
    files = [path for kind in ("*.py", "*.html") for path in sorted((PROJECT / "src").rglob(kind))]
    found = [(path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")) for path in files]
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found.append((path.name, "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")))
    return found


def test_the_sources_are_all_there() -> None:
    names = [name for name, _ in sources()]
    assert len([name for name in names if name.endswith(".ipynb")]) >= 4
    assert "src/analysis/report/templates/base.html" in names
    assert "src/analysis/report/templates/outputs.html" in names
    assert len(names) > 100


@pytest.mark.parametrize("way", WAYS)
def test_no_source_opens_a_way_in(way: str) -> None:
    lines = [
        f"{name}: {line.strip()}"
        for name, text in sources()
        for line in text.splitlines()
        if re.search(WAYS[way], line) and not any(words in line for words in SAID)
    ]
    assert lines == []


def test_html_is_made_by_templates_alone() -> None:
    for path in (PROJECT / "src" / "analysis" / "report").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr | ast.BinOp):
                texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                assert not any(re.search(r"</?[a-z]", str(text)) for text in texts), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    "line",
    ["table.style.hide()", "display(HTML(title))", "to_html(escape=False)", "to_html(render_links=True)",
     "{{ title | safe }}", "Markup(title)", "import pickle", "np.load(path, allow_pickle=True)", "yaml.load(text)",
     "eval(name)"],
)  # fmt: skip
def test_the_ways_are_recognised(line: str) -> None:
    assert any(re.search(pattern, line) for pattern in WAYS.values())
