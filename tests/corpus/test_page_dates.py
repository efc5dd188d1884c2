"""Of the dates in a page, that of its article; all pages are invented."""

from __future__ import annotations

import json
from typing import Any

import lxml.html
import pytest
from corpus_files import soon

from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.page_dates import find_page_date

STORY = "<p>" + "The gates of Dorsk were shut on Monday after dockers had waited for a contract. " * 3 + "</p>"
DAY, OTHER = "2021-03-04", "2015-01-02"


def page(head: str = "", above: str = "", below: str = "", end: str = "", title: str = "Gates shut") -> Any:
    return lxml.html.document_fromstring(
        f"<html><head><title>{title} | Gazette</title>{head}</head><body><nav><time datetime='{OTHER}'>x</time></nav>"
        f"<article>{above}<h1>{title}</h1>{below}{STORY}{STORY}</article>{end}</body></html>"
    )


def ld(*data: object, kind: str = "application/ld+json") -> str:
    return "".join(f'<script type="{kind}">{json.dumps(one)}</script>' for one in data)


def news(day: str = DAY, **more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": day, **more}


@pytest.mark.parametrize(
    "head",
    [
        ld(news()),
        ld([news()]),
        ld({"@graph": [{"@type": "WebPage", "datePublished": OTHER}, news()]}),
        ld({"@graph": [{"@type": "WebSite"}, {"@type": ["Article", "NewsArticle"], "datePublished": DAY}]}),
        ld({"@type": "WebPage", "datePublished": OTHER, "mainEntity": news()}),
        ld(news(comment=[{"@type": "Comment", "datePublished": OTHER}], dateModified="2022-01-01")),
        ld(news(hasPart=news(OTHER), mentions=[news(OTHER)], isBasedOn=news(OTHER))),
        ld({"@type": "ItemList", "itemListElement": [news(OTHER)]}, news()),
        ld(news(OTHER, headline="Another"), news(headline="Gates shut")),
        ld(news(OTHER, headline="Another"), news(url="https://g.example/gates"))
        + '<link rel="canonical" href="https://g.example/gates">',
        ld(news()) + f'<meta property="article:published_time" content="{OTHER}">',
        ld(news("Thu, 04 Mar 2021 08:00:00 GMT")),
        ld(news("2021-03-04T02:06-500")),
        ld({"@type": "VideoObject", "datePublished": OTHER})
        + f'<meta property="article:published_time" content="{DAY}">',
        f'<meta name="date" content="{OTHER}"><meta property="article:published_time" content="{DAY}">',
        f'<meta name="date" content="{OTHER}"><meta name="parsely-pub-date" content="{DAY}T10:00:00Z">',
        f'<meta property="article:modified_time" content="{OTHER}"><meta name="date" content="{DAY}">',
        ld({"@type": "WebPage", "datePublished": DAY}) + f'<meta name="date" content="{OTHER}">',
        '<script type="application/ld+json">//<![CDATA[\n' + json.dumps(news()) + "\n//]]></script>",
        '<script type="application/ld+json">{"broken": </script>' + ld(news()),
        f'<meta itemprop="datePublished" content=" {DAY}T08:00Z ">',
        f'<meta name="date" content="06/11/2023"><meta name="DC.date" content="{DAY}">',
        f'<time pubdate datetime="{DAY}">then</time>',
        ld({"datePublished": DAY}),
    ],
)
def test_the_structured_data_of_the_article_come_first(head: str) -> None:
    found = find_page_date(page(head, below="<time datetime='2022-02-02'>later</time>"))
    assert found.startswith(("2021-03-04", "Thu, 04 Mar 2021"))


@pytest.mark.parametrize(
    "below",
    [
        f'<time datetime="{DAY}">4 March</time>',
        f'<time class="entry-date published updated" datetime="{DAY}T08:00:00Z">then</time>',
        f'<div class="meta"><span>By Ann Lee</span><time datetime="{DAY}">4 March</time></div>',
        f'Updated <time datetime="{OTHER}">x</time> Published <time datetime="{DAY}">y</time>',
        f'<span>Updated:</span> <time datetime="{OTHER}">x</time><time datetime="{DAY}">y</time>',
        f'<time itemprop="dateModified" datetime="{OTHER}">x</time><time datetime="{DAY}">y</time>',
        f'<span itemprop="datePublished" content="{DAY}">Mar 4</span>',
        '<time itemprop="datePublished" datetime="Thu Mar 04 2021 15:21:41 GMT+0000">4 Mar</time>',
        '<p class="dateline">March 4, 2021</p>',
        "<p>Published on March 4, 2021 at 10:00 AM</p>",
        "<span>Veröffentlicht am 4. März 2021, 10:00 Uhr</span>",
        "<div>Publié le 4 mars 2021 à 10h00</div>",
        "<p>PUBLISHED: 10:21 GMT, 4 March 2021 | UPDATED: 15:00 GMT, 5 March 2021</p>",
        "<p>Updated 5 March 2021 • Published 4 March 2021</p>",
        "<div>By Ann Lee | March 4, 2021</div>",
        "<span>Published 4 March 2021 Updated 5 March 2021</span>",
        "<p>Updated March 9, 2021</p><p>4 March 2021</p>",
        '<div itemscope itemtype="https://schema.org/Comment"><time itemprop="datePublished" '
        f'datetime="{OTHER}">x</time></div><time datetime="{DAY}">y</time>',
    ],
)
def test_a_date_below_the_headline(below: str) -> None:
    assert read_date(find_page_date(page(below=below))) == DAY


@pytest.mark.parametrize(
    ("head", "above", "below", "end"),
    [
        ('<meta property="article:modified_time" content="2021-03-09">', "", "", ""),
        ('<meta name="last-modified" content="2021-03-09">', "", "", ""),
        (ld({"@type": "ItemList", "itemListElement": [news()]}), "", "", ""),
        (ld({"@type": "NewsArticle", "dateModified": DAY}), "", "", ""),
        (ld(news(OTHER, headline="One"), news(headline="Two")), "", "", ""),
        (ld(news(), kind="text/plain"), "", "", ""),
        (f'<script>{{"datePublished": "{DAY}"}}</script>', "", "", ""),
        (f'<time datetime="{DAY}">then</time>', "", "", ""),
        ("", "", f'<aside><time datetime="{DAY}">x</time></aside>', ""),
        ("", "", f'<div class="related-articles"><time datetime="{DAY}">x</time></div>', ""),
        ("", "", f'<p>Last updated: <time datetime="{DAY}">x</time></p>', ""),
        ("", "", "", f'<div id="comments"><time datetime="{DAY}" itemprop="datePublished">x</time></div>'),
        ("", "", "", f'<time datetime="{DAY}">x</time>'),
        ("", "", "<p>Updated March 4, 2021 | By Ann Lee</p>", ""),
        ("", "", "<p>They met on March 4, 2021 in Dorsk.</p>", ""),
    ],
)
def test_dates_that_are_not_the_articles(head: str, above: str, below: str, end: str) -> None:
    assert find_page_date(page(head, above, below, end)) == ""


def test_a_date_above_the_headline_in_its_article_is_last() -> None:
    above = f'<header><time datetime="{DAY}">x</time></header>'
    assert find_page_date(page(above=above)) == DAY
    assert find_page_date(page(above=above, below='<time datetime="2021-03-05">x</time>')) == "2021-03-05"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Gazette</h1><div><h2>Gates shut</h2></div><div>4 March 2021 · Ports</div><div>{STORY}</div>",
        f"<div><div><h1>Gates shut</h1></div></div><div><span>By Ann Lee | 4 March 2021</span></div>{STORY}",
        f"<h1>Gazette</h1><p>2 May 2020</p><h2>Gates shut</h2><b>4. März 2021</b><br>{STORY}",
        f"<h1>Gates shut</h1><ul><li>4 mars 2021</li></ul>{STORY}<p>2 May 2020</p>",
    ],
)
def test_the_headline_is_the_heading_in_the_title(body: str) -> None:
    html = f"<html><head><title>Gates shut | Gazette</title></head><body>{body}</body></html>"
    assert read_date(find_page_date(lxml.html.document_fromstring(html))) == DAY


def test_a_date_below_the_story_is_not_taken() -> None:
    html = f"<title>Gates shut</title><body><h1>Gates shut</h1>{STORY[3:-4]}<p>4 March 2021</p></body>"
    assert find_page_date(lxml.html.document_fromstring(html)) == ""


def test_a_date_that_is_not_understood_is_told() -> None:
    assert find_page_date(page('<meta name="date" content="04/03/2021">')) == "04/03/2021"


def test_hostile_pages_take_little_time() -> None:
    deep = "<div>" * 200 + "<i itemprop=datePublished>x</i>" * 15_000
    wide = '<script type="application/ld+json">' + '{"@graph":[' * 50_000 + "</script>"
    many = ld({"@graph": [news(OTHER, headline=str(i)) for i in range(5_000)]})
    with soon(10):
        for more in (deep, wide, many, "<meta name=date content=x>" * 20_000, "<time>" * 200 + "<b>" * 19_000):
            find_page_date(page(more, below=more))
