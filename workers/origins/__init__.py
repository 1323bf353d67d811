"""Story + its figures → origin (whose reporting it is) and event, with evidence. Pure."""

from workers.origins.profiles import Profile, profile
from workers.origins.sources import named_sources
from workers.origins.tracing import trace

__all__ = ["Profile", "named_sources", "profile", "trace"]
