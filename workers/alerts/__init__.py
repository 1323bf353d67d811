"""Changes → alerts → notifications: which watch asked, is it enough, who is told, in which words. Pure."""

from workers.alerts.decide import decide, review_held, silence
from workers.alerts.match import matches
from workers.alerts.render import message
from workers.alerts.route import group_key, notifications, route

__all__ = ["decide", "group_key", "matches", "message", "notifications", "review_held", "route", "silence"]
