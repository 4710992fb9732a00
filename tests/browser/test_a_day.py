"""A day with the page, as a person has one: files, two chats, a restart, and a machine to which a chat is taken."""

import pytest

from page_visit import Visit
from ports import free_port
from served_home import chat_menu, exported, opened, questions, served

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright_api.expect

pytestmark = pytest.mark.timeout(900)

TOWNS = (
    "Lisse Orrin Velm Tarn Hask Bruma Kelling Norrow Pelt Quarn Rosk Selby Thorn Ulver Wend Yarrow Zell Dorne Fenn Grell"
).split()
BUILDERS = ("Ada Brenner", "Jon Steen", "Vilma Novak", "Omar Haddad", "Ines Castro")


def note(at: int) -> bytes:
    """What one of the twenty files says."""
    town, builder = TOWNS[at], BUILDERS[at % len(BUILDERS)]
    return (
        f"# The ferry of {town}\n\n"
        f"The ferry of {town} was built by {builder} in {1900 + at}. It carries {10 * (at + 3)} passengers.\n\n"
        f"## Tickets\n\nA ticket for the ferry of {town} costs {at + 2} crowns. Dogs travel free of charge.\n"
    ).encode()


def ask(visit: Visit, question: str, *parts: str) -> None:
    visit.ask(question)
    for part in parts:
        expect(visit.last).to_contain_text(part)


def test_twenty_files_ten_questions_in_two_chats_a_restart_and_another_machine(browser, tmp_path, mini_lm):
    home, port = tmp_path / "home", free_port()
    with served(home, mini_lm, port) as url, opened(browser, url) as visit:
        page = visit.page
        files = [
            {"name": f"{town.lower()}.md", "mimeType": "text/markdown", "buffer": note(at)}
            for at, town in enumerate(TOWNS)
        ]
        page.set_input_files(".pc-file", files)
        expect(page.locator(".pc-news")).to_contain_text("Read 20 files.", timeout=120_000)
        ask(visit, "Who built the ferry of Velm?", "Vilma Novak")
        ask(visit, "How many passengers does it carry?", "50 passengers")
        ask(visit, "What does a ticket for the ferry of Rosk cost?", "12 crowns")
        ask(visit, "How long is the ferry of Rosk?", "don't say")
        page.get_by_role("button", name="New chat").first.click()
        page.get_by_role("tab", name="Documents").click()
        page.get_by_label("Find a document").fill("zell")
        page.get_by_label("Ask The ferry of Zell").check()
        ask(visit, "Who built the ferry?", "Jon Steen", "Asked in 1 of 20")
        ask(visit, "When was it built?", "1916")
    with served(home, mini_lm, port) as url, opened(browser, url) as visit:
        page = visit.page
        page.get_by_role("tab", name="Chats").click()
        rows = page.locator(".pc-chat-item .pc-row")
        expect(rows).to_have_count(2)
        rows.nth(1).click()
        expect(page.locator(".pc-message")).to_have_count(4)
        ask(visit, "And what does a ticket for the ferry of Grell cost?", "21 crowns")
        ask(visit, "Do dogs pay on the ferry of Tarn?", "Dogs travel free of charge")
        rows.filter(has_text="Who built the ferry?").click()
        expect(page.locator(".pc-message")).to_have_count(2)
        expect(page.locator(".pc-chip")).to_contain_text("The ferry of Zell")
        ask(visit, "What does a ticket cost?", "18 crowns")
        page.locator(".pc-scope").get_by_role("button", name="Ask all").click()
        ask(visit, "Which ferry was built in 1903?", "Tarn")
        asked = questions(visit)
        assert len(asked) == 4
        text = exported(visit, "Export as Markdown").read_text()
        assert "18 crowns" in text and "SHA-256" in text
        file = tmp_path / "chat.json"
        file.write_bytes(exported(visit, "Export as JSON").read_bytes())
    with served(tmp_path / "elsewhere", mini_lm, free_port()) as url, opened(browser, url) as visit:
        visit.page.set_input_files(".pc-chat-file", file)
        expect(visit.page.locator(".pc-message")).to_have_count(4)
        assert questions(visit) == asked
        expect(visit.last).to_contain_text("is not among your documents any more")
        chat_menu(visit, "Delete")
        expect(visit.page.locator(".pc-welcome")).to_be_visible()
