"""Odd and hostile texts beside good articles: counted sensibly, told harmlessly.

Of the numbers 37 to 51 these are in other files:

- 37 one article: notebooks/test_ordinary_corpora.py; 38 one source: test_load.py
- 39, 40, 44, 47 to 51 on the pages: notebooks/test_hostile_corpora.py
- 41 topics/test_recovery.py::test_more_topics_than_texts_are_refused_in_words
- 42 values of parameters: settings/test_parameters.py; 43 limits of documents and phrases are no parameters
- 45 time that grows with the text: text/test_long_texts.py; texts of 10 MB: trial/test_huge_input.py
- 49 cells of tables: report/test_csv_file.py
"""

from __future__ import annotations

import json

from corpus_outcome import GOOD, OutcomeOf

from analysis.text.stopwords import stop_words


def lines(*texts: str, **fields: str) -> str:
    rows = [{"id": f"i{i}", "text": text, "source": "S", "title": "", **fields} for i, text in enumerate(texts)]
    return "\n".join(map(json.dumps, rows))


def test_40_articles_that_are_all_equal_are_one_text(outcome: OutcomeOf) -> None:
    found = outcome({"a.jsonl": lines(*["The ferry sailed on Monday and came back."] * 30)}, good={})
    assert (len(found.corpus.articles), found.corpus.independent_texts) == (30, 1)
    assert set(found.used.values()) == {"The ferry sailed on Monday and came back."}


# Text -> words, counted by hand as a reader of the language would, where that is not in doubt; else at least one.
SCRIPTS = {
    "arabic": ("أعلنت الحكومة يوم الأربعاء", 4),
    "hebrew": ("הממשלה הודיעה ביום רביעי", 4),
    "devanagari": ("सरकार ने बुधवार को घोषणा की", 6),
    "thai": ("รัฐบาลประกาศเมื่อวันพุธ", None),
    "chinese": ("政府星期三宣布", None),
    "japanese": ("政府は水曜日に発表した", None),
    "korean": ("정부는 수요일에 발표했다", 3),
    "emoji": ("👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ferry", None),
    "combining": ("cafe\u0301 nai\u0308ve", 2),
    "full-width": ("Ｆｕｌｌ ｗｉｄｔｈ", 2),
    "turkish": ("İstanbul ılık IŞIK", 3),
}


def test_44_every_script_is_counted(outcome: OutcomeOf) -> None:
    found = outcome({f"{name}/a.txt": f"—\n\n{text}" for name, (text, _) in SCRIPTS.items()})
    words = found.corpus.articles.set_index("source")["words"]
    for name, (_, counted) in SCRIPTS.items():
        assert words[name] == counted if counted else words[name] > 0, (name, words[name])
    assert found.used["combining/a"] == "café naïve"


# Ten times as long, articles would take ten times as long: text/test_long_texts.py.
MONSTERS = {
    "a": "a" * 10_000,
    "blank": "x" + " " * 10_000 + "x",
    "lines": "x" + "\n" * 10_000 + "x",
    "less": "<" * 10_000 + " x",
    "tags": "<a " * 5_000 + " x",
    "quote": "x " + "“" * 10_000,
    "stops": "x. " + "." * 10_000,
    "initials": "A. " * 5_000,
    "dashes": "x " + "- " * 5_000,
    "copyright": "x " + "© 2024 " * 2_000,
    "by": "By " * 5_000,
    "at": "a@" * 5_000,
    "apostrophes": "a'" * 5_000,
    "digits": "1," * 5_000,
    "capitals": "LONDON (" * 2_000,
    "accents": "e" + "\u0301" * 10_000,
    "thai": "ก" * 10_000,
    "emoji": "x " + "\U0001f468\u200d" * 3_000,
}


def test_45_texts_of_one_unit_are_articles(outcome: OutcomeOf) -> None:
    rows = [lines(text, title=text, id=name) for name, text in MONSTERS.items()]
    found = outcome({"a.jsonl": "\n".join(rows)})
    assert len(found.used) == len(GOOD) + len(MONSTERS)


def test_39_46_articles_of_stop_words_and_of_boilerplate_are_articles(outcome: OutcomeOf) -> None:
    small = " ".join(sorted(stop_words("en"))[:40])
    footer = "Sign up for our newsletter and never miss a story of this paper."
    found = outcome({
        "a.jsonl": lines(*[small + " the" * i for i in range(12)]),
        **{f"Footer/{i}.txt": f"A title of number {i}\n\n{footer}" for i in range(12)},
        **{f"Footer/story {i}.txt": f"Another {i}\n\nStory number {i} of its own.\n\n{footer}" for i in range(12)},
    })  # fmt: skip
    assert len(found.used) == len(GOOD) + 36
    # Boilerplate is taken off unless it is all there is.
    assert found.used["Footer/3"] == footer
    assert found.used["Footer/story 3"] == "Story number 3 of its own."


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script></title>--> ]]>", "javascript:alert(1)",
    "\" onmouseover=\"alert(1)", "=cmd|'/C calc'!A0", "+1", "@SUM(A1)", "\t=1", "\r=1", "$x_{ $", "$5 to $10",
    "\\badcmd", "{x}", "%s %(x)s", "{{7*7}}", "{% raw %}", "[red]x[/]", "[/]", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
    "one\nforged: 0 refused", "\u202egnp.exe", "../../etc/passwd", "' OR 1=1 --", "`id`", "$(id)",
]  # fmt: skip


def test_47_to_51_hostile_words_are_told_harmlessly_and_kept(outcome: OutcomeOf) -> None:
    rows = [{"id": f"{bad} {i}", "title": bad, "text": f"{bad} and words", "source": bad, "date": bad, "section": bad}
            for i, bad in enumerate(HOSTILE)]  # fmt: skip
    # Hidden files and folders are no records.
    names = sorted({name for bad in HOSTILE if not (name := bad.replace("/", "")).startswith(".")})
    found = outcome({
        "a.jsonl": "\n".join(map(json.dumps, rows)),
        "b.jsonl": json.dumps({f"text{bad}": "x" for bad in HOSTILE}),
        **{f"{name}/{name}.txt": "only a title" for name in names},
    })  # fmt: skip
    assert len(found.used) == len(GOOD) + len(HOSTILE)
    assert len(found.refused) == 1 + len(names)
    # Nothing that a text says makes a line of its own; `find_outcome` has seen that nothing controls the terminal.
    assert not any(told.startswith("forged") for told in found.output.splitlines())
    assert "<script>alert(1)</script>" in set(found.corpus.articles["source"])
