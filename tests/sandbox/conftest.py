from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from sandbox import Sandbox

LAN = 1001


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        running.sim.person(LAN, "Lan", "Nguyễn Thị", "lan_nt")
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot") as ready:
        yield ready


@pytest.fixture
async def call(sandbox: Sandbox):
    """Post JSON to a method and read the answer."""
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/bot{sandbox.token}/") as client:

        async def post(method: str, **given: object) -> dict:
            return (await client.post(method, json=given)).json()

        yield post
