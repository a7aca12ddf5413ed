"""The client against whatever a server may answer: it is judged by the body, and the token is never in the words."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager

import pytest

from bot.zalo_client import NoAnswer, Refusal, Unreached, ZaloClient

TOKEN = "7000000002:SANDBOX-ZALO"
IDLE = {"ok": False, "description": "Request timeout", "error_code": 408}
PAGE = "<html><head><title>busy</title></head></html>"


@asynccontextmanager
async def server(status: int, body: str):
    """Answers every call in the same way; status 0: cuts the connection."""

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        if status:
            # Two headers of one name, as the real platform sends.
            head = f"HTTP/1.1 {status} X\r\nServer: a\r\nServer: b\r\nConnection: close\r\n"
            writer.write(f"{head}Content-Length: {len(body.encode())}\r\n\r\n{body}".encode())
            await writer.drain()
        writer.close()

    serving = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with serving:
        yield f"http://127.0.0.1:{serving.sockets[0].getsockname()[1]}"


async def called(url: str, method: str = "sendMessage", within: float = 5.0):
    client = ZaloClient(url, TOKEN, None)
    try:
        return await client.call(method, within, text="x")
    finally:
        await client.close()


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ({"ok": True, "result": {"message_id": "a"}}, {"message_id": "a"}),
        ({"ok": True, "event_name": "x", "message": {}}, {"event_name": "x", "message": {}}),
        ({"ok": True}, None),
        ({"ok": True, "result": None}, None),
        ({"ok": True, "result": []}, []),
    ],
)
async def test_what_stands_in_an_answer_is_its_result_wrapped_or_not(body, result):
    async with server(200, json.dumps(body)) as url:
        assert await called(url) == result


@pytest.mark.parametrize("status", [200, 401, 408, 410, 422, 429, 500])
@pytest.mark.parametrize("said", [IDLE, {"ok": False, "error_code": 401, "description": "Unauthorized"}])
async def test_a_refusal_is_known_by_its_body_whatever_the_status(status, said):
    async with server(status, json.dumps(said)) as url:
        with pytest.raises(Refusal) as raised:
            await called(url)
    assert (raised.value.code, raised.value.description) == (said["error_code"], said["description"])


async def test_a_refusal_without_a_code_has_that_of_its_status():
    async with server(429, '{"ok": false}') as url:
        with pytest.raises(Refusal) as raised:
            await called(url)
    assert (raised.value.code, raised.value.description) == (429, "")


async def test_an_idle_poll_may_be_ended_by_a_gateway_s_page():
    async with server(408, PAGE) as url:
        with pytest.raises(Refusal, match="408"):
            await called(url, "getUpdates")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, PAGE),
        (502, PAGE),
        (404, PAGE),
        (200, '{"ok":true,"result":{"message_id"'),
        (200, ""),
        (200, "[]"),
        (200, '{"ok": 1}'),
        (200, "[" * 100_000),
        (0, ""),
    ],
)
async def test_what_is_no_answer_says_nothing_about_the_call(status, body):
    async with server(status, body) as url:
        with pytest.raises(NoAnswer) as raised:
            await called(url)
    assert "SANDBOX" not in str(raised.value)


async def test_silence_says_nothing_either():
    silent = socket.create_server(("127.0.0.1", 0))  # the system takes the call, nobody reads it
    with silent, pytest.raises(NoAnswer, match="ReadTimeout"):
        await called(f"http://127.0.0.1:{silent.getsockname()[1]}", within=0.02)


async def test_a_refused_connection_never_got_there_and_no_trace_holds_the_token():
    with pytest.raises(Unreached) as raised:
        await called("http://127.0.0.1:1")
    error = raised.value
    assert str(error) == "ConnectError"
    assert error.__cause__ is None
    assert error.__suppress_context__
