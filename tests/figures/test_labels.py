"""Labels from hostile text, periods in order, names that do not touch."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
import tables as t
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from analysis import figures
from analysis.figures import labels
from analysis.figures.style import ink_on
from analysis.figures.time_panels import every_period


def test_letters_without_a_font_are_boxed_and_explained(monkeypatch):
    monkeypatch.setattr(labels, "has_font", lambda letter: ord(letter) < 0x3000)
    figure = figures.top_terms.draw(t.top_terms(3).assign(term=["said", "新华社", "war"], kind="word"))
    texts = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert texts == ["said", "▯▯▯ (row 2)", "war"]
    assert "▯ letter without a font on this machine; see the row in the data" in {x.get_text() for x in figure.texts}


def test_sentences_keep_letters_without_a_font():
    assert "新华社" in figures.top_terms.sentence(t.top_terms(1).assign(term="新华社"))


def test_dejavu_is_always_first():
    assert labels.families()[0] == "DejaVu Sans"
    assert labels.has_font("é")
    assert labels.has_font("ش")


def test_a_font_installed_after_matplotlib_listed_them_is_found(monkeypatch, tmp_path):
    font = TTFont(font_manager.findfont("DejaVu Sans"))
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = "Noto Sans Thai"
    font.save(tmp_path / "new.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    found = [str(tmp_path / name) for name in ("new.ttf", "broken.ttf")]
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: found)
    listed = list(font_manager.fontManager.ttflist)
    labels.families.cache_clear()
    try:
        assert labels.families()[-1] == "Noto Sans Thai"
        assert font_manager.findfont("Noto Sans Thai") == found[0]
    finally:
        font_manager.fontManager.ttflist = listed
        labels.families.cache_clear()


@pytest.mark.parametrize("ask", [lambda: labels.text_width("mayor", 9), labels.font_files])
def test_fonts_are_opened_with_room_for_all_of_a_small_file(monkeypatch, ask):
    opened, usual = {}, io.open

    def spy(file, *how):
        opened[Path(file).name] = how
        return usual(file, *how)

    monkeypatch.setattr(io, "open", spy)
    for known in (
        *(labels._open_at_once, labels._fonts, labels.font_files, labels.text_width),
        font_manager._get_font,
    ):
        known.cache_clear()
    ask()
    path = Path(font_manager.findfont("DejaVu Sans"))
    assert opened[path.name] == ("rb", path.stat().st_size + 1)
    assert io.open is spy


@pytest.mark.parametrize("inches", [0.3, 0.8, 2.0])
@pytest.mark.parametrize("text", t.HOSTILE)
def test_cut_and_wrapped_text_fits(text, inches):
    clean = labels.drawable(text)
    assert labels.text_width(labels.fit(clean, inches, 9), 9) <= inches
    lines = labels.wrap(clean, inches, 9, lines=2)
    assert 1 <= len(lines) <= 2
    assert all(labels.text_width(line, 9) <= inches for line in lines)


@pytest.mark.parametrize("text", ["iiii " * 80, "MMMM " * 40, "of all the words, some unbelievably short-lived " * 9])
def test_each_line_has_all_words_that_fit(text):
    lines = labels.wrap(text, 4.0, 9, lines=20)
    assert len(lines) > 1
    for line, following in pairwise(lines):
        assert labels.text_width(line, 9) <= 4.0
        assert labels.text_width(f"{line} {following.split()[0]}", 9) > 4.0


@pytest.mark.parametrize(
    ("periods", "filled"),
    [
        (["2024-11", "2025-02"], ["2024-11", "2024-12", "2025-01", "2025-02"]),
        (["2020-W52", "2021-W01"], ["2020-W52", "2020-W53", "2021-W01"]),
        (["2024-02-28", "2024-03-01"], ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (["2024-Q3", "2025-Q1"], ["2024-Q3", "2024-Q4", "2025-Q1"]),
        (["2023", "2021", "2023"], ["2021", "2022", "2023"]),
        (["2024-13", "2024-14"], ["2024-13", "2024-14"]),
        (["later", "2024"], ["2024", "later"]),
        (["0001", "2024"], ["0001", "2024"]),
    ],
)
def test_every_period(periods, filled):
    assert every_period(periods) == filled


@pytest.mark.parametrize("color", ["#0072b2", "#d55e00", "#56b4e9", "#777777", "white", "black"])
def test_ink_contrasts(color):
    from matplotlib.colors import to_rgb

    def light(c):
        r, g, b = ((x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4) for x in to_rgb(c))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    bright, dark = sorted((light(color), light(ink_on(color))), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5
