"""Sentences with the difficulties of a language, each with the words that a speaker would name."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import SettingsError
from analysis.text import segmenters, split_chunk, split_runs, tokens

# Language, sentence, words with "|" between them.
SENTENCES = [
    ("en", "The U.S. army’s Shi’ite allies, e-mails and O’Brien’s US-led talks",
     "the|US|army's|shi'ite|allies|e-mails|and|o'brien's|US-led|talks"),
    ("en", "D’Arcy didn’t read l’État or Bürger:innen", "d'arcy|didn't|read|l'état|or|bürger|innen"),
    ("de", "Bürger:innen, Schüler*innen und Lehrer_innen riefen: Jede*r E-Mail-Nutzer/in zahlt 5 km/h",
     "bürger:innen|schüler*innen|und|lehrer_innen|riefen|jede*r|e-mail-nutzer/in|zahlt|km|h"),
    ("de", "Die BürgerInnen und/oder Ärzt:innenverbände sagten:ja",
     "die|bürgerinnen|und|oder|ärzt:innenverbände|sagten|ja"),
    ("fr", "Jusqu’à l’État d'Europe, qu'il n’y a aujourd’hui qu’une presqu’île",
     "jusqu'|à|l'|état|d'|europe|qu'|il|n'|y|a|aujourd'hui|qu'|une|presqu'île"),
    ("fr", "M. D’Alembert, O’Brien et les étudiant·e·s du 11-Septembre, c’est-à-dire l’11e",
     "m|d'alembert|o'brien|et|les|étudiant·e·s|du|septembre|c'est-à-dire|l'"),
    ("fr", "L’ÉTAT ET L’EUROPE", "l'|état|et|l'|europe"),
    ("fr", "les élu.e.s votent.Il dit qu’", "les|élu.e.s|votent|il|dit|qu'"),
    ("it", "Dell’Unione, all’inizio: D’Alema all’Aquila? No, a L’Aquila c’è un po’ d’acqua",
     "dell'|unione|all'|inizio|d'alema|all'|aquila|no|a|l'aquila|c'|è|un|po|d'|acqua"),
    ("it", "quest'anno nell'Italia dell'87 l'ex", "quest'|anno|nell'|italia|dell'|l'|ex"),
    ("ca", "L’Estat paral·lel, el col.legi i la pel•lícula d’Europa: tots/es s’hi",
     "l'|estat|paral·lel|el|col·legi|i|la|pel·lícula|d'|europa|tots/es|s'|hi"),
    ("es", "¿Alumn@s de EE.UU. o alumnos/as? ¡Tod@s!", "alumn@s|de|eeuu|o|alumnos/as|tod@s"),
    ("es", "y/o l@s niñ@s, niñ@.", "y|o|l@s|niñ@s|niñ@"),
    ("pt", "Os alunos/as e tod@s, guarda-chuva", "os|alunos/as|e|tod@s|guarda-chuva"),
    ("tr", "İstanbul’da ISPARTA ve Irak, İzmir’in IŞIK",  "istanbul|ısparta|ve|ırak|izmir|ışık"),
    ("tr", "CHP’nin, CHP'de; Rektör O'Neill’ın 2019’da Kur'an'ı ve NATO'dakilerle CHP'LİLERİN women's",
     "chp|chp|rektör|o'neill|kur'an|ve|nato|chp|women's"),
    ("tr", "MECLİS'TE CHP'NİN İKİ ÖNERGESİ", "meclis|chp|iki|önergesi"),
    ("tr", "DIŞİŞLERİ BAKANLIĞI", "dışişleri|bakanlığı"),
    ("pl", "27-latka i 16-letni Jan o 90-tych", "i|jan|o"),
    ("nl", "’s Ochtends de foto’s van zo’n A4-tje", "s|ochtends|de|foto's|van|zo'n|a4-tje"),
    ("da", "Den 3. marts kom EU's ministre til København-Malmø", "den|marts|kom|eu's|ministre|til|københavn-malmø"),
    ("sv", "EU:s och SVT:s kl 12:30", "eu:s|och|svt:s|kl"),
    ("ar", "قالت الحكومة للحكومة والحكومة وبالحكومة", "قالت|الحكومة|ل|الحكومة|و|الحكومة|و|ب|الحكومة"),
    ("ar", "وكالة والدي للجنة في لبنان وللبنان بالغ", "وكالة|والدي|ل|اللجنة|في|لبنان|و|ل|لبنان|بالغ"),
    ("zh", "中国国家主席习近平2024年在北京会见了美国总统。", "中国|国家|主席|习近平|年|在|北京|会见|了|美国|总统"),
    ("zh", "總統在臺北討論經濟與國防預算", "總統|在|臺北|討論|經濟|與|國防|預算"),
    ("zh", "人工智能和iPhone的发展", "人工智能|和|iphone|的|发展"),
    ("ja", "東京都の小池知事は、ニュースで新しい経済政策を説明した。",
     "東京|都|の|小池|知事|は|ニュース|で|新しい|経済|政策|を|説明|し|た"),
    ("ja", "ゼレンスキー大統領とＮＡＴＯが会談", "ゼレンスキー|大統領|と|nato|が|会談"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "words"), SENTENCES)
def test_words_are_those_a_speaker_names(language: str, sentence: str, words: str) -> None:
    assert tokens(sentence, language) == words.split("|")


@pytest.mark.parametrize(("language", "sentence"), [row[:2] for row in SENTENCES if row[0] not in ("zh", "ja")])
def test_words_by_themselves_are_the_same_words(language: str, sentence: str) -> None:
    for word in tokens(sentence.lower(), language):
        assert tokens(f"x {word}", language)[1:] == [word]


def test_other_languages_are_cut_as_english() -> None:
    for sentence in (sentence for _, sentence, _ in SENTENCES):
        assert tokens(sentence, "en") == tokens(sentence, "pl") == tokens(sentence)


def test_words_with_nothing_between_them_are_one_run() -> None:
    assert split_runs("«l’État»,", "fr") == [["l'", "état"]]
    assert split_runs("in/dell’anno", "it") == [["in"], ["dell'", "anno"]]
    assert split_runs("中国,美国总统", "zh") == [["中国"], ["美国", "总统"]]
    # Overlapping pairs do not follow one another.
    assert split_runs("ข่าวดี", "th") == [[pair] for pair in tokens("ข่าวดี")]


def test_the_words_of_a_run_are_its_characters_again() -> None:
    for language, run in [
        ("zh", "討論經濟與國防預算鷄鴨鵝"),
        ("zh", "〇ㄅ々龍马"),
        ("ja", "いろはにほへと散りぬるを々ヶ"),
        ("ja", "ｶﾞｽ"),
    ]:
        assert "".join(segmenters.segment(run, language)) == run


def test_every_simplified_character_stays_and_every_traditional_one_has_one() -> None:
    table = segmenters.simplified()
    assert len(table) > 2500
    assert "".join(map(chr, table)) != "".join(map(chr, table.values()))
    assert "國會經濟臺灣".translate(table) == "国会经济台湾"
    assert "国会经济台湾".translate(table) == "国会经济台湾"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmenters, "can_segment", lambda language: language != "zh")
    segmenters.require_segmenter("ja")
    segmenters.require_segmenter("fr")
    with pytest.raises(SettingsError, match=r"Words of Chinese need the extra words: pip install -e '\.\[words\]'"):
        segmenters.require_segmenter("zh")


@pytest.mark.parametrize("language", ["fr", "it", "ca", "de", "es", "ar", "tr", "sv"])
@pytest.mark.parametrize("piece", ["l'", "d·e.", "ال", "Bürger*", "a:in", "l.l", "EE.UU.", "@s/as", "n@"])
def test_long_pieces_take_no_longer_for_being_odd(language: str, piece: str) -> None:
    assert sum(map(len, split_chunk(piece * 100_000, language))) <= 2 * 100_000 * len(piece)


def test_the_table_ships_with_the_package() -> None:
    assert (Path(segmenters.__file__).parent / "traditional.txt").is_file()
