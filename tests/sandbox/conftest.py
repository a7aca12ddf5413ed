from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.certificates import trusted
from sandbox import Sandbox

LAN = 1001


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        running.sim.person(LAN, "Lan", "Nguyễn Thị", "lan_nt")
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    poll, other = (HTTPXRequest(httpx_kwargs={"verify": trusted()}) for _ in range(2))
    root = sandbox.url
    ready = Bot(sandbox.token, f"{root}/bot", f"{root}/file/bot", get_updates_request=poll, request=other)
    async with ready:
        yield ready


@pytest.fixture
async def call(sandbox: Sandbox):
    """Post JSON to a method and read the answer."""
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/bot{sandbox.token}/", verify=trusted()) as client:

        async def post(method: str, **given: object) -> dict:
            return (await client.post(method, json=given)).json()

        yield post
