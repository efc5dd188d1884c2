"""What pages say around an article, in sixteen languages: to a reader, about pictures, about other articles.

Whole lines and sentences, and a few phrases that are glued to others; only what hardly any story says. Google's RE2 (in Arrow) matches all of
them at once, in a time that grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.cleaning.patterns import ends_like_a_sentence, is_arrow, is_headline
from analysis.text import split_sentences

# Longer lines are not looked at.
_MAX_CHARACTERS = 400
# Characters in which the last sentences of a paragraph are.
_TAIL = 1_000
_SITES = r"(?:twitter|facebook|instagram|x|linkedin|threads|bluesky|youtube|tumblr|telegram|whatsapp|google\+?|snapchat|tiktok)"
_AGENCY = r"(?:getty images?|getty|afp|ap|ap photo|associated press|reuters|epa|shutterstock|istock|alamy|rex features)"
# In square brackets, as below pictures: one at the end of a paragraph, or several anywhere.
_BRACKETED = rf"(?:{_AGENCY}|pa(?: images| wire)?|rex|corbis|wenn|bloomberg|dpa|file)"
_BUTTON = (
    r"(?:share|tweet|e-?mail|print|save|comments?|reply|report|like|pin it|facebook|twitter|whatsapp|linkedin|reddit|"
    r"pinterest|instagram|tumblr|messenger|telegram|copy (?:the )?link)"
)

# Behind the title of another article.
LINK = "Read more"
# Lines that are nothing else, whole.
_LINES = rf"""
advertise?ment|advertising|sponsored(?: content| post)?|promoted(?: stories)?|paid content
(?:story|article|post) continues (?:below|after)(?:[^\p{{L}}].*)?|continue reading(?:[^\p{{L}}].*)?|keep reading(?:[^\p{{L}}].{{0,40}})?
(?:hide|toggle|show|view|open) caption(?: toggle caption)?|captions?|image captions?|enlarge this image(?:[^\p{{L}}].{{0,40}})?
(?:photo |image |picture |view |full )?(?:gallery|slideshow)|play (?:video|audio)|(?:watch |related )?videos?
(?:related )?video video length \d.*|(?:[^.]|\.[^\s'"’”]){{1,150}}[^.\s] (?-i:{LINK})
media playback is(?:[^\p{{L}}].*)?|(?-i:JUST WATCHED|MUST WATCH|NOW PLAYING)(?:[^\p{{L}}].*)?|.*(?:hide|toggle) caption(?: toggle caption)?(?: \d+ of \d+)?|replay(?: more videos(?:[^\p{{L}}].*)?)?|loading|scroll down for(?:[^\p{{L}}].{{0,40}})?
(?:read|see|show|load|view|learn|find out|hear) more(?: here| below| now| about .+| on .+| from .+| at .+)?
read (?:the )?(?:full|whole|original|next|this next) ?(?:story|article|post|report|interview|text|here)?.{{0,40}}
up next
more (?:videos?|stories|news|photos|coverage|top stories)(?: from .+| on .+| about .+)?
more (?:on|from) this (?:story|topic|subject)|more from (?:our|the) .{{1,30}}|(?:also |more )?from around the web|story highlights|key points
related(?: articles?| stories| story| links?| topics?| content| coverage| posts?| news)?|further reading
most (?:read|popular|viewed|shared|recent|commented|watched)(?: stories| articles| news| in .{{1,30}})?
trending(?: now| stories)?
(?:recommended|suggested)(?: for you| stories| reading)?|you (?:may|might) also like(?:[^\p{{L}}].{{0,40}})?|also on \w+(?: \w+)?:
(?:latest|top|popular|breaking) (?:news|stories|videos|headlines)|editor'?s'? picks?|what to read next
share(?: this)?(?: (?:story|article|page|post|video))?(?: (?:with|on|via|to|by) (?:{_SITES}|e-?mail|friends|others|your)(?:[^\p{{L}}].*)?)?|tweet|facebook|twitter|whatsapp|{_BUTTON}(?:[\s|/,·•]+{_BUTTON}){{1,12}}
(?:post|leave|add|view|show|hide|join|read|write|see) (?:a |the |your |all |our )?(?:comments?|conversation|discussion)(?:[^\p{{L}}].{{0,40}})?
(?:#|\d[\d,.]*) (?:comments|shares|retweets)|comments?(?: are closed| policy| rules| \(?\d+\)?)?
\d+ ?-?min(?:ute)?s?\.? (?:read|listen|watch)|\d+ (?:mins?|minutes?|hours?|days?) ago
(?:image|photo|slide|picture|page|video|item) \d+ (?:of|/) \d+|\(?\d+ (?:of|/) \d+\)?(?: (?:photos|images|slides))?
(?:sign up|subscribe|log ?in|sign in|register|join|donate)(?: now| here| today| free| for free)?
(?:get |our |the |free |daily |weekly |email )*newsletters?(?: sign[- ]?up)?|already a (?:subscriber|member)(?:[^\p{{L}}].{{0,40}})?
back to (?:the )?top|skip to .{{1,30}}|print this .{{1,20}}|(?:text|font) size(?:[^\p{{L}}].{{0,20}})?|cookie (?:policy|settings|preferences|notice|consent)
privacy policy|terms of (?:use|service)
about (?:the|this) (?:author|writer|reporter)s?|tags|topics|filed under
contact us
(?:photo|image|picture|photograph|illustration)s?(?: credit| by| courtesy|:).*\b{_AGENCY}
(?:(?:image|photo|picture|slide) )?\d+ (?:of|/) \d+: .+|image copyright .{{1,40}}|{_AGENCY}
anzeige|werbung|mehr zum thema(?:[^\p{{L}}].*)?|(?:lesen|sehen|hören) sie (?:auch|mehr|hier)(?:[^\p{{L}}].*)?
lesen sie dazu(?:[^\p{{L}}].*)?|weiterlesen(?:[^\p{{L}}].{{0,40}})?
(?:jetzt )?(?:abonnieren|anmelden)|bildergalerie|kommentare?|teilen|artikel teilen
das könnte (?:sie|dich) auch interessieren|zur startseite
publicité|(?:à )?(?:lire|voir|écouter)(?: aussi| également| la suite)(?: :)?(?:[^\p{{L}}].*)?|partager(?: sur .{{1,30}})?
commentaires?
(?:abonnez|inscrivez)[- ]vous(?:[^\p{{L}}].*)?|s'abonner(?:[^\p{{L}}].{{0,40}})?|sur le même (?:sujet|thème)|article réservé aux abonnés
crédit photo(?:[^\p{{L}}].*)?
publicidad|(?:lee|lea|leer|mira|vea) (?:también|además|el artículo|la nota)(?:[^\p{{L}}].*)?|(?:leer|ver) más
te (?:puede|podría) interesar(?:[^\p{{L}}].*)?
(?:noticias|notas|artículos|contenidos?) relacionad[ao]s?|compart(?:ir|e|a)(?: en .{{1,30}})?
suscr[ií]b(?:ete|ase|irse)(?:[^\p{{L}}].*)?|síguenos(?:[^\p{{L}}].*)?
más información(?:[^\p{{L}}].*)?|lo más (?:leído|visto)|comentarios?|archivado en
pubblicità|leggi (?:anche|tutto|di più|pure)(?:[^\p{{L}}].*)?|condividi(?:[^\p{{L}}].{{0,30}})?|iscriviti(?:[^\p{{L}}].*)?|riproduzione riservata
commenti
publicidade|(?:leia|veja|saiba|assista) (?:também|mais)(?:[^\p{{L}}].*)?|compartilh(?:e|ar)(?:[^\p{{L}}].{{0,30}})?|assine(?:[^\p{{L}}].*)?
mais lidas|comentários
advertentie|lees (?:ook|meer|verder|hier)(?:[^\p{{L}}].*)?|deel(?:en)?(?: dit artikel)?|reacties|nieuwsbrief|meest gelezen
annons|annonse|annonce|reklame?|(?:läs|les|læs) (?:mer|mere|också|även|også|mera)(?:[^\p{{L}}].*)?
del(?:a)?(?: på .{{1,20}})?|kommentarer
(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej|dalej)(?:[^\p{{L}}].*)?|udostępnij|komentarze
ilgili haberler?|devamını oku(?:[^\p{{L}}].{{0,40}})?|paylaş|yorumlar
реклама|читайте также(?:[^\p{{L}}].*)?|читать (?:далее|полностью)|подписывайтесь(?:[^\p{{L}}].*)?|подпис(?:аться|ка)|поделиться
комментарии|по теме
إعلان|إعلانات|اقرأ (?:أيضا|أيضاً|المزيد|كذلك)(?:[^\p{{L}}].*)?|شاهد (?:أيضا|أيضاً)(?:[^\p{{L}}].*)?|مواضيع ذات صلة|شارك|التعليقات
广告|廣告|相[关關](?:新闻|新聞|阅读|閱讀|报道|報導|文章)(?:[:：].{{0,60}})?|[延相]伸[阅閱][读讀](?:[^\p{{L}}].*)?|[点點][击擊](?:进入|進入|查看|阅读|閱讀)(?:[^\p{{L}}].{{0,40}})?
原[标標][题題][:：].+|[责責]任[编編][辑輯][:：].{{1,20}}|(?:[编編][辑輯]|[来來]源|作者)[:：].{{1,8}}|分享到(?:[^\p{{L}}].{{0,20}})?
更多(?:新闻|新聞|资讯|資訊|精彩)(?:[^\p{{L}}].{{0,8}})?
広告|関連記事(?:[:：].{{0,60}})?|続きを読む|シェア(?:する)?|こちらもおすすめ|関連ニュース(?:[:：].{{0,60}})?|あわせて読みたい(?:[^\p{{L}}].*)?
"""

# Sentences that speak to the reader, whole.
_SENTENCES = rf"""
\(?(?-i:(?:[\p{{Lu}}\d]\S*[ /]+){{0,6}}?(?:[\p{{Lu}}\d][^\s/]*)?) ?(?:via|/|courtesy of|—|–|-|\|) ?{_AGENCY}
(?:you can )?(?:follow|find|like|join) (?:us|me|him|her|our .{{1,30}}|@\S+|(?-i:(?:\p{{Lu}}\S* (?:and )?){{1,6}})) ?on {_SITES}(?:[^\p{{L}}].*)?
follow @\w+.{{0,80}}|(?:click|tap) (?:here|below|on the (?:link|image|picture|photo|video|button|map|graphic))\b[^()]{{0,90}}
to (?:read|see|view|hear|watch) [^()]{{1,80}}\b(?:click|visit|go to|see) (?:here|our|the link|on <|on:|\S*[./]\S+|\S+com)\b[^()]{{0,60}}
to (?:read|see|view|hear|watch) [^()]{{1,80}}\bclick (?:here|on)\b[^()]{{0,60}}
(?:sign up|subscribe) (?:to|for|here|now|today|from|and|by|free)\b.*|register (?:here|now|free)\b.*|sign up\b.*newsletter.*
(?:e-?mail|contact|write to) (?:us|the (?:author|writer|reporter|editor|newsroom)|[\w.]+@\S+)(?:[^\p{{L}}].*)?|[\w.+-]+@[\w.-]+
(?:watch|listen to|see|hear|read) (?:the|this|our|more|full|live|both|audio|video) ?.{{0,60}}\b(?:video|clip|audio|interviews?|podcast|gallery|photos|remarks|ad|trailer|episode|slideshow|updates)\b(?:.{{0,40}}\b(?:above|below|here)\b)?
listen to .{{1,80}}\b(?:above|below|podcast)|subscribe here\b.*|download (?:the|our|your|free) .{{1,60}}\bapp\b.{{0,80}}
this (?:article|story|post|piece)(?: was| is| has)? ?(?:originally |first |also |previously )+(?:appeared|published|posted|ran) (?:on|in|by|at) .{{1,60}}
this (?:article|story|post|piece) (?:was|has been) (?:updated|corrected|amended|republished)(?:[^\p{{L}}].*)?
(?:a headline (?:on|in) )?an? (?:earlier|previous) version of this (?:article|story|post|piece|column|headline)(?: (?:was|had|has|also|originally))? (?:incorrectly|inaccurately|mistakenly|misstated|misspelled|misidentified|wrongly)\b.*
(?:\* ?)?correction, .{{4,20}}: (?:this|an earlier version of this) (?:article|story|post|piece)\b.*
(?:(?:for|to) [^.]{{1,60}}, )?(?:subscribe|listen|follow)\b.{{1,60}}\bon (?:apple podcasts|itunes|spotify|stitcher|google play)\b.{{0,60}}
this (?:is a developing story|story is developing).{{0,60}}|these letters appear .{{1,100}}
comments? on .+ at \S+[./]\S+|to (?:buy|order) (?:this|a copy|your|tickets|the book).{{1,100}}(?:visit|call|go to) \S*(?:[/\d]|\.\w)\S*.{{0,80}}
(?:have you got|do you have|got) (?:a|any) (?:story|news tip|tip|confidential)\b.*|©.*|all rights reserved.*
(?:copyright|\(c\)) (?:©|\(c\)|(?:by )?\d\d\d\d\b|(?-i:\p{{Lu}})[^.]{{0,40}}\d\d\d\d).*
support (?:our|independent|quality) (?:journalism|reporting|newsroom)\b.*
(?:[^.!?]|(?-i:\.[\p{{Ll}}\d]| \p{{Lu}}\.)){{1,250}}(?-i:\p{{Lu}})\S* contributed (?:reporting|to this (?:report|story|article))\b.{{0,80}}
"""

# Sentences about the author, below the story.
_AUTHORS = r"""
(?-i:\p{Lu}\S*(?: \p{Lu}\S*){1,4}) is (?:a|an|the) (?:.{1,40} )?(?:reporter|columnist|contributor|correspondent|(?:staff |freelance )?writer|blogger) (?:at|for|of|in|with|based|covering|who) .{1,150}
the (?:author|writer) is (?:a|an|the|chair\w*|director|professor|editor|former|author) .{1,200}
(?:with )?(?:additional |further )?reporting by .{1,150}
"""

# Said to a reader somewhere in a sentence: reason to remove what a source repeats.
_HINTS = rf"""
sign(?:ing)? up (?:to|for|here|now)|follow (?:us|@\S+|him on|her on|the author)|follow .{{1,60}} on {_SITES}
e-?mail (?:us|address|the)|text \S+ (?:yes |no )?to \d+|calls? cost|plus standard charges|rrp|p&p
app store|phone app|(?:iphone|ipad|android) app|for (?:iphone|android) here|version of this (?:article|story|post|piece|column)|unsubscribe
stay up to date|interested in [^.!?]{{1,60}}\?|(?:views|opinions) expressed|enable javascript|recaptcha|apple podcasts|correction, .{{4,20}}:
read (?:more|the full|our|also|next)|see (?:also|page)|page \d+|hide caption|image caption
photo(?:s|graph|graphs)? (?:by|credit|courtesy)|getty images|\S{{0,40}}/(?:afp|reuters|ap)
(?:our|the|this|daily|weekly|morning) (?:newsletter|podcast|app|website|web site)|like the page|like our
your (?:inbox|comments|story|browser|email|data)|privacy policy|become a (?:member|supporter)
our (?:readers|journalism|newsletter|coverage|newsroom)|editor.{{1,3}}s note|the author of|not available to view
contributed (?:reporting|to this (?:report|story|article))|this (?:article|story|post|column) (?:was|has|is|first|originally)|letters appear|edition of the|log in|leave a comment
(?:support|donate to|contribute to) our \S+|register (?:here|now|for)|join the (?:conversation|discussion|debate)
comments? (?:below|section|policy)|lesen sie|lire aussi|abonnez|inscrivez|suivez-nous|lee también|lea también
leggi anche|leia (?:também|mais)|siga (?:o|a|nos)|lees ook|volg ons|läs (?:också|även)|les også|læs også
czytaj (?:także|też)|zapisz się|читайте также|اقرأ أيضا
"""
# The same, whatever follows.
_HINT_STEMS = r"""
https?:|www\.|\S{0,40}@\w|subscribe |newsletter|click (?:here|on|below)|cookies|terms of (?:use|service)|all rights reserved
advertisement|sponsored (?:by|content)|abonnieren|abonnement|anzeige|suscr[ií]b|síguenos|iscriviti|seguici|assine|abonneer|prenumerera
подписывайтесь|подписаться
"""
# The same in scripts without blanks, anywhere.
_HINTS_UNSPACED = "关注|訂閱|订阅|下载|下載|版权|版權|フォロー|購読|登録"

# Between sentences or at the end of a paragraph, with no sign to set it apart.
_GLUE = (
    rf"(?i)(?:(?-i:Related article)|(?:hide|toggle|enlarge(?: this)?) (?:caption|image)|media playback is (?:un|not )?supported on (?:your|this) device"
    rf"|(?:story|article) continues (?:below|after)(?: this)?(?: advert(?:isement)?)?|continue reading (?:the main story|below)"
    rf"|image (?:copyright|source) {_AGENCY}(?: image caption)?|\([^()]{{0,80}}(?:getty images?|ap photo|/ ?{_AGENCY}\b)[^()]{{0,20}}\)"
    r"|\| (?:(?-i:[A-ZÀ-Þ][^\s/|]* ){0,3}(?-i:[A-ZÀ-Þ])[^\s/|]*/ ?)?(?:ap photos?|getty images)\b|(?-i:(?:Quick guide|Profile|Timeline|Q ?& ?A) [^.]{1,120} Show Hide)\b"
    rf"|\[ ?{_BRACKETED}(?: ?[/,] ?{_BRACKETED})+ ?\]|\[ ?{_BRACKETED} ?\]\.?$"
    r"|\((?:please )?(?:(?:click|tap) (?:here|on|below|<)|read more|see also)[^()]{0,150}\)"
    r"|\((?:to (?:read|see|view|hear|watch)|for more) [^()]{1,100}(?:\b(?:click|blogs?|online)\b|www|https?:|\.com\b)[^()]{0,100}\)"
    r"|to (?:buy|order) (?:this|a copy|your copy)[^.]{0,60}? (?:visit|call|go to) \S*(?:[/\d]|\.\w)\S*(?: or call [\d ]{5,20}\d)?)\.?"
)
_BETWEEN = r"(?:Advertisement|ADVERTISEMENT|Story highlights|Image caption|Read [Mm]ore|READ MORE|Play [Vv]ideo|Hide [Cc]aption)"
_BEGINS = "The|A|An|In|On|At|It|He|She|They|We|But|And|As|When|While|After|For|This|That|There|With|Der|Die|Das|Im|Am"
# In capitals, to which the next sentence may be glued: "CLICK HERE TO GET THE APPThey left."
_CALL = r"(?-i:CLICK (?:HERE )?(?:TO|FOR) )"
_PICTURE = r"(?-i:Photograph|Photo|Foto|Picture)s?(?: credit| by)?: "
_GLUED = re.compile(
    rf"{_GLUE}|{_CALL}(?-i:[A-Z'’ -]{{2,80}}[A-Z](?![a-z]))|(?:^|(?<=[.!?”\"’] ))(?-i:{_BETWEEN})(?= (?-i:(?:{_BEGINS})\b))"
    rf"|(?<=[.!?”\"’] ){_PICTURE}[^.!?:]{{2,50}}$"
)
_CREDIT = re.compile(rf"\b{_AGENCY}\W*$", re.IGNORECASE)

# Headings of what follows a story; behind some of them is prose.
_LINKS_HEADING = re.compile(
    r"\W*(?:related|read more|see also|more (?:on|from|stories|news)|you (?:may|might) also|most (?:read|popular)|trending"
    r"|recommended|also on .{1,30}:|further reading|latest|top stories|what to read|up next|tags|topics|filed under|mehr zum thema"
    r"|lire aussi|sur le même|te puede|lee también|lo más|noticias relacionadas|leggi anche|leia (?:também|mais)|lees ook"
    r"|läs (?:mer|också)|les (?:mer|også)|læs (?:mere|også)|czytaj|zobacz|ilgili haber|читайте|по теме|اقرأ|مواضيع|相关|相關|延伸|関連)",
    re.IGNORECASE,
)
_PROSE_HEADING = re.compile(
    r"\W*(?:about (?:the|this) (?:author|writer|reporter)|captions?\b|comments?\b|comment (?:policy|rules)|newsletters?|über den autor"
    r"|à propos de l|sobre (?:el|la|o|a) aut|kommentare|commentaires|comentarios)",
    re.IGNORECASE,
)


def _any_of(lines: str) -> str:
    return "|".join(line for line in lines.split("\n") if line)


# RE2 takes only Latin letters for \w: what may surround a line is named.
_AROUND = r"[\s\p{P}\p{S}]*"
_BEFORE = r"[\s*>•(\[–—-]*"
# A line of more words that ends with a full stop is a sentence.
_FEW = 4
_QUOTES, _QUOTED = "\"'“”„‟‘’‚«»‹›「『", 4
_LINE = rf"(?i)^{_AROUND}(?:{_any_of(_LINES)}){_AROUND}$"
_SENTENCE = rf"(?i)^{_BEFORE}(?:{_any_of(_SENTENCES)}){_AROUND}$"
_BELOW = rf"(?i)^{_BEFORE}(?:{_any_of(_AUTHORS)}){_AROUND}$"
_ANYWHERE = (
    rf"(?i)(?:^|[^\p{{L}}])(?:(?:{_any_of(_HINTS)})(?:[^\p{{L}}]|$)|(?:{_any_of(_HINT_STEMS)}))|{_HINTS_UNSPACED}"
)
# Any line that has an opening of those above and a headline.
_OPENINGS = (
    r"(?i)^[\s\p{P}\p{S}]*(?:read(?: more| also| next| this)?|related(?: \w+)?|see also|see more|more(?: on this)?|watch(?: live| now| more)?|listen(?: now)?"
    r"|also read|don[’']t miss|must[- ]read|recommended|photos?|pictures?|images?|videos?|slideshow|gallery|tags|topics|filed under|"
    r"photo credit|image credit|image source|picture credit|podcast|in pictures|live updates|mehr zum thema|lesen sie auch|"
    r"foto|fotos|quelle|bild|lire aussi|photo|vidéo|lee también|leer más|vídeo|fuente|foto|leggi anche|leia (?:também|mais)|lees ook|läs (?:mer|också)|"
    r"les (?:mer|også)|læs (?:mere|også)|czytaj (?:także|też)|читайте также|фото|видео|اقرأ أيضا)(?:\s?[:|»>：]|\s[-–—]\s)\s*(?:[^.!?。\"“”]{1,110}[.!?。]?)$"
)


class Sayings(NamedTuple):
    """Of some texts: what pages say around an article, what they say below it, what they glue to it, hints of such."""

    whole: frozenset[str]
    below: frozenset[str]
    glued: frozenset[str]
    hints: frozenset[str]


def find_sayings(bodies: Iterable[Sequence[str]]) -> Sayings:
    """Look at the paragraphs of articles, and at the sentences of those that may be addressed to a reader.

    Examples
    --------
    >>> body = ["Hide Caption", "12 min read", "Read more: Mayor resigns", "The mayor resigned. Follow us on Twitter."]
    >>> sorted(find_sayings([body]).whole)
    ['12 min read', 'Follow us on Twitter.', 'Hide Caption', 'Read more: Mayor resigns']
    """
    paragraphs = sorted({paragraph for body in bodies for paragraph in body})
    glued = _matching(paragraphs, f"{_GLUE}|{_CALL}|(?-i:{_BETWEEN}) |{_PICTURE}", 100 * _MAX_CHARACTERS)
    texts = sorted({*paragraphs, *(cut_glued(paragraph)[0] for paragraph in glued)})
    hints = _matching(texts, _ANYWHERE, 10 * _MAX_CHARACTERS)
    # What is glued to the last sentence of a paragraph has no full stop.
    open_ended = [text for text in texts if ". " in text and not ends_like_a_sentence(text)]
    tails = {text: split_sentences(text)[-1] for text in open_ended}
    last = {sentence for body in bodies for sentence in last_sentences(body[-1] if body else "")}
    sentences = sorted({*tails.values(), *last, *(sentence for text in hints for sentence in split_sentences(text))})
    both = sorted({*texts, *sentences})
    lines = [text for text in _matching(both, _LINE) if is_arrow(text) or not _is_sentence(text)]
    openings = [text for text in _matching(both, _OPENINGS) if not ends_like_a_sentence(text) or is_headline(text)]
    whole = {*lines, *openings, *_matching(both, _SENTENCE)}
    return Sayings(
        # What stories quote is not said to a reader.
        frozenset(text for text in whole if not _is_quoted(text) or text.endswith(LINK)),
        frozenset(_matching(sorted({*texts, *last}), _BELOW)),
        frozenset(glued),
        frozenset([*hints, *_matching(sentences, _ANYWHERE), *(text for text, tail in tails.items() if tail in whole)]),
    )


def last_sentences(paragraph: str) -> list[str]:
    """Give the last sentences of a paragraph, those in 1,000 characters but the first; no sign-off in brackets."""
    return [sentence for sentence in split_sentences(paragraph[-_TAIL:])[1:] if not sentence.startswith("(")]


def _matching(texts: list[str], expression: str, longest: int = _MAX_CHARACTERS) -> list[str]:
    short = [text for text in texts if len(text) <= longest]
    found = pc.match_substring_regex(pa.array(short, pa.large_string()), expression)
    return [text for text, matches in zip(short, found.to_pylist(), strict=True) if matches]


def _is_quoted(text: str) -> bool:
    return text[0] in _QUOTES and text.count(" ") >= _QUOTED and not is_arrow(text)


def _is_sentence(line: str) -> bool:
    return ends_like_a_sentence(line) and (line.count(" ") >= _FEW or line.rstrip()[-1] in "?？؟")


def cut_glued(paragraph: str, stays: Callable[[str], bool] = lambda text: False) -> tuple[str, list[str]]:
    """Cut what a page glues to a paragraph ("hide caption") out of it; give the rest, and what was cut.

    Examples
    --------
    >>> cut_glued("Protesters in Dorsk. (Ane Brod/Getty Images) hide caption They left.")
    ('Protesters in Dorsk. They left.', ['(Ane Brod/Getty Images)', 'hide caption'])
    """
    cut = [match.group() for match in _GLUED.finditer(paragraph) if not stays(match.group())]
    rest = _GLUED.sub(lambda match: match.group() if stays(match.group()) else " ", paragraph)
    return " ".join(rest.split()) if cut else paragraph, cut


def names_agency(line: str) -> bool:
    """Say whether a line ends with the name of an agency, as credits of pictures do."""
    return _CREDIT.search(line[-40:]) is not None


def is_links_heading(line: str) -> bool:
    """Say whether a line announces links to other articles."""
    return _LINKS_HEADING.match(line) is not None


def is_prose_heading(line: str) -> bool:
    """Say whether a line announces a few sentences about the author, the comments or a newsletter."""
    return _PROSE_HEADING.match(line) is not None
