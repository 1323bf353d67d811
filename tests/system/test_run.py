"""The daemon as its users start it: alerts in time whatever stands beside a healthy feed, and a clean end."""

import time

from tests.system.harness import children, running, wait_for

FLOOD = (
    "The river Ness stood at 4.2 metres at the old bridge in Orlin on Monday, the harbour office said.",
    "Shopkeepers along the quay carried their stock to the upper floors, and the ferry stayed at its berth all day.",
    "The office expects the water to fall once the rain in the hills has stopped, but it gave no date for that.",
)


def test_a_healthy_feed_is_on_time_beside_broken_ones(daemon, newsroom):
    """A feed that hangs, one that answers 500, broken XML and a body without end harm only themselves."""

    def hang(request):
        time.sleep(60)

    def fail(request):
        request.reply(500, b"", "text/plain")

    def broken(request):
        request.reply(200, b"<html><body>We are updating our site</body></html>", "text/html")

    def endless(request):
        request.send_response(200)
        request.send_header("content-type", "application/rss+xml")
        request.end_headers()
        for _ in range(1600):
            request.wfile.write(b"<item>" + b"x" * 65536)

    for name, handler in {"hang": hang, "fail": fail, "broken": broken, "endless": endless}.items():
        newsroom.handlers[f"/{name}.xml"] = handler
        daemon.settings["feeds"].append({"url": f"{newsroom.base}/{name}.xml", "name": name, "every": "1s"})
    with running(daemon):
        wait_for(lambda: "/hang.xml" in newsroom.requests, 30, daemon.output)
        newsroom.publish("wire", "flood", "Ness at 4.2 metres in Orlin", *FLOOD)
        wait_for(lambda: newsroom.hooked, 20, "no alert from the healthy feed")
        failing = wait_for(
            lambda: (
                {f["name"]: f["reason"] for f in daemon.status()["feeds"] if not f["ok"]}.keys()
                >= {"hang", "fail", "broken", "endless"}
                and daemon.status()["feeds"]
            ),
            40,
            "the broken feeds do not show in status",
        )
        reasons = {feed["name"]: feed["reason"] for feed in failing}
        assert all(reasons[name] for name in ("hang", "fail", "broken", "endless")), reasons
        assert "500" in reasons["fail"]
        daemon.stop()
    assert len(newsroom.hooked) == 1


def test_it_stops_within_ten_seconds_and_leaves_nothing_behind(daemon, newsroom):
    """SIGTERM ends every process, and a second start goes on from the state that is there, telling nothing twice."""
    newsroom.publish("wire", "flood", "Ness at 4.2 metres in Orlin", *FLOOD)
    with running(daemon):
        wait_for(lambda: newsroom.hooked, 40, "no alert")
        assert {kind for _, kind in children(daemon.folder)} >= {"monitor", "extract", "deliver", "web", "redis"}
        assert daemon.stop() < 10
    assert list(children(daemon.folder)) == []
    polls = newsroom.requests.count("/wire.xml")
    with running(daemon):
        wait_for(lambda: newsroom.requests.count("/wire.xml") > polls + 2, 40, "it does not poll again")
        assert daemon.figurewatch("status").returncode == 0
        daemon.stop()
    assert len(newsroom.hooked) == 1
