"""Figures → observations in their series, and what changed in a series. Pure.

Whether two claims agree is on the nouns (`Figure.claim`, `Interval.overlaps`), because alerts ask it too.
"""

from workers.series.changes import detect
from workers.series.place import Shelf, concerns, new_id, normal, opened_by, place, unplaced, wanted

__all__ = ["Shelf", "concerns", "detect", "new_id", "normal", "opened_by", "place", "unplaced", "wanted"]
