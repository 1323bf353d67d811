"""Text → figures. `read` is the whole of it; `explain` says how a figure was made; everything here is pure."""

from workers.figures.assembly import GRAMMAR_VERSION, read
from workers.figures.who import claimant

__all__ = ["GRAMMAR_VERSION", "claimant", "read"]
