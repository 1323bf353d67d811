"""Slack and webhook receivers over real HTTP, through the guard, against servers that behave as the real ones do."""

import ipaddress
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from monitor.adapters.clock import SystemClock
from monitor.adapters.http import GuardedFetcher, fetch_once
from monitor.errors import Permanent, Transient
from monitor.settings import ReceiverSection
from tests.factories import make_message, make_notification
from workers.receivers import make_receiver


class Slack:
    """chat.postMessage, chat.update, conversations.history and an incoming webhook, in memory."""

    def __init__(self):
        self.messages = []
        self.posts = []
        self.headers = []
        self.answers = []  # (status, headers, body) to give instead, first first
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                wanted = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                found = [m for m in slack.messages if not m.get("thread_ts") or m.get("reply_broadcast")]
                if "oldest" in wanted:
                    found = [m for m in found if wanted["oldest"] <= m["ts"] <= wanted["latest"]]
                self.answer(200, {}, {"ok": True, "messages": found[::-1]})

            def do_POST(self):
                told = json.loads(self.rfile.read(int(self.headers["content-length"])))
                slack.posts.append((self.path, told))
                slack.headers.append(dict(self.headers))
                if slack.answers:
                    self.answer(*slack.answers.pop(0))
                elif self.path.endswith("chat.postMessage"):
                    told["ts"] = f"17000000{len(slack.messages):02}.000100"
                    slack.messages.append(told)
                    self.answer(200, {}, {"ok": True, "ts": told["ts"], "channel": told["channel"]})
                elif self.path.endswith("chat.update"):
                    next(m for m in slack.messages if m["ts"] == told["ts"]).update(blocks=told["blocks"])
                    self.answer(200, {}, {"ok": True})
                else:
                    self.answer(200, {}, "ok")

            def answer(self, status, headers, body):
                written = body if isinstance(body, str) else json.dumps(body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(written)))
                self.end_headers()
                self.wfile.write(written.encode())

            def log_message(self, *args):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def slack():
    server = Slack()
    yield server
    server.server.shutdown()
    server.server.server_close()


def make(section, allow=("127.0.0.1/32",)):
    networks = [ipaddress.ip_network(each) for each in allow]

    def post(request):
        return fetch_once(GuardedFetcher(allow=networks, user_agent="test"), request)

    return make_receiver("desk", ReceiverSection.model_validate(section), post, SystemClock())


def bot(slack):
    return make({"slack": {"token": "xoxb-secret", "channel": "C1", "api_url": slack.url}})


def test_the_bot_posts_and_can_be_asked(slack):
    """The message carries its id; history finds it again, and nothing else."""
    receiver, told = bot(slack), make_notification()
    assert receiver.find(told) is None
    sent = receiver.send(told, thread=None)
    assert sent.ref == f"C1:{slack.messages[0]['ts']}"
    assert receiver.find(told) == sent
    assert receiver.find(make_notification(id="notification-other")) is None
    assert {k.lower(): v for k, v in slack.headers[0].items()}["authorization"] == "Bearer xoxb-secret"


def test_later_alerts_go_into_the_thread_and_the_first_one_lives(slack):
    """A reply shown in the channel; the first message's last line says what is newest."""
    receiver = bot(slack)
    first = receiver.send(make_notification(), thread=None)
    later = make_notification(id="notification-2", message=make_message(headline="Water level: 4.2 m → 5.6 m"))
    receiver.send(later, thread=first.ref)
    assert slack.messages[1]["thread_ts"] == slack.messages[0]["ts"] and slack.messages[1]["reply_broadcast"]
    assert "5.6 m" in json.dumps(slack.messages[0]["blocks"][-1])
    assert receiver.find(later) is not None


FAULTS = [
    ((429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}), Transient, 30, False),
    ((200, {"Retry-After": "7"}, {"ok": False, "error": "ratelimited"}), Transient, 7, False),
    ((500, {}, "oops"), Transient, None, False),
    ((504, {}, "gateway"), Transient, None, True),
    ((200, {}, {"ok": False, "error": "channel_not_found"}), Permanent, None, False),
    ((200, {}, {"ok": False, "error": "invalid_auth"}), Permanent, None, False),
]


@pytest.mark.parametrize("answer, error, wait, unsure", FAULTS)
def test_faults_are_told_apart(slack, answer, error, wait, unsure):
    """What passes is tried again, never before it was asked to; what will not pass is given up; no token is shown."""
    slack.answers = [answer]
    with pytest.raises(error) as raised:
        bot(slack).send(make_notification(), thread=None)
    assert "xoxb" not in str(raised.value)
    if error is Transient:
        assert raised.value.retry_after == (timedelta(seconds=wait) if wait else None)
        assert raised.value.unsure is unsure


def test_the_incoming_webhook(slack):
    """Block Kit with a plain fallback; it cannot be asked."""
    receiver = make({"slack": {"webhook_url": f"{slack.url}/services/T0/B0/x"}})
    receiver.send(make_notification(), thread=None)
    path, told = slack.posts[0]
    assert path == "/services/T0/B0/x"
    assert told["text"] and told["blocks"][0]["type"] == "header"
    assert not receiver.can_be_asked and receiver.find(make_notification()) is None


def test_the_webhook_is_signed(slack):
    """The other end can verify it with the Standard Webhooks library, and drop a repeat by its id."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    receiver = make({"webhook": {"url": f"{slack.url}/hook", "secret": secret}})
    for _ in range(2):
        receiver.send(make_notification(), thread=None)
    headers = {name.lower(): value for name, value in slack.headers[0].items()}
    body = json.dumps(slack.posts[0][1], separators=(",", ":"), ensure_ascii=False)
    Verifier(secret).verify(body, headers)
    assert slack.headers[0]["webhook-id"] == slack.headers[1]["webhook-id"]


def test_receivers_go_through_the_guard(slack):
    """A receiver on a private address needs network.allow like everything else."""
    receiver = make({"webhook": {"url": f"{slack.url}/hook"}}, allow=())
    with pytest.raises(Permanent):
        receiver.send(make_notification(), thread=None)
    assert slack.posts == []


def test_nobody_there_is_transient():
    """A refused connection surely did not get through."""
    receiver = make({"webhook": {"url": "http://127.0.0.1:9/hook"}})
    with pytest.raises((Transient, Permanent)) as raised:
        receiver.send(make_notification(), thread=None)
    assert not getattr(raised.value, "unsure", False)
