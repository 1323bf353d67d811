"""A real browser over the real pages. Skipped where no Chromium is installed; in CI that is a failure."""

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from monitor.adapters.clock import SystemClock
from monitor.adapters.memory import MemoryQueue
from monitor.cli.listen import listening
from monitor.ops.web import application
from monitor.settings import WebSection
from monitor.store.engine import open_store
from tests.browser.material import fill

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on PATH; in CI the browser tests must run")
        pytest.skip("no Chromium on PATH")
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The web page over a store with a few articles, some with hostile words; its address."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('site')}/store.db")
    fill(store)
    sock = listening("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(
            application(store, MemoryQueue(SystemClock()), SystemClock(), WebSection()),
            log_level="error",
            lifespan="off",
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)
    store.close()


@pytest.fixture
def tab(chromium) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page()
        page.set_default_timeout(10_000)
        yield page
        browser.close()
