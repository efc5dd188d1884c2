"""What pages say around any article is told from what stories say."""

from __future__ import annotations

import pytest

from analysis.corpus.cleaning.boilerplate_words import (
    cut_glued,
    find_sayings,
    is_links_heading,
    is_prose_heading,
)

SAID_AROUND = """
Advertisement
Hide Caption
An earlier version of this article incorrectly named the mayor.
A headline on an earlier version of this story misstated the year.
* Correction, Dec. 10, 2018: This post originally misstated the age of the mayor.
Mayor of Dorsk resigns over the port Read more
‘The port was mine’: the mayor of Dorsk speaks Read more
A headline in a previous version of this story misspelled a name.
Related Video Video length 1 minute 11 seconds 1:11 Mayor resigns Mayor resigns
For more of the news, subscribe to Gull Hour on Apple Podcasts or listen below.
Photos: The port at night Ships lie in the harbour. Hide Caption 3 of 12
1 of 4: A crane over the water
JUST WATCHED Mayor resigns Replay More Videos ... MUST WATCH Mayor resigns 0Read more at gull.example
12 min read
Image 3 of 12
3 of 12
Read more: Mayor resigns
RELATED: Mayor resigns
Watch: the mayor in Dorsk
See also: The port at night
Share this with Facebook
Share Tweet Email
2,481 comments
Most read
Sign up for our newsletter to get the best of the Gull
Subscribe from £4.99 a month.
Subscribe now
Follow Ane Brod on Twitter @anebrod.
Follow us on Facebook
ane.brod@gull.example
Ane Brod via Getty Images
Ane Brod/Reuters.
Photo: Ane Brod/AFP
Download the Gull app for iPhone
Do you have a story? Call the newsdesk.
This article was originally published on The Conversation.
This story has been updated with comments from the mayor.
© 2018 The Gull Ltd. All rights reserved.
Copyright 2018 The Gull
Comment on Ane Brod's view at gull.example/views
Media playback is unsupported on your device
Skip to main content
Lesen Sie auch: Bürgermeister tritt zurück
Anzeige
Mehr zum Thema
À lire aussi : Le maire démissionne
Publicité
» LIRE AUSSI - Le maire démissionne
» LIRE AUSSI NOTRE DIRECT - «Port fermé»: où vont les navires?
Lire aussi - Le maire de Dorsk démissionne
Lee también: El alcalde dimite
Te puede interesar: El puerto de noche
Leggi anche: Il sindaco si dimette
Leia também: Prefeito renuncia
Lees ook: Burgemeester treedt af
Läs också: Borgmästaren avgår
Czytaj także: Burmistrz rezygnuje
Читайте также: Мэр ушел в отставку
اقرأ أيضا: استقالة العمدة
责任编辑：王晓
延伸阅读：市长辞职
関連記事
"""
STORY = """
» Elle a regardé le port et il a lu aussi le journal.
« Lire aussi, c'est vivre deux fois », a dit la maire.
Les mercenaires de Wagner ont quitté le Mali.
Condividiamo la posizione del governo.
Leggi anche più severe sono state approvate dal Senato.
Assinei o contrato com o clube na segunda-feira.
Más información sobre el virus llegará en mayo, dijo la ministra.
Sehen Sie hier einen Widerspruch?
Sehen Sie auch Chancen?
记者：您怎么看这个问题？
相关报道称，他已经辞职。
اقرأ المزيد من الكتب، قال الوزير.
関連ニュースが相次いだ。
Like many politicians, he announced his resignation on Twitter.
Find out how she became a star on YouTube.
Email users were warned on Monday.
Contact used to be rare in the port.
Download figures for the app fell by half.
To see the pandas, visitors go to the north of the park.
To buy this house, you would need twenty years of wages.
Copyright law was changed in 1998.
This report was first published in 2014 and led to two resignations.
The rules were written by Cal/EPA.
They learned of the coup via Reuters.
Register to vote by 9 October, the secretary of state said.
“Continue reading,” the judge told him.
See how the river glitters far below.
More on the road than at home.
Contact the police at once.
Click on the icon and the money is gone.
The writer is said to have died in poverty.
Their neighbour is a writer based in Dorsk who saw it all.
An earlier version of this article of the treaty was signed in Dorsk.
A correction of this post was asked for by the mayor.
The port was shut. The crews do not read more
Those who want to know should read more
“We will not leave the port.” Read more
He listens to the news on Apple Podcasts.
The video length was 11 seconds.
100m
2:03:59
Cookie dough ice cream
10 views
Save.
Listen: I do not have the time.
More: I die the king's good servant.
Topics: the economy, the war, the budget.
He hopes to buy this year's best ships and call in at Dorsk.
They had to order a copy of the key and call police.
They left (on/appeal) and came (to see him, she had to go to prison).
Advertisement Standards are low.
Amazon.com shares rose 0.4 percent to $1500.
The mayor resigned on Monday.
He likes it.
Share on revenues of 5 crowns
''Follow us,'' the mayor said, and the boys went with her to the port.
“Contact the port,” they told her.
Read more: that was the plea of the librarian to every child, and forty took books home.
Replays showed that the ball was out.
They must watch their backs.
Also on Monday the port was shut.
More.”
“Follow the money on Facebook,” she said.
“Sign up for the army,” he told them.
Copyright law was discussed in parliament on Monday.
She works for Reuters.
He read more books than anyone.
Mayor: I will not resign.
The video was shared widely on Twitter.
The author is at her best where she is brief.
Photos of the port were shown in court.
To see the port is to love it.
Hay más información en el puerto que en la ciudad.
Police said comments were made.
Three of 12 ships left.
The newsletter of the church was found.
اشترك في القتال مئات الجنود
市长在港口宣布辞职
"""


@pytest.mark.parametrize("line", SAID_AROUND.strip().split("\n"))
def test_said_around_an_article(line: str) -> None:
    assert line in find_sayings([[line]]).whole


@pytest.mark.parametrize("line", STORY.strip().split("\n"))
def test_said_in_a_story(line: str) -> None:
    sayings = find_sayings([[line]])
    assert line not in sayings.whole | sayings.below
    assert cut_glued(line) == (line, [])


def test_sentences_to_a_reader_are_looked_for_in_paragraphs() -> None:
    told = find_sayings([["The port is shut. Follow us on Twitter. They left.", "Tell our readers. They left."]])
    assert told.whole == {"Follow us on Twitter."}
    assert told.hints >= {"Follow us on Twitter.", "Tell our readers."}
    assert "They left." not in told.hints
    story = ["The appeal was lost.", "They support the US.", "He pageants.", "The terms of the deal are not known."]
    assert not find_sayings([story]).hints


def test_about_the_author_is_told_below_a_story_only() -> None:
    lines = [
        "Ane Brod is a reporter for the Gull.",
        "The writer is chairman of the harbour board.",
        "Brod is a sailor.",
    ]
    assert find_sayings([lines]).below == set(lines[:2])
    assert find_sayings([lines]).whole == set()
    # So are the last sentences of the last paragraph.
    assert find_sayings([[*lines, " ".join(["They left.", *lines[1:]])]]).below == set(lines[:2])
    assert find_sayings([["They left. Ane Brod is a reporter for the Gull.", "They came."]]).below == set()


def test_who_contributed_is_told_in_a_sentence_of_its_own() -> None:
    for told in (
        "Ane Brod, J. C. Farrow, Lulu Marn, Viktor Ode, Ida Resk, Maret Osk and Lio Brandt contributed reporting.",
        "The Associated Press contributed to this report from Dorsk.",
    ):
        assert find_sayings([[f"They left. {told}"]]).whole == {told}
    for story in (
        "Many contributed to this report.",
        "They left the U.S. Ane Brod contributed to this report.",
    ):
        assert find_sayings([[story]]).whole == set()


def test_what_is_glued_to_a_paragraph_is_cut_out() -> None:
    for paragraph, rest, cut in [
        ("Ships in Dorsk. hide caption They left.", "Ships in Dorsk. They left.", ["hide caption"]),
        ("Ships (Ane Brod/Getty Images) left.", "Ships left.", ["(Ane Brod/Getty Images)"]),
        ("A crane over the water. Photograph: Ane Brod/Gull", "A crane over the water.", ["Photograph: Ane Brod/Gull"]),
        ("They left. Advertisement They came.", "They left. They came.", ["Advertisement"]),
        ("Ane Brod/AP Related article Who left It rained.", "Ane Brod/AP Who left It rained.", ["Related article"]),
        ("A related article is gone.", "A related article is gone.", []),
        ("They left.CLICK HERE TO GET THE GULL APPThe port", "They left. The port", ["CLICK HERE TO GET THE GULL APP"]),
        ("They left. CLICK FOR MORE NEWS", "They left.", ["CLICK FOR MORE NEWS"]),
        ("Then click here to get it.", "Then click here to get it.", []),
        ("Advertisement for the port was paid for.", "Advertisement for the port was paid for.", []),
        ("Story continues below advertisement They left.", "They left.", ["Story continues below advertisement"]),
        ("They left. (Click here for the list of ships)", "They left.", ["(Click here for the list of ships)"]),
        ("A life £20 To buy this book visit gull.example/shop or call 0845 271", "A life £20",
         ["To buy this book visit gull.example/shop or call 0845 271"]),
        ("Ships in Dorsk. | Ane Brod/AP Photo Mayor resigns", "Ships in Dorsk. Mayor resigns", ["| Ane Brod/AP Photo"]),
        ("Ships in Dorsk. | AP Photos", "Ships in Dorsk.", ["| AP Photos"]),
        ("Profile Who is Brod? Show Hide She has ships.", "She has ships.", ["Profile Who is Brod? Show Hide"]),
        ("The TV Show Hide and Seek | AP exams.", "The TV Show Hide and Seek | AP exams.", []),
        ("Ships in Dorsk [PA]", "Ships in Dorsk", ["[PA]"]),
        ("Ships[AP/Getty Images] in Dorsk", "Ships in Dorsk", ["[AP/Getty Images]"]),
        ("They asked the [AP reporter]; “the [file] was lost”, [PA] said.",
         "They asked the [AP reporter]; “the [file] was lost”, [PA] said.", []),
        ("They left (for more than a year) and came.", "They left (for more than a year) and came.", []),
    ]:  # fmt: skip
        assert cut_glued(paragraph) == (rest, cut)


def test_headings_of_what_follows_a_story() -> None:
    assert all(map(is_links_heading, ["Related", "You may also like", "Mehr zum Thema", "Lo más leído", "相关新闻"]))
    assert all(map(is_prose_heading, ["About the author", "Comments", "Captions", "Sobre el autor"]))
    assert not any(map(is_links_heading, ["The port", "About the author"]))
    assert not any(map(is_prose_heading, ["The port", "Related"]))


def test_long_lines_take_no_time() -> None:
    for line in ("(" * 100_000, "follow " * 20_000, "." * 100_000, "share " * 60):
        find_sayings([[line]])
        cut_glued(line[:40_000])
