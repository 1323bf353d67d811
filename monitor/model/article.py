"""An article: a page cleaned."""

from __future__ import annotations

from monitor.model.noun import Moment, Noun

#: The outlet of a text given by hand that names none; two of them are not one outlet.
NO_OUTLET = "unknown"


class Dropped(Noun):
    """A line that was furniture, and why it was taken for that."""

    text: str
    reason: str


class Article(Noun):
    """A page cleaned: title, text, byline, credit, times.

    `text` begins with the title as its first paragraph and is what every span indexes; paragraphs are
    separated by one blank line. `body` is the text without the title.
    """

    id: str
    #: Entry.id; None for a text given by hand.
    entry: str | None = None
    #: Feed.id; None for a text given by hand.
    feed: str | None = None
    #: The outlet's name (Feed.name).
    outlet: str
    #: Canonical URL.
    url: str
    title: str
    text: str
    byline: str | None = None
    #: The line or phrase naming whose reporting it is ("The Wall Street Journal", "Original URL: …").
    credit: str | None = None
    published_at: Moment
    #: True where the publisher gave no usable date and `published_at` is our own `seen_at`.
    published_guessed: bool = False
    seen_at: Moment
    cleaner_version: str
    dropped: tuple[Dropped, ...] = ()

    @property
    def body(self) -> str:
        """The text after the title."""
        return self.text[len(self.title) :].lstrip() if self.text.startswith(self.title) else self.text
