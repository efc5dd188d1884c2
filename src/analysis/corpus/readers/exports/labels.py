"""What Nexis and Factiva print around an article, in thirteen languages: labels, counts, names of languages."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale


def fold(label: str) -> str:
    """Write a label in small letters without accents, as capitals often lack them."""
    return "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))


def _names(names: str) -> frozenset[str]:
    return frozenset(map(fold, names.split("|")))


# English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Swedish, Norwegian, Finnish, Polish, Czech.
LENGTH = _names(
    "length|länge|longueur|longitud|extensión|lunghezza|comprimento|extensão|lengte|længde|längd|lengde|pituus|"
    "długość|délka"
)
HEADLINE = _names(
    "headline|titel|titre|título|titular|titolo|manchete|kop|overskrift|titteli|otsikko|tytuł|titulek|nadpis"
)
BYLINE = _names("byline|author|autor|auteur|autore|autora|forfatter|författare|kirjoittaja|tekijä|skribent|journalist")
SECTION = _names(
    "section|rubrik|rubrique|sección|sezione|rubrica|seção|secção|sectie|rubriek|sektion|afsnit|avdelning|seksjon|"
    "osasto|osio|dział|sekcja|rubryka|rubrika|sekce"
)
LANGUAGE = _names("language|sprache|langue|idioma|lengua|lingua|língua|taal|sprog|språk|kieli|język|jazyk")
# Above the story, beside those.
HEAD = LENGTH | HEADLINE | BYLINE | SECTION
HEAD |= _names(
    "highlight|encart|distribution|dateline|series|type|edition|correction|"
    "ort|lieu|fecha y lugar|luogo|local|plaats|sted|paikka|"
    "miejsce|ausgabe|édition|edición|edizione|edição|editie|udgave|utgåva|utgave|painos|wydanie|vydání"
)
# Below it.
TAIL = LANGUAGE | _names(
    "load-date|update|graphic|grafik|publication-type|zeitungs-code|journal-code|journal code|publication type|"
    "subject|company|organization|person|people|industry|geographic|city|country|state|ticker|notes|correction-date|"
    "document-type|copyright|dateline|url|"
    # German, French
    "aktualisierung|ladedatum|publikationstyp|publikationsart|thema|firma|unternehmen|organisation|branche|geographie|"
    "geografie|stadt|land|sujet|société|entreprise|secteur|localisation-geo|ville|pays|date-chargement|"
    "date de chargement|type-publication|symbole-boursier|secteur-activite|type de publication|graphique|personne|"
    # Spanish, Italian, Portuguese
    "fecha-carga|fecha de carga|tipo-publicación|tipo de publicación|tema|asunto|empresa|organización|persona|"
    "industria|geografía|ciudad|país|gráfico|data-caricamento|data di caricamento|tipo-pubblicazione|"
    "tipo di pubblicazione|argomento|società|organizzazione|settore|città|paese|grafica|data-carregamento|"
    "data de carregamento|tipo-publicação|tipo de publicação|assunto|organização|pessoa|setor|cidade|"
    # Dutch, Danish, Swedish, Norwegian
    "laaddatum|laad-datum|publicatietype|publicatie-type|onderwerp|bedrijf|organisatie|persoon|bedrijfstak|stad|"
    "grafiek|indlæsningsdato|indlæst|opdateret|publikationstype|emne|virksomhed|laddningsdatum|"
    "inläsningsdatum|uppdaterad|publikationstyp|ämne|företag|bransch|lastedato|innlastingsdato|oppdatert|"
    "publikasjonstype|selskap|organisasjon|bransje|"
    # Finnish, Polish, Czech
    "latauspäivä|latauspäivämäärä|julkaisutyyppi|aihe|yritys|organisaatio|henkilö|toimiala|kaupunki|"
    "data-załadowania|data załadowania|data ładowania|typ-publikacji|typ publikacji|temat|firma|organizacja|osoba|"
    "branża|miasto|kraj|grafika|datum-načtení|datum načtení|typ publikace|téma|společnost|osoba|město|země"
)
# Where the story begins, and the line below the last article, as they are printed alone.
BODY = _names(
    "body|text|texte|corps|cuerpo|texto|corpo|testo|hoofdtekst|tekst|brødtekst|brödtext|leipäteksti|teksti|treść"
)
# A heading over captions below the story.
GRAPHIC = _names("graphic|graphics|grafik|graphique|gráfico|grafico|grafiek|grafikk|kuva|kuvat|grafika")
END = (
    r"End of Document|Ende des Dokuments|Dokumentende|Fin du document|Fin del documento|Fine del documento|"
    r"Fim do documento|Einde van (?:het )?document|Slut på dokument(?:et)?|Slutt på dokument(?:et)?|"
    r"Dokument(?:ets)? slut|Asiakirjan loppu|Koniec dokumentu|Konec dokumentu"
)
RESERVED = (
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|"
    r"todos os direitos reservados|alle rechten voorbehouden|alle rettigheder forbehold\w*|alla rättigheter "
    r"\w+|(?:alle rettigheter|med enerett)\b.{0,20}|kaikki oikeudet pidätetään|wszelkie prawa zastrzeżone|"
    r"všechna práva vyhrazena"
)
# "3 of 12", and the word for documents beside it.
OF = r"(?:of|von|de|di|van|af|av|z|ze|sur|/)"
DOCUMENTS = r"(?:docum(?:ent|ents|enti|ento|entos|enten)|dokum(?:ent\w{0,3})|asiakirja\w{0,3})"
# Before the name of an article of Factiva.
DOCUMENT = r"(?:Document|Dokument|Documento|Документ|文件|文檔|文書|문서)"
# A count of words.
WORDS = (
    r"(?:words?|mots?|wörter|wort|palabras?|parol[ae]|palavras?|woorden|woord|ord|sanaa?|słowa?|słów|slova?|слов[оа]?"
    r"|kelime|字|語|단어)"
)


@cache
def languages() -> dict[str, str]:
    """Map the names of languages, in the languages of the labels and in their own, to two-letter codes."""
    codes = "en de fr es it pt nl da sv no fi pl cs sk hu ro el ru uk tr ar he zh ja ko ca"
    named_in = "en de fr es it pt nl da sv nb fi pl cs ru ja ko zh_Hant zh"
    names: dict[str, str] = {}
    for code in codes.split():
        for language in [*named_in.split(), code]:
            name = Locale("nb" if language == "no" else language).languages.get(code, "")
            names.setdefault(name.casefold(), code)
            # Chinese has two words: 英语 and 英文.
            names.setdefault(name.replace("语", "文"), code)
    return names
