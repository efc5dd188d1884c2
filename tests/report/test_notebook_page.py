"""Pages: self-contained, in order, and nothing in them but what was made to be shown."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import pytest
from html_tags import Tags
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.report.markdown import Headings, make_markdown
from analysis.report.notebook_page import PageLink, output_facts, read_outline, render_page
from analysis.report.outputs import MARK

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
TERMINAL = "one\n\x1b]8;;http://a\x07li\x00nk\x1b]8;;\x1b\\ \u202eend\u2069"
PAGES = [PageLink("toy", f"Toy {HOSTILE}"), PageLink("other", "Other")]
PARAMETERS = (
    'articles: str = "data/raw"  # where\nreport_dir: str = ""\ntop_n: int = 3  # words = shown\nn: float = -0.5'
)


def notebook(*cells: Any) -> Any:
    return new_notebook(cells=list(cells))


@pytest.fixture
def toy() -> Any:
    ours = new_output(
        "display_data", {"text/html": "<p id='ours'>ours</p>", "text/plain": "ours"}, metadata={MARK: {"kind": "note"}}
    )
    return notebook(
        new_markdown_cell(f"# Toy {HOSTILE}\n\nWhat **is** it?\n\n- a"),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell('# Parameters\ntop_n = 5\nreport_dir = "."', metadata={"tags": ["injected-parameters"]}),
        new_markdown_cell(f"## One\n\n{HOSTILE} [x](javascript:alert(1)) ![i](http://a/b.png)\n\n| a |\n|---|\n| 1 |"),
        new_code_cell(
            f"print('{HOSTILE}')",
            outputs=[
                new_output("stream", name="stdout", text=HOSTILE + "\x1b[31mred\x1b[0m"),
                new_output("stream", name="stdout", text=TERMINAL),
                new_output("stream", name="stderr", text="a warning"),
                new_output("execute_result", {"text/html": HOSTILE, "text/plain": "theirs <b>"}),
                ours,
            ],
        ),
        new_markdown_cell("#### Deep\n\n# One"),
    )


def test_nothing_hostile_becomes_html(toy: Any) -> None:
    page = Tags(render_page(toy, "toy", PAGES))
    assert page.runs == page.named("img") == []
    assert not any((a.get("href") or "").startswith(("javascript", "http")) for a in page.named("a"))


def test_what_was_chosen_is_said_before_everything_else(toy: Any) -> None:
    assert 'class="choice"' not in render_page(toy, "toy", PAGES)
    facts = {MARK: {"kind": "corpus", "choice": "Only articles of a: 1 of 2."}}
    made_with = new_output("display_data", {"text/html": "made", "text/plain": "made"}, metadata=facts)
    toy.cells.append(new_code_cell("report.made_with()", outputs=[made_with]))
    html = render_page(toy, "toy", PAGES)
    assert html.index('<p class="choice">Only articles of a: 1 of 2.</p>') < html.index("<h2")


def test_only_our_own_html_is_taken_as_it_is(toy: Any) -> None:
    html = render_page(toy, "toy", PAGES)
    assert "<p id='ours'>ours</p>" in html
    assert "theirs &lt;b&gt;" in html
    assert "a warning" not in html
    assert "red</pre>" in html
    # Neither links nor bells nor turned writing of a terminal.
    assert ">one\nlink end</pre>" in html


def test_the_page_asks_for_nothing(toy: Any) -> None:
    page = Tags(render_page(toy, "toy", PAGES))
    policy = next(a["content"] for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert [a.get("href") for a in page.named("link")] == ["data:,"]


def test_one_main_one_h1_and_no_level_left_out(toy: Any) -> None:
    page = Tags(render_page(toy, "toy", PAGES))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels == [1, 2, 3, 2]
    assert len(page.named("main")) == 1
    assert next(a for a in page.named("a"))["href"] == "#main"
    assert [a["lang"] for a in page.named("html")] == ["en"]
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_navigation_leads_to_the_other_pages(toy: Any) -> None:
    page = Tags(render_page(toy, "toy", PAGES))
    assert [a["href"] for a in page.named("a")][1:4] == ["../index.html", "index.html", "../other/index.html"]
    assert [a["href"] for a in page.named("a") if "aria-current" in a] == ["index.html"]


def test_parameters_are_a_table_and_the_changed_one_is_marked(toy: Any) -> None:
    html = render_page(toy, "toy", PAGES)
    assert "<td><strong>5</strong> (default 3)</td><td>words = shown</td>" in html
    assert "<td>-0.5</td>" in html
    assert "report_dir" not in html


def test_code_is_folded_away_and_plain(toy: Any) -> None:
    html = render_page(toy, "toy", PAGES)
    assert html.count('<details class="code">') == 1
    assert "print(&#39;&lt;script&gt;" in html


def printed(text: str) -> Any:
    return new_output("stream", name="stdout", text=text)


def told(**facts: str) -> Any:
    words = facts.get("sentence", "told")
    return new_output(
        "display_data", {"text/html": f"<p>{words}</p>", "text/plain": words}, metadata={MARK: {"name": "x", **facts}}
    )


def test_all_code_shares_one_fold_under_its_headings() -> None:
    cells = [
        new_markdown_cell("# One"), new_code_cell("a = 1"), new_markdown_cell("## Two"), new_code_cell("b = 2"),
        new_code_cell("c = 3", outputs=[printed("3")]),
    ]  # fmt: skip
    html = render_page(notebook(*cells), "toy", PAGES)
    assert html.count('<details class="code">') == 1
    assert "a = 1\n\n# Two\n\nb = 2\n\nc = 3" in html


def test_a_section_that_shows_nothing_vanishes_with_its_link() -> None:
    one = lambda i: new_code_cell("1", outputs=[printed("1")], id=f"one-{i}")  # noqa: E731
    cells = [
        new_markdown_cell("# Page\n\nWhat?"),
        *(cell for i in range(3) for cell in (new_markdown_cell(f"## Q{i}"), one(i))),
        new_markdown_cell("## Checks\n\nIf one fails, it stops."),
        new_code_cell("assert True", outputs=[new_output("stream", name="stderr", text="hm")]),
        new_markdown_cell("## Changes"),
        new_code_cell(
            "x", outputs=[told(kind="nothing"), told(kind="missing", sentence="No earlier topics.")]
        ),
        new_markdown_cell("## Prose alone\n\nstays"),
    ]  # fmt: skip
    html = render_page(notebook(*cells), "toy", PAGES)
    assert re.findall("<h2[^>]*>([^<]*)", html) == ["Q0", "Q1", "Q2", "Prose alone"]
    assert re.findall('<a href="#s-[^>]*>([^<]*)', html) == ["Q0", "Q1", "Q2", "Prose alone"]
    assert "If one fails" not in html
    assert "earlier topics" not in html
    assert "assert True" in html


def test_what_there_is_nothing_to_show_for_is_said_once_at_the_end() -> None:
    names = [told(kind="missing", sentence="No names <so>.")]
    cells = [
        new_markdown_cell("# Page"), new_markdown_cell("## Names"), new_code_cell("1", outputs=names),
        new_markdown_cell("## Places"), new_code_cell("2", outputs=[*names, printed("a place")]),
        new_markdown_cell("## Method\n\nAs usual."), new_markdown_cell("## Limits\n\nMany."),
    ]  # fmt: skip
    html = render_page(notebook(*cells), "toy", PAGES)
    assert re.findall("<h2[^>]*>([^<]*)", html) == ["Places", "What could not be shown", "Method", "Limits"]
    assert html.count("No names") == 1
    assert "<li>No names &lt;so&gt;.</li>" in html
    folded = re.findall(
        r'<details class="section"><summary><h2[^>]*>([^<]*)</h2></summary>(.*?)</details>', html, re.DOTALL
    )
    assert [title for title, _ in folded] == ["What could not be shown", "Method"]
    assert "As usual." in folded[1][1]


def test_a_page_is_described_to_who_links_to_it(toy: Any) -> None:
    page = Tags(render_page(toy, "toy", PAGES))
    told = {a.get("name") or a.get("property"): a["content"] for a in page.named("meta") if "content" in a}
    assert told["description"] == told["og:description"] == "What is it?"
    assert told["og:title"] == f"Toy {HOSTILE}"


def test_a_notebook_without_a_heading_gets_one() -> None:
    html = render_page(notebook(new_code_cell("1")), "my_notes", [PageLink("my_notes", "My notes")])
    assert "<h1>My notes</h1>" in html
    assert "<title>My notes</title>" in html


def picture(png: str, words: str, width: object = 640, kind: str = "display_data") -> Any:
    return new_output(kind, {"image/png": png, "text/plain": words}, metadata={"image/png": {"width": width}})


def test_pictures_are_numbered_and_described_and_shown_once() -> None:
    value = lambda text: new_output("execute_result", {"text/plain": text})  # noqa: E731
    cells = [
        new_code_cell("a", outputs=[value("<Axes: title='x'>"), picture("AAAA", f"Lines {HOSTILE}")]),
        new_code_cell("b", outputs=[picture("BBBB", "B", kind="execute_result"), picture("BBBB", "B")]),
        new_code_cell("c", outputs=[value("[<matplotlib.lines.Line2D>]"), printed("said"), picture('CC"CC', "", "9")]),
        new_code_cell("d", outputs=[picture("DDDD", "<IPython.core.display.Image object>", None), value("(1, 2)")]),
        new_code_cell("e", outputs=[value("<Axes: >")]),
    ]
    html = render_page(notebook(*cells), "toy", PAGES)
    page = Tags(html)
    images = [(a["src"], a["alt"], a.get("width")) for a in page.named("img")]
    data = "data:image/png;base64,"
    assert images == [
        (f"{data}AAAA", f"Lines {HOSTILE}", "640"),
        (f"{data}BBBB", "B", "640"),
        (f"{data}CCCC", "A picture without a title.", None),
        (f"{data}DDDD", "A picture without a title.", None),
    ]
    # The style sheet numbers captions.
    assert len(page.named("figcaption")) == len(page.named("figure")) == 4
    assert page.named("script") == []
    # Where there is no picture, or the value is no part of one, it is shown.
    assert re.findall(r"<pre[^>]*>(.*?)</pre>", html) == ["said", "(1, 2)", "&lt;Axes: &gt;"]


def test_the_same_notebook_gives_the_same_page(toy: Any) -> None:
    again = nbformat.reads(nbformat.writes(toy), as_version=4)
    assert render_page(toy, "toy", PAGES) == render_page(again, "toy", PAGES)


def test_outline() -> None:
    told = {"kind": "figure", "name": "a"}
    shown = new_output("display_data", {"text/plain": "x"}, metadata={MARK: told})
    outline = read_outline(
        notebook(new_markdown_cell("# A *b*\n\nWhy `c`?\nSo?\n\n- d"), new_code_cell("1", outputs=[shown])), "n"
    )
    assert (outline.title, outline.question) == ("A b", "Why c? So?")
    assert outline.of_kind("figure") == [told]
    assert outline.of_kind("table") == []


def test_headings_of_the_same_text_have_ids_of_their_own() -> None:
    headings = Headings()
    make_markdown(headings)("# A\n\n## B\n\n## B\n\n## ¿?")
    assert [anchor for _, anchor, _ in headings.found] == ["s-a", "s-b", "s-b-2", "s-section"]


def test_what_names_no_kind_is_no_fact() -> None:
    for noted in ({}, {"name": "x"}, "figure", None):
        assert output_facts(new_output("display_data", metadata={MARK: noted})) == {}
    assert output_facts(new_output("display_data", metadata={MARK: {"kind": "table"}})) == {"kind": "table"}
