"""Files by a link, in the program: its port, its log, its end, and being begun anew."""

import asyncio
import socket

import httpx
import pytest

from bot import app
from bot import web as web_pages
from bot.app import serve
from bot.config import load
from domain.errors import CannotStart
from storage import downloads
from tests.bot.test_web import FILE, NOW, UNTIL


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


def with_web(desk, port: int) -> None:
    section = f'\n[web]\npublic_url = "http://127.0.0.1:{port}"\nport = {port}\n'
    desk.config.write_text(desk.config.read_text() + section)


async def test_a_port_that_is_taken_ends_the_program_in_a_sentence(desk, listener):
    await desk.stop()
    with_web(desk, listener.getsockname()[1])
    with pytest.raises(CannotStart) as ended:
        await serve(load(desk.config), asyncio.Event())
    assert ended.value.code == "web_port"


async def test_the_program_serves_it_logs_no_address_and_stops_with_a_browser_still_there(desk, listener, caplog):
    await desk.stop()
    port = listener.getsockname()[1]
    listener.close()
    with_web(desk, port)
    await desk.start()
    token = await desk.read(lambda tx: downloads.keep(tx, 1, FILE, NOW, UNTIL))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
        assert (await browser.get("/suc-khoe")).text == "ok"
        assert (await browser.post(f"/tai/{token}")).content == FILE.content
        await desk.stop()
        with pytest.raises(httpx.ConnectError):
            await browser.get("/suc-khoe")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert [line for line in ours if token in line or FILE.name in line] == []


async def test_what_fell_over_a_mistake_of_ours_is_served_again(desk, listener, monkeypatch):
    await desk.stop()
    port = listener.getsockname()[1]
    listener.close()
    with_web(desk, port)
    falls = [ValueError("x")]
    there = web_pages.serve

    async def serve_or_fall(*args: object) -> None:
        if falls:
            raise falls.pop()
        await there(*args)

    monkeypatch.setattr(web_pages, "serve", serve_or_fall)
    monkeypatch.setattr(app, "RESTART_AFTER", 0.001)
    await desk.start()
    async with asyncio.timeout(5), httpx.AsyncClient() as browser:
        while not await _alive(browser, port):  # noqa: ASYNC110  # the program tells nobody
            await asyncio.sleep(0.01)
    assert falls == []


async def _alive(browser: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await browser.get(f"http://127.0.0.1:{port}/suc-khoe")).text == "ok"
    except httpx.ConnectError:
        return False


async def test_without_a_public_address_nothing_is_served(desk):
    async with httpx.AsyncClient() as browser:
        with pytest.raises(httpx.ConnectError):
            await browser.get("http://127.0.0.1:8090/suc-khoe")
