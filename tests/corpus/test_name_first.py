"""A copyright line may name its owner before the year."""

from __future__ import annotations

import pytest

from analysis.corpus.cleaning.credits import find_copyright


@pytest.mark.parametrize(
    "line", ["(c) Valley Herald 2023", "© Valley Herald, 2023.", "Copyright Valley Herald 2019-2023"]
)
def test_the_name_comes_first(line: str) -> None:
    assert find_copyright(f"They fled.\n\n{line}")[:2] == ("Valley Herald", 2023)


def test_a_sentence_about_copyright_is_no_copyright_line() -> None:
    prose = "Copyright law, the minister told the chamber after the vote, was last amended in 2019."
    assert find_copyright(f"They argued.\n\n{prose}")[:2] == ("", 0)
