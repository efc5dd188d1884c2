"""The shipped sample is what its data card says, byte for byte, and the truth beside it is true of it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
TRUTH = ROOT / "tests" / "fixtures" / "truth"

ARTICLES = {
    "coast-business-review": 16,
    "daily-beacon": 21,
    "halvern-standard": 20,
    "leader-post-online": 15,
    "meridian-wire": 23,
    "tamsin-observer": 17,
}
TWINS = [
    "halvern-standard/2024-05-30-c2-lund-sentenced.txt",
    "halvern-standard/2024-05-31-c2-orrin-case-print-edition.txt",
]
# What the truth counts under each name. At one place the first that matches wins: longer names stand first.
MENTIONS = {
    "Inland Sovereignty Front": "Inland Sovereignty Front",
    "Inland Sovereignty": "Inland Sovereignty",
    "ISF": "ISF",
    "IS": "IS",
    "the Front": "the Front",
    "rebels": "rebels?",
    "militants": "militants?",
    "insurgents": "insurgents?",
    "terrorists": "terrorists?",
}
MENTION = re.compile(rf"(?<!\w)(?:{'|'.join(f'({pattern})' for pattern in MENTIONS.values())})(?!\w)")


def files() -> list[str]:
    """Return the paths of all articles below data/raw, sorted."""
    return sorted(path.relative_to(RAW).as_posix() for path in RAW.glob("*/*.txt"))


def text_of(file: str) -> str:
    return (RAW / file).read_bytes().decode("cp1252" if file.startswith("daily-beacon/") else "utf-8")


def mentions(file: str) -> Counter[str]:
    names = list(MENTIONS)
    return Counter(names[match.lastindex - 1] for match in MENTION.finditer(text_of(file)) if match.lastindex)


def truth_lines() -> list[tuple[str, dict]]:
    """Return (source, truth of one article) for every line of every truth file."""
    return [
        (path.stem, json.loads(line))
        for path in sorted(TRUTH.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_checksums_cover_every_article_and_agree() -> None:
    lines = (RAW / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert list(listed) == sorted([*files(), "names.yml"])
    assert listed == {path: hashlib.sha256((RAW / path).read_bytes()).hexdigest() for path in listed}


def test_data_card_names_the_checksum_of_the_checksums() -> None:
    digest = hashlib.sha256((RAW / "SHA256SUMS").read_bytes()).hexdigest()
    assert digest in (RAW / "README.md").read_text(encoding="utf-8")


def test_articles_of_each_outlet() -> None:
    assert Counter(file.split("/")[0] for file in files()) == ARTICLES
    assert len(files()) == 112


def test_file_names_hold_date_and_story() -> None:
    named = [re.fullmatch(r"[a-z-]+/(2024-\d\d-\d\d)-([a-z]\d)-[a-z0-9-]+\.txt", file) for file in files()]
    assert all(named)
    assert min(match[1] for match in named if match) == "2024-03-03"
    assert max(match[1] for match in named if match) == "2024-06-01"
    assert len({match[2] for match in named if match}) == 23


def test_one_pair_of_files_is_identical() -> None:
    copies: dict[bytes, list[str]] = {}
    for file in files():
        copies.setdefault((RAW / file).read_bytes(), []).append(file)
    assert [pair for pair in copies.values() if len(pair) > 1] == [TWINS]


def test_the_beacon_is_windows_1252_and_the_others_are_utf_8() -> None:
    for file in files():
        data = (RAW / file).read_bytes()
        if not file.startswith("daily-beacon/"):
            data.decode("utf-8")
            continue
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        # ISO 8859-1 would decode too, but to control characters where the Beacon has its quotation marks.
        assert not re.search(r"[\x80-\x9f]", data.decode("cp1252"))


def test_counts_of_names_equal_the_truth() -> None:
    counted = Counter((file.split("/")[0], name) for file in files() for name in mentions(file).elements())
    with (TRUTH / "names.csv").open(encoding="utf-8", newline="") as rows:
        expected = {(row["source"], row["name"]): int(row["count"]) for row in csv.DictReader(rows)}
    assert set(expected) == {(source, name) for source in ARTICLES for name in MENTIONS}
    assert {key: counted[key] for key in expected} == expected


def test_names_used_in_each_article_equal_the_truth() -> None:
    for source, line in truth_lines():
        assert mentions(f"{source}/{line['file']}") == line["names_used"], line["file"]


def test_truth_has_one_line_for_every_article_but_the_wire() -> None:
    lines = [f"{source}/{line['file']}" for source, line in truth_lines()]
    assert sorted(lines) == [file for file in files() if not file.startswith("meridian-wire/")]


def test_every_article_the_truth_refers_to_exists() -> None:
    existing = set(files())
    referred = {
        sentence["from"]
        for _, line in truth_lines()
        for sentence in line.get("sentences", [])
        if sentence["from"] is not None
    } | {f"{source}/{line['duplicate_of']}" for source, line in truth_lines() if line["duplicate_of"]}
    assert referred
    assert referred <= existing
