"""Words behind which a full stop does not end a sentence, by language; not those that often end one ("usw.")."""

from __future__ import annotations

import re

_ENGLISH = (
    "mr mrs ms dr prof gen col capt sgt lt maj brig adm sen rep gov pres st vs jr sr inc ltd co corp bros dept est"
)
# What other languages write like English; "est" and "col" are words of theirs.
_SHARED = "mr mrs dr co prof st jr sr vs inc ltd corp bros"
# These only before a number: "No. 10" and "Nov. 6", but "He said no."
_BEFORE_NUMBERS = "no jan feb mar apr jun jul aug sep sept oct nov dec"
_NORDIC = (
    "ang avd bd bl.a ca dir dvs e.kr eks ekskl f.eks f.kr fhv fork forts fr.o.m frk hhv hr iflg ifm inkl jf jfr "
    "jnr kap kl m.fl m.h.t m.m mht mia mill mio mrd nr obs pct pga pkt red resp stk str t.o.m tidl tlf v.h.a "
    "vedr"
)
_OWN = {
    "ca": "art av avda cap dra drs fig gral núm pl pàg pàgs sra sta sto tel",
    "da": _NORDIC,
    "de": "abb abs abt allg aufl bd bearb begr bes betr bez bezw bspw bzgl bzw ca chr dgl dipl ehem eigtl "
    "einschl engl entspr erw ev evtl exkl fa fr franz frl geb gegr gem gest ggf ggfs ggü hl hr hrn hrsg "
    "i.d.r i.v.m ing inkl insb insbes jh jhdt kath kl lfd lt min mio mrd nachm nr näml o.g op röm s.o sog "
    "sogen std stellv str stv tel tsd u.a u.u urspr verh vgl vorm zb zit zzgl zzt",
    "es": "apdo aprox arq art arts av avd avda ayto cnel col ctra cía depto dpto dra dras dres drs dña ej excma "
    "excmo fdo fig gen gral hno hnos ilma ilmo ing lic mons mtra mtro máx mín nro núm pbro pdte profa pág "
    "págs ref rvdo sra sras sres srta sta sto tel tte ud uds vd vds vol",
    "fr": "al apr arts av bd bibl bld boul bull cdt cf chap cie coll dir dép env ets ex fig gal hab ibid ing "
    "lat llm lng me mgr min mlle mlles mm mme mmes nb n° op p.-d.g pp pr préf réf ste sté subst suiv trad tél vve "
    "éd édit éts",
    "gl": "art av cap dna dra núm páx sra tel",
    "it": "amb arch art artt avv ca cap capt cav cfr circ comm dir dott dott.ssa dr.ssa ecc.mo es fig figg geom "
    "giov ing mag mass min mons nn on onn pag pagg par prof.ssa prov rag rev rif sig sig.na sig.ra sigg "
    "spett tel ten uff v.le vol voll",
    "nl": "afd afl alg art bijv bvb ca dhr drs ds e.a evt excl fa fam geb gebr ged gem gen hfst i.c incl inz ir "
    "jhr jkvr jl kath lic mej mevr mgr min mld mln mw mwn nr nrs o.a o.l.v ong pag pct plm red resp t.a.v "
    "t.o.v tel tgv v.chr vgl vnl z.g zgn zog",
    "no": _NORDIC,
    "pl": "abp al art bp dol dyr gen gm godz hab im inż jw kard kier kpt ks lek lic m.in mec mgr mies min mjr "
    "mld mln nadkom np nr o.o ob ok os p.n.e pkt pl plut podkom pok por pow poz ppor ppłk pt płk ref rys "
    "sierż sp str sędz tel tj tow tys tzn tzw ul ur ust wg wicemin wlk woj wsch ww zach zm zob św",
    "pt": "adm aprox apto art arts av cap cel cia cmte dep depto des doc dra dras eng enga engº exa exma exmo "
    "fig gen ilmo min máx mín nº núm obs pe proc profa pág págs ref rev sra sras srs srta sta sto séc tel "
    "ten vol",
    "ru": "акад гг ген им кв корп млн млрд обл пер пл пос пр просп проф руб св см стр тыс ул",
    "sv": f"{_NORDIC} e.d eg ev exkl f.d föreg ggr i.e kungl l.a milj mkr mnkr n.b o.d p.g.a s.k sid st.f t.ex t.v",
    "tr": "alb av bkz bşk bul cad doç ecz gnkur mah müd müh op ord org s.a sn sok tğm uzm yard yrd yy yzb",
}  # fmt: skip
_NUMBERED = {
    "de": "art jän jun jul okt dez mrz",
    "es": "ene abr may ago dic",
    "fr": "art vol janv févr avr juil déc",
    "it": "gen febbr mag giu lug ott dic set",
    "nl": "mrt mei okt",
    "pt": "fev abr mai ago set out dez",
}
OTHERS = frozenset(_OWN)
ABBREVIATIONS = {"": frozenset(_ENGLISH.split())} | {
    language: frozenset(f"{_SHARED} {words}".split()) for language, words in _OWN.items()
}
BEFORE_NUMBERS = {"": frozenset(_BEFORE_NUMBERS.split())} | {
    language: frozenset(f"{_BEFORE_NUMBERS} {words}".split()) for language, words in _NUMBERED.items()
}

# German writes an ordinal with a full stop, and a noun with a capital. It is one behind an article ("der 3. Versuch"),
# but not before a word that begins sentences, and before what is counted so ("Anfang 19. Jahrhundert").
_BEFORE_ORDINAL = re.compile(
    r"(?:de[rsmn]|die|das|am|im|zum|zur|vom|beim|ans|ins|(?:mein|dein|sein|ihr|unser|diese|jede|jene|kein)\w*|eine\w+)"
)
_BEHIND_ORDINAL = re.compile(
    r"(?:Jan|Jän|Feb|März|Apr|Mai\b|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Jh|Jahrtausend|Mal\b|Geburtstag|Todestag"
    r"|Jahrestag|Lebensjahr|Spieltag|Weltkrieg|Bundesliga|Liga\b|Minute|Klasse|Etage|Stock|Runde|Auflage|Quartal)"
)
_BEGINS = re.compile(
    r"(?:De[rmsn]|Die|Das|Ein\w*|Er|Sie|Es|Wir|Ich|Ihr|Man|Ihm|I[mn]|Am|An|Auf|Aus|Bei|Beim|Mit|Nach|Von|Vom|Vor|Zum?|Zur|Und"
    r"|Aber|Doch|Auch|So|Da|Dann|Denn|Dass|Damit|Dabei|Dazu|Danach|Dies\w*|Wie|Was|Wer|Wo|Wenn|Weil|Als|Ob|Nun|Jetzt|Hier"
    r"|Dort|Heute|Für|Um|Über|Unter|Durch|Gegen|Ohne|Seit|Bis|Nur|Noch|Nicht|Schon|Sein\w*|Allerdings|Jedoch|Zudem)\b"
)


def is_german_ordinal(before: list[str], behind: str) -> bool:
    """Tell whether a number of up to three digits, the last of some words, is an ordinal, from it and what follows.

    Examples
    --------
    >>> is_german_ordinal(["am", "3"], "März"), is_german_ordinal(["Platz", "3"], "Der Trainer")
    (True, False)
    """
    number = re.split(r"[/–-]", before[-1])[-1].strip("(„»\"'.") if before else ""
    if not (number.isdigit() and len(number) <= 3):
        return False
    if _BEHIND_ORDINAL.match(behind):
        return True
    introduced = len(before) > 1 and _BEFORE_ORDINAL.fullmatch(before[-2].lower()) is not None
    return introduced and not _BEGINS.match(behind)
