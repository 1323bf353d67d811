"""A story: one text, however many articles carry it; and the verdicts on where an article and a story belong."""

from __future__ import annotations

from enum import StrEnum

from monitor.model.noun import Moment, Noun


class Verdict(StrEnum):
    """What an article is to the stories we hold."""

    NEW = "new"
    COPY = "copy"
    UPDATE = "update"


class Placement(Noun):
    """The verdict on an article, with its score (containment, 0-1) and reason."""

    verdict: Verdict
    #: Story.id; for NEW, the id of the story the article opens.
    story: str
    score: float
    because: str
    #: For COPY and UPDATE: [start, end) spans in the article's text of sentences the lead does not have.
    #: They are read, so that a copy never hides a changed number; empty = verbatim, costs no extraction.
    unseen: tuple[tuple[int, int], ...] = ()
    #: For COPY: Story.ids of other stories which this article shows to be `story`: cuts of the text that it holds.
    unites: tuple[str, ...] = ()


class Story(Noun):
    """One text. `revision` grows with every article that has to be read for it."""

    id: str
    #: Article.id of the article it is read from.
    lead: str
    title: str
    #: Article.id of a copy that carries much more of the text than the lead, where there is one: copies are found by
    #: either. A desk that cut the text may have been seen first.
    fuller: str | None = None
    #: Article.ids of further texts that copies are found by: what was read of the stories merged into this one.
    also: tuple[str, ...] = ()
    #: Story.id of the story that this one was merged into: it takes no more articles.
    into: str | None = None
    revision: int = 1
    opened_at: Moment
    #: Origin and event as last traced; None until the story was read.
    origin: str | None = None
    event: str | None = None
    #: Whose reporting it is, where the text names it ("Reuters").
    source: str | None = None


class Merge(Noun):
    """A story seen to be another one. Recorded once; what was placed in it stays where it was placed."""

    story: str
    #: Story.id of the other.
    into: str
    #: Article.id of the article that showed it.
    article: str
    because: str
    merged_at: Moment


class Evidence(Noun):
    """One reason to believe that two stories rewrite one act of reporting."""

    #: "figures", "quotation", "source", "names", "topic"
    kind: str
    weight: float
    #: In words, for `stories show`: "both: 531 mile ** 2 = 1,376 km²".
    because: str
    #: The other story.
    other: str


class Trace(Noun):
    """The verdict on a story: whose reporting it is and which event it belongs to, with the evidence."""

    story: str
    origin: str
    event: str
    source: str | None = None
    score: float = 0.0
    because: str
    evidence: tuple[Evidence, ...] = ()
