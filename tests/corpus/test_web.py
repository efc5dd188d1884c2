"""Saved pages and web archives; all pages are invented and made by hand."""

from __future__ import annotations

import gzip
import io
import logging
import random
import subprocess
import sys
import time
import zlib

import pytest

from analysis.corpus.readers import web
from analysis.corpus.readers import web_archives as warc
from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.web_archives import read_warc
from analysis.corpus.readers.web_pages import read_html

PARAGRAPHS = [
    "The gates of Dorsk were shut on Monday after dockers had waited for a contract since the spring of last year.",
    "“Nobody asked us,” said one of them, and went home to his family in the hills behind the old harbour of Dorsk.",
    "The port said that ships would be sent to Halvern until the gates were opened, which might take many weeks more.",
]
HEAD = """<meta charset="utf-8"><title>Gates shut | The Gazette</title>
<meta property="og:title" content="Gates shut"><meta property="og:site_name" content="The Gazette">
<meta property="og:url" content="https://www.gazette.example/gates"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2023-11-06T10:00:00+01:00">"""


def page(*paragraphs: str, head: str = HEAD, more: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head>{head}<script>steal("me")</script><style>p {{}}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Gates shut</h1>{text}<table><tr><td>Ships</td><td>12</td></tr></table></article>
<div id="comments"><p>A reader wrote here that it served them right, the whole lot of them.</p></div>{more}
<footer>Cookies and terms</footer></body></html>""".encode()


def record(found: ArticleRow | RefusedRow) -> ArticleRow:
    assert isinstance(found, ArticleRow), found
    return found


def reason(found: ArticleRow | RefusedRow) -> str:
    assert isinstance(found, RefusedRow), found
    return found.reason


def test_a_page() -> None:
    assert read_html(page(), "saved/gates.html") == ArticleRow(
        "saved/gates", "saved", "2023-11-06", "Gates shut", "\n".join(PARAGRAPHS), "saved/gates.html",
        1, language="en", byline="Ann Lee", date_as_found="2023-11-06T10:00:00+01:00",
    )  # fmt: skip


def test_the_source_is_the_folder_or_the_site_or_the_host() -> None:
    nameless = HEAD.replace('<meta property="og:site_name" content="The Gazette">', "").replace(" | The Gazette", "")
    assert record(read_html(page(), "a.html")).source == "The Gazette"
    assert record(read_html(page(), "x.zip/a.html", "")).source == "The Gazette"
    assert record(read_html(page(), "x.zip/post/a.html", "post")).source == "post"
    assert record(read_html(page(head=nameless), "a.html")).source == "gazette.example"
    found = read_html(page(head="<title>Gates shut</title>"), "a.html")
    assert reason(found).startswith("no source: put the file into a folder named after its source")


@pytest.mark.parametrize(
    ("metadata", "published", "found"),
    [
        ('<meta name="date" content="2023-11-06">', "2023-11-06", "2023-11-06"),
        ('<meta itemprop="datePublished" content=" 2023-11-06T08:00Z ">', "2023-11-06", "2023-11-06T08:00Z"),
        ('<meta name="date" content="06/11/2023">', "", "06/11/2023"),
        (
            '<meta name="date" content="06/11/2023"><meta name="DC.date" content="2023-11-06">',
            "2023-11-06",
            "2023-11-06",
        ),
        ('<script type="application/ld+json">{"a": [{"datePublished" : "2023-11-06"}]}</script>', *["2023-11-06"] * 2),
        ('<script>{"datePublished": "2023-11-06"}</script>', "", ""),
        ('<time pubdate datetime="2023-11-06">then</time>', "2023-11-06", "2023-11-06"),
        ('<time datetime="2023-11-06">then</time>', "", ""),
        ('<meta name="date" content="2999-11-06">', "", "2999-11-06"),
        ("", "", ""),
    ],
)
def test_a_date_is_an_iso_day_of_the_metadata(metadata: str, published: str, found: str) -> None:
    head = '<title>Gates shut</title><meta name="last-modified" content="2020-01-01">'
    told = "Posted on 5 November 2023, updated 2023-11-07."
    got = record(read_html(page(told, *PARAGRAPHS, head=head + metadata), "saved/2023-01-01.html"))
    assert (got.published, got.date_as_found) == (published, found)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
        ('<meta charset="shift_jis">', "utf-8"),
        ('<meta charset="nonsense">', "utf-8"),
        ('<meta charset="hex">', "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_encoding(head: str, encoding: str) -> None:
    data = page("Das Tor zur Küste ist zu, sagte der Wächter – „für immer“.", *PARAGRAPHS, head=head).decode()
    text = record(read_html(data.encode(encoding), "saved/a.html")).text
    assert "Das Tor zur Küste ist zu, sagte der Wächter – „für immer“." in text


def test_what_is_no_article() -> None:
    assert reason(read_html(b"", "a/a.html"))
    assert reason(read_html(b"<html><body></body></html>", "a/a.html"))
    assert reason(read_html(b"just some words", "a/a.html"))
    assert reason(read_html(bytes(range(256)) * 100, "a/a.html"))
    assert reason(read_html(page("..."), "a/a.html")) == "no article found in the page"
    assert reason(read_html(b" " * 10_000_001, "a/a.html")) == "a page of more than 10,000,000 bytes"


HOSTILE = {
    "nested": "<div>" * 50_000 + "x" + "</div>" * 50_000,
    "bold in bold": "<p>" + "the <b>gates</b > <b>" * 20_000,
    "elements": ("<div>" + "<p>x</p>" * 1_000 + "</div>") * 30,
    "beside": "<p>" + "the <b>gates</b> of " * 5_001,
    "most that is read": "<p>" + "the <b>gates</b> of " * 4_900,
    "one line": "<p>" + "gates " * 160_000 + "</p>",
    "blank lines": "\n" * 1_000_000,
    "tables": "<table><tr><td>" * 20_000,
    "attributes": "<p " + "a=b " * 200_000 + ">x</p>",
    "open tag": "<p " * 300_000,
    "entities": "&lt;script&gt;&#0;&#xD800;&#x110000;&amp;" * 20_000,
    "json": '<script type="application/ld+json">' + '{"a":[' * 50_000 + "</script>",
    "dates": '"datePublished":"' * 50_000,
    "comment": "<!--" * 200_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_has_an_outcome_soon(kind: str) -> None:
    start = time.perf_counter()
    found = read_html(page(more=HOSTILE[kind]), "saved/a.html")
    assert isinstance(found, ArticleRow | RefusedRow)
    assert time.perf_counter() - start < 10
    if isinstance(found, ArticleRow):
        found.text.encode()


@pytest.mark.parametrize("kind", ["nested", "bold in bold", "elements", "beside", "tables"])
def test_a_page_that_is_too_large_is_said(kind: str) -> None:
    assert reason(read_html(page(more=HOSTILE[kind]), "saved/a.html")) == (
        "too large for the page of an article: more than 20,000 elements, 5,000 of them in one or 250 in one another"
    )


def test_markup_in_the_text_stays_text_and_scripts_go() -> None:
    text = record(
        read_html(page("Write &lt;b&gt; &amp; &lt;/b&gt; for bold, says the manual.", *PARAGRAPHS), "s/a.html")
    ).text
    assert "Write <b> & </b> for bold, says the manual." in text
    assert "steal" not in text
    assert "Cookies" not in text
    assert "Ships" not in text
    assert "A reader wrote" not in text


def test_the_same_bytes_give_the_same_record_in_any_order() -> None:
    pages = [page(*PARAGRAPHS[i:]) for i in range(3)] * 3
    first = [read_html(data, "s/a.html") for data in pages]
    assert [read_html(data, "s/a.html") for data in reversed(pages)] == first[::-1]


def test_nothing_is_logged_or_printed(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    for data in (b"", b"<p>", b"nothing", page(), page(head="<title></title>")):
        read_html(data, "s/a.html")
    list(read_warc(io.BytesIO(archive(response("https://a.example/"))[:-200] + b"nonsense"), "a.warc"))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_without_the_extra_each_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "has_web", lambda: False)
    monkeypatch.setattr(warc, "has_web", lambda: False)
    needed = "HTML needs the packages of the extra web: pip install -e '.[web]'"
    assert read_html(page(), "s/a.html") == RefusedRow("s/a.html", 1, "s/a", needed)
    assert list(read_warc(io.BytesIO(b"x"), "a.warc")) == [RefusedRow("a.warc", 1, "", needed)]


def test_the_packages_of_the_extra_are_imported_only_when_needed() -> None:
    packages = ("trafilatura", "warcio", "lxml")
    code = f"import sys, analysis.corpus.readers.web_archives; print([m for m in {packages} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def member(kind: str, address: str, block: bytes, form: str, day: str = "2023-11-06") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {day}T10:00:00Z\r\n"
    head += f"WARC-ArticleRow-ID: <urn:uuid:{zlib.crc32(block):032}>\r\nContent-Type: {form}\r\n"
    return head.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def response(
    address: str,
    body: bytes | None = None,
    status: str = "200 OK",
    form: str = "text/html",
    day: str = "2023-11-06",
    more: str = "",
) -> bytes:
    body = page() if body is None else body
    block = f"HTTP/1.1 {status}\r\nContent-Type: {form}\r\n{more}\r\n".encode() + body
    return member("response", address, block, "application/http; msgtype=response", day)


def archive(*members: bytes, packed: bool = False) -> bytes:
    info = member("warcinfo", "", b"software: none\r\n", "application/warc-fields")
    return b"".join(gzip.compress(m, mtime=0) if packed else m for m in (info, *members))


def read(data: bytes) -> list[ArticleRow | RefusedRow]:
    return list(read_warc(io.BytesIO(data), "crawl/a.warc"))


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive(packed: bool) -> None:
    request = member(
        "request", "https://www.gazette.example/1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"
    )
    found = read(
        archive(
            request,
            response("https://www.gazette.example/1"),
            response("https://www.gazette.example/a.png", b"\x89PNG", form="image/png"),
            response("https://post.example/2", form="Text/HTML; Charset=UTF-8"),
            response("https://post.example/3", status="404 Not Found"),
            response("https://post.example/4", b"<html></html>"),
            member("metadata", "https://post.example/4", b"a: b", "application/warc-fields"),
            packed=packed,
        )
    )
    text = "\n".join(PARAGRAPHS)
    assert found == [
        ArticleRow(
            address, source, "2023-11-06", "Gates shut", text, "crawl/a.warc", line, language="en", byline="Ann Lee",
            date_as_found="2023-11-06T10:00:00+01:00",
        )
        for address, source, line in [
            ("https://www.gazette.example/1", "gazette.example", 3), ("https://post.example/2", "post.example", 5),
        ]
    ] + [
        RefusedRow("crawl/a.warc", 6, "https://post.example/3", "no page: the server answered '404'"),
        RefusedRow("crawl/a.warc", 7, "https://post.example/4", "no article found in the page"),
    ]  # fmt: skip


def test_captures_of_one_address_have_their_time_in_the_id() -> None:
    days = ["2023-11-06", "2023-11-07", "2023-11-07"]
    found = read(archive(*[response("https://a.example/1", day=day) for day in days]))
    assert [record(one).article_id for one in found] == [
        "https://a.example/1",
        "https://a.example/1@2023-11-07T10:00:00Z",
        "https://a.example/1@2023-11-07T10:00:00Z@4",
    ]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(page()), "Content-Encoding: gzip\r\n"),
        (zlib.compress(page()), "Content-Encoding: deflate\r\n"),
        (page(), "Content-Encoding: gzip\r\n"),
        (chunked(page()), "Transfer-Encoding: chunked\r\n"),
        (chunked(gzip.compress(page())), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ],
)
def test_packed_pages(body: bytes, more: str) -> None:
    [found] = read(archive(response("https://a.example/", body, more=more)))
    assert PARAGRAPHS[2] in record(found).text


def test_pages_that_cannot_be_unpacked() -> None:
    found = read(
        archive(
            response("https://a.example/1", b"?", more="Content-Encoding: br\r\n"),
            response("https://a.example/2", gzip.compress(b" " * 20_000_000), more="Content-Encoding: gzip\r\n"),
            response("https://a.example/3"),
        )
    )
    assert [reason(one) for one in found[:2]] == [
        "the page is packed with 'br', which is not read",
        "a page of more than 10,000,000 bytes",
    ]
    assert record(found[2]).line == 4


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_off_archive_gives_what_was_whole(packed: bool) -> None:
    data = archive(response("https://a.example/1"), packed=packed)
    whole = data + archive(response("https://a.example/2"), packed=packed)
    for cut in range(len(data) + 1, len(whole) - 40, 97):
        found = read(whole[:cut])
        assert record(found[0]).article_id == "https://a.example/1"
        assert len(found) <= 2
        if len(found) == 2:
            assert reason(found[1]).startswith("the archive cannot be read from its record ")
    assert len(read(whole)) == 2


def test_what_is_no_archive() -> None:
    for data in (b"<html></html>", b"no archive\n" * 1000, b"\n" * 100_000, gzip.compress(b"x" * 1000)):
        [found] = read(data)
        assert reason(found) in [
            f"the archive cannot be read from its record 1 on: {why}"
            for why in ("no WARC record begins there", "it is cut off or damaged")
        ]
    assert read(b"") == []


@pytest.mark.parametrize(
    ("filling", "why"),
    [(b"a", "a header without end"), (b"A:\r\n", "a header without end"), (b"\r\n", "it is cut off or damaged")],
)
def test_a_header_without_end_fills_no_memory(filling: bytes, why: str) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            start = b"" if self.given else b"WARC/1.0\r\nA: "
            buffer[:] = (start + filling * len(buffer))[: len(buffer)]
            self.given += len(buffer)
            assert self.given < 50_000_000
            return len(buffer)

    [found] = read_warc(io.BufferedReader(Endless()), "a.warc")
    assert reason(found) == f"the archive cannot be read from its record 1 on: {why}"


def test_damaged_archives_have_an_outcome_for_every_page() -> None:
    whole = archive(*[response(f"https://a.example/{i}") for i in range(3)])
    dice = random.Random(5)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = read(bytes(data))
        lines = [one.line for one in found]
        assert lines == sorted(set(lines))
        assert len(found) <= 4
