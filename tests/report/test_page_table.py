"""Titles on pages are links to the addresses of their articles, and to nothing else."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hostile import PAYLOADS

from analysis.report.outputs import show_table
from analysis.tables import find
from analysis.wording import is_web_address

GOOD = ["https://quay.test/a", "HTTP://quay.test:80/é?a=1&b=(2)#c", "http://a.test/" + "x" * 1986]
BAD = [
    "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/x",
    "//quay.test/a", "/a", "quay.test/a", "http:/quay.test", "http://", "https:///x", "http://?a",
    " http://a.test", "http://a.test/ b", "http://a.test/\n", "java\nscript:alert(1)", "http://a.test/\x00",
    "http://a.test/\u202eb", "http://a.test/\u2028", "http://a.test/\"onload=x", "http://a.test/'x",
    "http://a.test/<b>", "http:\\\\a.test", "http://a.test\\@b.test", "http://a.test/" + "x" * 1987,
    "http://a.test/" + "x" * 10_000_000,
]  # fmt: skip


def page(urls: list[str], title: str | list[str] = "Gates & <b>") -> str:
    columns: dict[str, Any] = {"source": "Beacon", "published": pd.NaT, "title": title, "sentence": "They were shut."}
    table = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(urls))], "url": urls}).assign(
        **columns, share=0.5, label="gates", topic="1", path="a.csv"
    )
    declared = find("topic_articles")
    assert declared
    built = declared.build(table.assign(published=pd.to_datetime(table["published"])))
    return show_table(built, declared.name, declared.caption, 60, "topic_articles.csv").html


def test_addresses_of_the_web_are_linked_and_escaped() -> None:
    assert all(map(is_web_address, GOOD))
    shown = page(GOOD)
    assert shown.count('rel="noopener noreferrer">Gates &amp; &lt;b&gt;</a>') == len(GOOD)
    assert '<a href="HTTP://quay.test:80/é?a=1&amp;b=(2)#c"' in shown
    start = '<a href="https://quay.test/a" rel="noopener noreferrer">'
    assert f"{start}https://quay.test/a</a>" in page([GOOD[0]] * 2, title=["", "Gates"])
    assert f"{start}They were shut.</a>" in page(GOOD[:1], title="")


@pytest.mark.parametrize("bad", [*BAD, *PAYLOADS])
def test_all_else_stays_plain(bad: str) -> None:
    assert not is_web_address(bad)
    shown = page([bad, GOOD[0]])
    assert shown.count("<a href=") == 2  # the good one, and the CSV file
    assert shown.count("Gates &amp; &lt;b&gt;") == 2


def test_without_addresses_a_page_is_as_before() -> None:
    assert page(["", ""]).count("<a ") == 1
    assert "<code>url</code>" not in page(["", ""])
