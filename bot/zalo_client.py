"""A thin client of the Zalo Bot API. Success is judged by `ok` in the answer, never by its HTTP status."""

from typing import Any

import httpx

from bot.certificates import trusted

SAY_WITHIN = 20.0  # seconds
TIMED_OUT = 408  # how an idle poll ends, be it in a gateway's words


class Refusal(Exception):
    """The platform said `ok: false`. `code`: its error code; `description`: its words."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description


class Unreached(Exception):
    """The call never got there."""


class NoAnswer(Exception):
    """What came back says nothing: a gateway's page, half an answer, silence. The call may have had its effect."""


class ZaloClient:
    """One token's calls: POST with JSON. The token stands in the address, so no address is ever logged."""

    def __init__(self, base_url: str, token: str, proxy: str | None) -> None:
        self._root = f"{base_url}/bot{token}"
        self._http = httpx.AsyncClient(proxy=proxy, verify=trusted())

    async def close(self) -> None:
        await self._http.aclose()

    async def call(self, method: str, within: float = SAY_WITHIN, **params: Any) -> Any:
        """The `result` of a call, or what stands beside `ok` in its place; None where nothing does.

        Raises Refusal, Unreached, NoAnswer.
        """
        try:
            response = await self._http.post(f"{self._root}/{method}", json=params, timeout=within)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise Unreached(type(error).__name__) from None  # its words hold the address, and so the token
        except httpx.HTTPError as error:
            raise NoAnswer(type(error).__name__) from None
        return _result(response)


def _result(response: httpx.Response) -> Any:
    try:
        body = response.json()
    except (ValueError, RecursionError):  # no JSON, or brackets without end
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        if response.status_code == TIMED_OUT:
            raise Refusal(TIMED_OUT, "")
        raise NoAnswer(f"HTTP {response.status_code}")
    if body["ok"]:
        beside = {key: value for key, value in body.items() if key != "ok"}
        return body.get("result", beside or None)
    code = body.get("error_code")
    raise Refusal(code if isinstance(code, int) else response.status_code, str(body.get("description", "")))
