from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.certificates import trusted
from sandbox import Sandbox

LAN = 1001
HOA, BINH = "0000000000000000c001", "0000000000000000c002"
TWO_ON_ZALO = ("7000000002:SANDBOX-ZALO", "7000000003:SANDBOX-ZALO")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(zalo_tokens=TWO_ON_ZALO) as running:
        running.sim.person(LAN, "Lan", "Nguyễn Thị", "lan_nt")
        running.zalo_sim.person(HOA, "Hoa")
        running.zalo_sim.person(BINH, "Bình")
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


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, verify=trusted()) as client:
        yield client


@pytest.fixture
async def zalo(sandbox: Sandbox, http: httpx.AsyncClient):
    """Post JSON to a method of the first Zalo bot, or of another, and read the answer."""

    async def post(method: str, bot: int = 0, **given: object) -> dict:
        return (await http.post(f"/bot{sandbox.zalo_tokens[bot]}/{method}", json=given)).json()

    return post
