"""Where sentences of other languages end: abbreviations, ordinals, inverted marks."""

from __future__ import annotations

import pytest

from analysis.text import split_sentences

# Sentences with "|" where one ends; a full stop without it ends none.
TEXTS = [
    ("de", "Am 3. März kam Dr. Weber.|Im 19. Jahrhundert, d. h. bzw. z.B. Goethe, war es so.|Er ging."),
    ("de", "Der 3. Weltkrieg blieb aus.|Er belegte Platz 3.|Der Trainer war froh.|Es waren 19.|Danach kam niemand."),
    ("de", "Rund 5 Mio. Euro kostet die 2. Etage der Schillerstr. Nr. 5.|Vgl. Abs. 3 ff. und Art. 5.|Diese Art.|Gut."),
    ("de", "Der Wert stieg auf 120.|Polizisten kamen am 3./4. Mai zum 50. Mal.|Im Jahr 2014.|Dann 2015."),
    ("de", "Die GmbH Co. KG in der WG.|Max.|Das mag.|„Ja.“|Er sagte usw.|Dann nichts."),
    ("fr", "M. Dupont et Mme Roy sont là.|MM. Petit et Mgr. Leroy aussi.|Il est né en 50 av. J.-C. à Rome.|Le col."),
    ("fr", "Voir l'art. 5 du St. Siège, qui est.|Il aime l'art.|Elle aussi.|Après le vol.|Le boul. Hugo."),
    ("fr", "Il part à 20 h. 30 avec M. Roy.|Il rentre à 22 h.|Le mur a 3 m.|La Vve. Petit et le Pr. Roy."),
    ("es", "La Sra. Gil vive en EE. UU. con el Dr. Paz.|¿Por qué?|¡No!|P. ej. Pedro, en la Avda. Mayor núm. 5."),
    ("es", "Las FF. AA. llegaron.|Los JJ. OO. de Río.|Uds. Sí.|El Sr. D. Juan S. A. Pérez calló.|Fue el SRAS.|Fin."),
    ("it", "Il sig. Rossi e la dott.ssa Bianchi, on. Verdi.|L'avv. Neri dice di no.|Ecco S. Maria.|Così è."),
    ("pt", "O Sr. Silva e a Dra. Costa.|A Av. Brasil, nº. 5, séc. XX.|V. Exa. Maria disse que sim.|Fim."),
    ("nl", "Dhr. Jansen en mevr. De Vries, d.w.z. Piet.|Het kostte 5 mln. Euro.|Ir. Bos ging naar de ING.|Klaar."),
    ("da", "Bl.a. Ole og ca. Ti andre kom.|Det var m.fl. Hansen fra f.eks. Aarhus.|Hr. Olsen bor på 2. sal.|Slut."),
    ("sv", "T.ex. Anna och bl.a. Nils kom.|Fr.o.m. Maj gäller det.|Han är ung.|Hon med."),
    ("no", "F.eks. Oslo og ca. Ti byer.|Hr. Berg bor i Storgt. nr. Fem.|Slutt."),
    ("pl", "Ul. Długa i al. Jana Pawła II.|Prof. dr hab. Nowak, tzw. Ekspert, m.in. Piotr.|Koniec."),
    ("ca", "La Sra. Puig, núm. Tres de l'av. Diagonal.|Què?|Fi."),
    ("tr", "Prof. Dr. Ali Kaya ve Doç. Can geldi.|Sonra gitti."),
    ("tr", "Sn. Bakan, Av. Ece Ak ve Yrd. Doç. Dr. Can geldi.|Sonra gitti."),
    ("pl", "Ok. 20 osób, godz. 15, tys. Osób i mln. Złotych.|Koniec."),
    ("ar", "ذهبوا.|من؟|لا أحد."),
    ("zh", "第一。|第二？|「第三！」|完"),
    ("ja", "彼は行った。|誰？|（誰も。）|完"),
    ("en", "Gen. Resk est. there.|The U.S. Army left bzw.|He came on the 3.|March was art.|It ended."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_sentences_end_where_a_reader_says(language: str, text: str) -> None:
    sentences = text.split("|")
    between = "" if language in ("zh", "ja") else " "
    assert split_sentences(between.join(sentences), language) == sentences


def test_an_unknown_language_ends_its_sentences_as_english() -> None:
    for _, text in TEXTS:
        plain = text.replace("|", " ")
        assert split_sentences(plain) == split_sentences(plain, "en") == split_sentences(plain, "xx")


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pl", "sv"])
@pytest.mark.parametrize("piece", [". ", "3. M", "am 3. ", "z.B. A", "EE. UU. ", "a" * 50 + ". B", "J.-C. D", "1/"])
def test_long_texts_take_no_longer_for_being_odd(language: str, piece: str) -> None:
    text = piece * 20_000
    assert "".join("".join(split_sentences(text, language)).split()) == "".join(text.split())
