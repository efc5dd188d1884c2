"""Tables for people who say whether they see the topics too."""

from __future__ import annotations

from analysis.tables.schema import Column, Table

# The most choices of an item: five words of the topic and one of another.
CHOICES = 6
_ITEM = Column("item", "integer", "number of the item, in an order drawn with the seed")
_TASK = Column("task", "text", "words or articles: what there is to choose from")
CODING_SHEET = Table(
    "coding_sheet",
    row="one item for people to answer: all choices but one belong to the same topic",
    key=("item",),
    order="by item",
    columns=(
        _ITEM,
        _TASK,
        *(
            Column(
                f"choice_{i}",
                "text",
                "a word, or the headline and first sentences of an article; empty beyond the last",
            )
            for i in range(1, CHOICES + 1)
        ),
        Column("answer", "text", "empty, for the number of the choice that does not belong to the others"),
    ),
    caption="For people to fill, in a copy: which choice does not belong?",
    if_empty="There are not two topics with enough words or texts to ask about.",
)
CODING_KEY = Table(
    "coding_key",
    row="one item of the coding sheet",
    key=("item",),
    order="by topic, each theme before its subjects, then item",
    columns=(
        _ITEM,
        _TASK,
        Column("topic", "text", "number of its topic"),
        Column("label", "text", "its label"),
        Column("intruder", "integer", "the choice of another topic"),
    ),
    caption="The key of the coding sheet, not for those who fill it.",
    if_empty="There are not two topics with enough words or texts to ask about.",
)
