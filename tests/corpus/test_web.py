"""Saved pages and web archives; all pages are invented and made by hand."""

from __future__ import annotations

import gzip
import io
import logging
import random
import zlib
from dataclasses import replace

import pytest
from corpus_files import articles_of, read_part, soon

from analysis.corpus.readers import web_pages
from analysis.corpus.readers.article_rows import ArticleRow, Notes, RefusedRow
from analysis.corpus.readers.file_parts import Part
from analysis.corpus.readers.web_archives import read_warc
from analysis.corpus.readers.web_pages import read_html
from analysis.settings.settings_files import CorpusSettings

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


def read_page(data: bytes, path: str = "s/a.html", folder: str | None = None) -> ArticleRow | str:
    """Read a saved page, or say why it is refused."""
    found = read_part(read_html, data, path, folder)
    if isinstance(found, str):
        return found
    [row] = articles_of(found)
    return row


def article(data: bytes, path: str = "s/a.html", folder: str | None = None) -> ArticleRow:
    row = read_page(data, path, folder)
    assert isinstance(row, ArticleRow), row
    return row


PAGE = ArticleRow(
    path="saved/gates.html",
    line=1,
    article_id="saved/gates",
    source="The Gazette",
    text="\n".join(PARAGRAPHS),
    title="Gates shut",
    published="2023-11-06",
    date_as_found="2023-11-06T10:00:00+01:00",
    language="en",
    byline="Ann Lee",
    url="https://www.gazette.example/gates",
)


def test_a_page() -> None:
    assert article(page(), "saved/gates.html") == PAGE


def test_the_source_is_the_folder_or_the_site_or_the_host() -> None:
    nameless = HEAD.replace('<meta property="og:site_name" content="The Gazette">', "").replace(" | The Gazette", "")
    assert article(page(), "a.html").source == "The Gazette"
    assert article(page(), "x.zip/a.html", "").source == "The Gazette"
    assert article(page(), "x.zip/post/a.html", "post").source == "post"
    assert article(page(head=nameless), "a.html").source == "gazette.example"
    # A folder of pages is no outlet, unless the page says nothing better.
    assert article(page(), "saved pages/a.html", "saved pages").source == "The Gazette"
    assert article(page(head="<title>Gates shut</title>"), "pages/a.html", "pages").source == "pages"
    found = read_page(page(head="<title>Gates shut</title>"), "a.html")
    assert str(found).startswith("no source: put the file into a folder named after its source")


@pytest.mark.parametrize("found", ["", "06/11/2023", "2999-11-06"])
def test_a_date_that_is_not_understood_is_kept_and_none_is_guessed(found: str) -> None:
    told = "It was posted on 5 November 2023, said the port, and changed on 2023-11-07."
    head = f'<title>Gates shut</title><meta name="date" content="{found}">'
    got = article(page(told, *PARAGRAPHS, head=head), "saved/2023-01-01.html")
    assert (got.published, got.date_as_found) == ("", found)


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
    text = article(data.encode(encoding), "saved/a.html").text
    assert "Das Tor zur Küste ist zu, sagte der Wächter – „für immer“." in text


def test_what_is_no_article() -> None:
    for data in (b"", b"<html><body></body></html>", b"just some words", bytes(range(256)) * 100):
        assert isinstance(read_page(data), str)
    assert read_page(page("...")) == "no article found in the page"
    assert read_page(b" " * 10_000_001) == "larger than an article can be (10 MB)"


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
    with soon(20):
        found = read_page(page(more=HOSTILE[kind]))
    if isinstance(found, ArticleRow):
        found.text.encode()


@pytest.mark.parametrize("kind", ["nested", "bold in bold", "elements", "beside", "tables"])
def test_a_page_that_is_too_large_is_said(kind: str) -> None:
    assert read_page(page(more=HOSTILE[kind]), "saved/a.html") == (
        "too large for the page of an article: more than 20,000 elements, 5,000 of them in one or 250 in one another"
    )


def test_markup_in_the_text_stays_text_and_scripts_go() -> None:
    text = article(page("Write &lt;b&gt; &amp; &lt;/b&gt; for bold, says the manual.", *PARAGRAPHS)).text
    assert "Write <b> & </b> for bold, says the manual." in text
    assert "steal" not in text
    assert "Cookies" not in text
    assert "Ships" not in text
    assert "A reader wrote" not in text


def test_the_same_bytes_give_the_same_record_in_any_order() -> None:
    pages = [page(*PARAGRAPHS[i:]) for i in range(3)] * 3
    first = [read_page(data) for data in pages]
    assert [read_page(data) for data in reversed(pages)] == first[::-1]


def test_nothing_is_logged_or_printed(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    for data in (b"", b"<p>", b"nothing", page(), page(head="<title></title>")):
        read_page(data)
    whole = archive(response("https://a.example/"))
    for damaged in (whole[:-200] + b"nonsense", whole[:-2] + b"nonsense\r\n", whole[:-99]):
        assert isinstance(read(damaged), str)
    read(archive(response("https://a.example/", gzip.compress(page())[:-99], more="Content-Encoding: gzip\r\n")))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_without_the_extra_each_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "_has_web", lambda: False)
    needed = "HTML needs the packages of the extra web: pip install -e '.[web]'"
    assert (read_page(page()), read(b"x")) == (needed, needed)


def member(kind: str, address: str, block: bytes, form: str, day: str = "2023-11-06") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {day}T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{zlib.crc32(block):032}>\r\nContent-Type: {form}\r\n"
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


def read(data: bytes) -> list[ArticleRow | RefusedRow] | str:
    """Read an archive, or say why it is refused."""
    return read_part(read_warc, data, "crawl/a.warc.gz" if data.startswith(b"\x1f\x8b") else "crawl/a.warc")


def rows(data: bytes) -> list[ArticleRow | RefusedRow]:
    found = read(data)
    assert isinstance(found, list), found
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive(packed: bool) -> None:
    request = member(
        "request", "https://www.gazette.example/1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"
    )
    found = rows(
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
    path = "crawl/a.warc.gz" if packed else "crawl/a.warc"
    url = "https://www.gazette.example/1"
    first = replace(PAGE, path=path, line=3, article_id=url, source="gazette.example", url=url)
    assert found == [
        first,
        replace(
            first, line=5, article_id="https://post.example/2", source="post.example", url="https://post.example/2"
        ),
        RefusedRow(path, 6, "https://post.example/3", "not a page: the server answered '404'"),
        RefusedRow(path, 7, "https://post.example/4", "no article found in the page"),
    ]


def test_captures_of_one_address_have_their_time_in_the_id() -> None:
    days = ["2023-11-06", "2023-11-07", "2023-11-07"]
    found = rows(archive(*[response("https://a.example/1", day=day) for day in days]))
    assert [one.article_id for one in found] == [
        "https://a.example/1",
        "https://a.example/1@2023-11-07T10:00:00Z",
        "https://a.example/1@2023-11-07T10:00:00Z@4",
    ]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"


RAW = zlib.compressobj(wbits=-zlib.MAX_WBITS)
GZIP, DEFLATE, CHUNKED = (
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: deflate\r\n",
    "Transfer-Encoding: chunked\r\n",
)


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(page()), GZIP),
        (zlib.compress(page()), DEFLATE),
        (RAW.compress(page()) + RAW.flush(), DEFLATE),
        (page(), GZIP),
        (chunked(page()), CHUNKED),
        (page(), CHUNKED),
        (chunked(gzip.compress(page())), CHUNKED + GZIP),
    ],
)
def test_compressed_pages(body: bytes, more: str) -> None:
    [found] = rows(archive(response("https://a.example/", body, more=more)))
    assert isinstance(found, ArticleRow)
    assert PARAGRAPHS[2] in found.text


def test_a_page_that_cannot_be_unpacked_is_refused_by_itself() -> None:
    found = rows(
        archive(
            response("https://a.example/1", b"?", more="Content-Encoding: br\r\n"),
            response("https://a.example/2", gzip.compress(b" " * 20_000_000), more=GZIP),
            response("https://a.example/3", gzip.compress(page())[:-99], more=GZIP),
            response("https://a.example/4"),
        )
    )
    assert [row.reason for row in found if isinstance(row, RefusedRow)] == [
        "the page is compressed with 'br', which is not supported",
        "a page of more than 10,000,000 bytes",
        "the page is compressed and damaged",
    ]
    assert found[3].line == 5


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_is_refused_whole(packed: bool) -> None:
    whole = archive(response("https://a.example/1"), response("https://a.example/2"), packed=packed)
    first = len(archive(response("https://a.example/1"), packed=packed))
    for cut in [*range(50, first - 40, 97), *range(first + 20, len(whole) - 40, 97)]:
        assert isinstance(read(whole[:cut]), str), cut
    assert len(rows(whole)) == 2


def test_what_is_not_an_archive() -> None:
    for data in (b"<html></html>", b"no archive\n" * 1000, b"\n" * 100_000, gzip.compress(b"x" * 1000)):
        assert str(read(data)).startswith("damaged ")
    assert read(b"") == []


@pytest.mark.parametrize("filling", [b"a", b"A:\r\n", b"\r\n"])
def test_a_header_without_end_fills_no_memory(filling: bytes) -> None:
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

    with pytest.raises(ValueError, match=r"damaged .*at record 1: "):
        list(read_warc(Part("a.warc", "", lambda: io.BufferedReader(Endless())), CorpusSettings(), Notes()))


def test_any_damage_to_an_archive_refuses_it_or_leaves_its_pages() -> None:
    whole = archive(*[response(f"https://a.example/{i}") for i in range(3)])
    dice = random.Random(5)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = read(bytes(data))
        if isinstance(found, list):
            lines = [row.line for row in found]
            assert lines == sorted(set(lines))
            assert len(found) <= 3
