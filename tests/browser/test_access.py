"""Who gets at the page, seen by a real browser: another origin, and the login."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.attack.serving import network_address
from served_page import served

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

# What a page of another origin does in a visitor's browser: each entry is what it could read, or null.
ATTACK = """async (base) => {
  const read = async (path, options = {}) => {
    try {
      const answer = await fetch(base + path, { credentials: "include", ...options });
      return answer.type === "opaque" ? null : (await answer.text()).slice(0, 80);
    } catch { return null; }
  };
  const event = { data: [], event_data: null, fn_index: 2, trigger_id: 0, session_hash: "evil" };
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
  const form = new FormData();
  form.append("files", new File(["evil"], "evil.txt"));
  const loads = (tag, path) => new Promise((done) => {
    const node = document.createElement(tag);
    node.onload = () => done(path);
    node.onerror = () => done(null);
    node.src = base + path;
    document.body.append(node);
  });
  return {
    page: await read("/"),
    config: await read("/config"),
    token: await read("/upload-token"),
    join: await read("/gradio_api/queue/join", json),
    blind: await read("/gradio_api/queue/join", { ...json, headers: {}, mode: "no-cors" }),
    stream: await read("/gradio_api/queue/data?session_hash=evil"),
    upload: await read("/gradio_api/upload", { method: "POST", body: form }),
    script: await loads("script", "/static/js/iframeResizer.contentWindow.min.js"),
    image: await loads("img", "/favicon.ico"),
  };
}"""


@pytest.fixture
def foreign() -> Iterator[int]:
    """The port of another website on this machine."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<h1>Pictures of cats</h1>")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def wait_for_list(page):
    page.locator(".pc-doc").first.wait_for(state="attached", timeout=30_000)


@pytest.mark.parametrize(
    ("host", "name"),
    # In a network browsers say less of who sends a request, since that is not HTTPS.
    [("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "localhost"), (network_address(), "127.0.0.1")],
    ids=["another port", "another name", "in a network"],
)
def test_another_origin_reads_nothing_and_nothing_obeys_it(tab, foreign, tmp_path, host, name):
    with served(tmp_path, host, allow_public=True) as url:
        tab.goto(url)
        wait_for_list(tab)
        other = tab.context.new_page()
        other.goto(f"http://{name}:{foreign}/")
        got = other.evaluate(ATTACK, url)
        assert got == dict.fromkeys(got)
        assert not list(tmp_path.rglob("evil.txt"))
        # A link to the page is all that a website may have.
        other.set_content(f'<a href="{url}/">documents</a>')
        other.click("a")
        wait_for_list(other)


def test_a_name_that_points_here_is_not_the_page(tmp_path, chromium):
    with served(tmp_path) as url:
        port = url.rpartition(":")[2]
        # A browser of its own, since only its start can give it names.
        other = chromium("--host-resolver-rules=MAP evil.example 127.0.0.1")
        page = other.new_page()
        assert page.goto(f"http://evil.example:{port}/").status == 421
        assert "--origin" in page.inner_text("body")
        other.close()


def test_the_login_has_one_field_that_password_managers_know(tab, tmp_path):
    with served(tmp_path, password="open sesame") as url:
        tab.goto(url)
        field = tab.get_by_label("Password")
        assert tab.locator("input:visible").count() == 2, "the name is there for password managers only"
        assert field.get_attribute("autocomplete") == "current-password"
        assert tab.locator("input[autocomplete=username]").bounding_box()["width"] <= 1
        assert tab.evaluate("document.activeElement.id") == "password"
        tab.keyboard.type("wrong")
        tab.keyboard.press("Enter")
        tab.get_by_role("alert").get_by_text("This password is wrong.").wait_for()
        tab.get_by_label("Password").fill("open sesame")
        tab.get_by_role("button", name="Open").click()
        wait_for_list(tab)
        assert tab.evaluate("document.cookie") == "", "no script can read the cookie"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_has_the_colours_of_the_page(browser, tmp_path, scheme):
    with served(tmp_path, password="open sesame") as url:
        page = browser.new_context(color_scheme=scheme).new_page()
        page.goto(url)
        colour = "getComputedStyle(document.querySelector('.pc-primary')).backgroundColor"
        login = page.evaluate(colour)
        page.get_by_label("Password").fill("open sesame")
        page.keyboard.press("Enter")
        wait_for_list(page)
        assert page.evaluate(colour) == login
        page.context.close()
