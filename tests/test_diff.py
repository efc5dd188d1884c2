"""Differences between two report folders, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.diff import compare_reports
from analysis.errors import SettingsError


def report(folder: Path, **texts: str) -> Path:
    """Write a report folder with one notebook, a file for each text."""
    (folder / "terms").mkdir(parents=True)
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        (folder / "terms" / f"{stem}.{suffix}").write_text(text)
    return folder


def changes(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> list[str]:
    return compare_reports(report(tmp_path / "old", **old), report(tmp_path / "new", **new))


def test_the_same_is_no_change(tmp_path: Path) -> None:
    same = {"top_csv": '"term","count"\n"flood",12\n', "top_svg": "<svg/>"}
    assert changes(tmp_path, same, same) == []


def test_rows_are_named_by_the_columns_that_tell_them_apart(tmp_path: Path) -> None:
    old = '"source","term","count"\n"a","flood",12\n"a","war",3\n"b","war",4\n'
    new = '"source","term","count"\n"a","flood",14\n"b","war",4\n"b","peace",1\n'
    assert changes(tmp_path, {"top_csv": old}, {"top_csv": new}) == [
        "terms: top.csv: 1 row new (b, peace)",
        "terms: top.csv: 1 row gone (a, war)",
        "terms: top.csv: 1 row changed (a, flood: count 12 → 14)",
    ]


def test_many_rows_are_counted(tmp_path: Path) -> None:
    old = '"term"\n"x"\n'
    new = '"term"\n' + "".join(f'"{term}"\n' for term in "xabcdef")
    assert changes(tmp_path, {"top_csv": old}, {"top_csv": new}) == ["terms: top.csv: 6 rows new (a; b; c and 3 more)"]


def test_findings_come_first(tmp_path: Path) -> None:
    old = {"findings_csv": '"sentence","q"\n"A leads",0.01\n', "a_csv": '"x"\n1\n'}
    new = {"findings_csv": '"sentence","q"\n"B leads",0.01\n', "b_csv": '"x"\n1\n'}
    assert changes(tmp_path, old, new) == [
        "terms: findings: 1 row new (B leads)",
        "terms: findings: 1 row gone (A leads)",
        "terms: a.csv: gone",
        "terms: b.csv: new",
    ]


def test_columns_order_and_drawing(tmp_path: Path) -> None:
    old = {
        "a_csv": '"x","y"\n1,2\n',
        "b_csv": '"x"\n1\n2\n',
        "c_csv": '"x"\n1\n',
        "c_svg": "<a/>",
        "d_csv": '"x"\n1\n1\n',
    }
    new = {"a_csv": '"x","z"\n1,2\n', "b_csv": '"x"\n2\n1\n', "c_csv": '"x"\n1\n', "c_svg": "<b/>", "d_csv": '"x"\n1\n'}
    assert changes(tmp_path, old, new) == [
        "terms: a.csv: columns gone: y",
        "terms: a.csv: columns new: z",
        "terms: b.csv: the same rows in another order",
        "terms: d.csv: 2 rows became 1, with no column that names them",
        "terms: c.svg: drawn differently from the same table",
    ]


def test_whole_reports(tmp_path: Path) -> None:
    old, new = report(tmp_path / "old", a_csv='"x"\n'), report(tmp_path / "new", a_csv='"x"\n')
    (new / "terms").rename(new / "topics")
    assert compare_reports(old, new) == ["terms: the report is gone", "topics: the report is new"]


def test_what_pages_were_made_from_comes_first(tmp_path: Path) -> None:
    def made(since: str, corpus: str) -> str:
        parameters = {"default": {"since": "", "seed": 0}, "changed": {"since": since} if since else {}}
        return json.dumps({"corpus": corpus, "lock": "l", "parameters": parameters})

    old = {"top_csv": '"term","count"\n"flood",12\n', "made_from_json": made("", "a")}
    new = {"top_csv": '"term","count"\n"flood",14\n', "made_from_json": made("2016-01-01", "b")}
    told = changes(tmp_path, old, new)
    assert told == [
        "terms: parameter since: '' → '2016-01-01'",
        "terms: other articles, or read in another way",
        "terms: top.csv: 1 row changed (flood: count 12 → 14)",
    ]
    for damaged in ("{", "[]", '{"corpus": "b", "lock": "l", "parameters": 3}'):
        (tmp_path / "new" / "terms" / "made_from.json").write_text(damaged)
        assert compare_reports(tmp_path / "old", tmp_path / "new") == told[2:]


def test_what_is_no_report_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="has no folder with tables"):
        compare_reports(tmp_path, tmp_path)


WORDS = {"1": ["siege", "tank", "mortar"], "2": ["ballot", "vote", "poll"], "3": ["flood", "rain", "dam"]}
SHARES = {"1": 0.5, "2": 0.25, "3": 0.25}


def topics(main: str, shares: dict[str, float], more: str = "", **words: list[str]) -> dict[str, str]:
    """Write the three tables: one digit of ``main`` an article; intervals reach 0.05 to either side."""
    used = {number: words.get(f"t{number}", WORDS[number]) for number in shares}
    terms = [f'{n},{rank},"{term}",{4 - rank}' for n, listed in used.items() for rank, term in enumerate(listed, 1)]
    card = [f'{n},"{used[n][0]}",{share},{share - 0.05:.6g},{share + 0.05:.6g}{more}' for n, share in shares.items()]
    articles = [f'"x{i:02}",{topic},0.9' for i, topic in enumerate(main)]
    return {
        "topic_terms_csv": "\n".join(['"topic","rank","term","weight"', *terms, ""]),
        "topic_card_csv": "\n".join(
            ['"topic","label","share","share_low","share_high"' + (',"verdict"' if more else ""), *card, ""]
        ),
        "article_topics_csv": "\n".join(['"article_id","topic","share"', *articles, ""]),
    }


def test_the_same_topics_are_no_change(tmp_path: Path) -> None:
    assert changes(tmp_path, topics("11112233", SHARES), topics("11112233", SHARES)) == []


def test_topics_are_told_in_sentences_behind_the_findings(tmp_path: Path) -> None:
    finding = {"findings_csv": '"sentence","q"\n"A leads",0.01\n', "a_csv": '"x"\n1\n'}
    other = {"findings_csv": '"sentence","q"\n"B leads",0.01\n', "a_csv": '"x"\n2\n'}
    # Topic 3 is gone, and its two articles are in topic 2; drone stands for mortar.
    now = topics("11112222", {"1": 0.5, "2": 0.5}, t1=["siege", "tank", "drone"])
    assert changes(tmp_path, finding | topics("11112233", SHARES), other | now) == [
        "terms: findings: 1 row new (B leads)",
        "terms: findings: 1 row gone (A leads)",
        "terms: topics: Topic 1 “siege”: + drone; − mortar.",
        "terms: topics: Topic 2 “ballot”: 25% → 50% of the articles (95% interval now 45% to 55%, earlier 20% to 30%).",
        "terms: topics: Topic 3 “flood” is gone: it had 25% of the articles (20% to 30%).",
        "terms: topics: 2 of the 8 articles in both reports have another main topic, or none now.",
        "terms: a.csv: 1 row new (2)",
        "terms: a.csv: 1 row gone (1)",
    ]


def test_topics_come_first_where_there_are_no_findings(tmp_path: Path) -> None:
    old, new = {"a_csv": '"x"\n1\n1\n'}, {"a_csv": '"x"\n1\n1\n1\n'}
    assert changes(tmp_path, old | topics("11112233", SHARES), new | topics("11112232", SHARES)) == [
        "terms: topics: 1 of the 8 articles in both reports have another main topic, or none now.",
        "terms: a.csv: 2 rows became 3, with no column that names them",
    ]


def test_ten_more_articles(tmp_path: Path) -> None:
    # Of 8 articles 4, 2, 2; of 18 then 14, 2, 2: all ten are about the siege. No number and no word changes.
    new = topics("11112233" + 10 * "1", {"1": 0.777778, "2": 0.111111, "3": 0.111111})
    assert changes(tmp_path, topics("11112233", SHARES), new) == [
        "terms: topics: Topic 1 “siege”: 50% → 78% of the articles (95% interval now 73% to 83%, earlier 45% to 55%).",
        "terms: topics: Topic 2 “ballot”: 25% → 11% of the articles (95% interval now 6.1% to 16%, "
        "earlier 20% to 30%).",
        "terms: topics: Topic 3 “flood”: 25% → 11% of the articles (95% interval now 6.1% to 16%, earlier 20% to 30%).",
        "terms: article_topics.csv: 10 articles new",
    ]


def test_renumbered_topics_move_no_article(tmp_path: Path) -> None:
    new = topics("22221133", {"1": 0.25, "2": 0.5, "3": 0.25}, t1=WORDS["2"], t2=WORDS["1"])
    assert changes(tmp_path, topics("11112233", SHARES), new) == [
        "terms: topics: Topic 1 “ballot”: was topic 2.",
        "terms: topics: Topic 2 “siege”: was topic 1.",
    ]


def test_what_no_sentence_tells_is_not_passed_over(tmp_path: Path) -> None:
    old = topics("11112233", SHARES, ',"stable"')
    verdict = topics("11112233", SHARES, ',"unstable"')
    assert changes(tmp_path / "a", old, verdict) == ["terms: topic_card.csv: the same topics; changed: verdict"]
    assert changes(tmp_path / "b", topics("11112233", SHARES), old) == ["terms: topic_card.csv: columns new: verdict"]
    assert changes(tmp_path / "c", topics("11112233", SHARES), topics("1111223", SHARES)) == [
        "terms: article_topics.csv: 1 article gone"
    ]


def test_topics_that_cannot_be_read_are_compared_row_by_row(tmp_path: Path) -> None:
    old, new = topics("11112233", SHARES), topics("11112233", SHARES)
    new["topic_card_csv"] = new["topic_card_csv"].replace("\n3,", "\nthree,")
    assert changes(tmp_path / "a", old, new) == [
        "terms: topic_card.csv: 1 row new (three)",
        "terms: topic_card.csv: 1 row gone (3)",
    ]
    older = old | {"topic_terms_csv": '"topic","rank"\n1,1\n'}
    assert changes(tmp_path / "b", older, old)[0] == "terms: topic_terms.csv: columns new: term, weight"


def test_a_table_with_rows_of_several_lengths_is_refused(tmp_path: Path) -> None:
    for number, ragged in enumerate(("x,y\n1,2,3\n", "x,y\n1\n")):
        with pytest.raises(SettingsError, match="not all of one length"):
            changes(tmp_path / str(number), {"a_csv": "x,y\n1,2\n"}, {"a_csv": ragged})


def test_a_figure_without_its_table_is_compared_with_nothing(tmp_path: Path) -> None:
    old, new = {"a_csv": "x\n1\n", "b_svg": "<svg/>"}, {"a_csv": "x\n1\n", "b_svg": "<svg></svg>"}
    assert changes(tmp_path, old, new) == []
