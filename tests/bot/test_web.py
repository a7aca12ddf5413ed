"""Files by a link: a page first, the file by a press; every token that opens nothing is answered alike."""

from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from bot.core import Core
from bot.web import HEADERS, pages
from domain.messages import Attachment
from domain.office import Office
from storage import downloads, people, settings, tree
from storage.database import Database, migrate

NOW = datetime.fromisoformat("2026-06-17T09:05:00+07:00")
UNTIL = NOW + timedelta(minutes=30)
FILE = Attachment(name="Đăng ký <2026>.xlsx", content=b"PK\x03\x04 bytes")
GONE = "Ở địa chỉ này không có tệp nào"


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """The pages of one installation, and what opens them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        app = pages(Core(database, Office("Sở Tư pháp", ""), self.clock, {}))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.browser = httpx.AsyncClient(transport=transport, base_url="http://here")

    async def kept(self, file: Attachment = FILE) -> str:
        async with self.database.transaction() as tx:
            return await downloads.keep(tx, 1, file, self.clock.now, self.clock.now + timedelta(minutes=30))

    async def sees(self, token: str) -> httpx.Response:
        return await self.browser.get(f"/tai/{token}")

    async def takes(self, token: str) -> httpx.Response:
        return await self.browser.post(f"/tai/{token}")

    async def opens(self, token: str) -> list[int]:
        return [(await self.sees(token)).status_code, (await self.takes(token)).status_code]


async def opened(path) -> Database:
    migrate(path)
    database = await Database.open(path)
    async with database.transaction() as tx:
        await people.add_staff(tx, await tree.add_unit(tx, "Văn phòng Sở", "VP"), "Nguyễn Văn An", "male", "", [])
    return database


@pytest.fixture
async def web(tmp_path):
    database = await opened(tmp_path / "thidua.db")
    desk = Desk(database)
    yield desk
    await desk.browser.aclose()
    await database.close()


async def test_a_link_shows_what_it_is_of_and_until_when_and_gives_nothing_away(web):
    page = await web.sees(await web.kept())
    assert page.status_code == 200
    assert "Đăng ký &lt;2026&gt;.xlsx" in page.text
    assert "9 giờ 35, thứ Tư, ngày 17/6/2026" in page.text
    assert FILE.content not in page.content


async def test_a_press_gives_the_file_by_its_name_and_as_nothing_to_be_shown(web):
    file = await web.takes(await web.kept())
    assert (file.status_code, file.content) == (200, FILE.content)
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"] == (
        "attachment; filename=\"dang ky _2026_.xlsx\"; filename*=UTF-8''%C4%90%C4%83ng%20k%C3%BD%20%3C2026%3E.xlsx"
    )


async def test_looking_ahead_uses_nothing_up(web):
    token = await web.kept()
    for _ in range(20):
        await web.sees(token)
        await web.browser.head(f"/tai/{token}")
    assert (await web.takes(token)).status_code == 200


async def test_a_link_that_was_taken_often_enough_gives_nothing_more(web):
    token = await web.kept()
    assert [(await web.takes(token)).status_code for _ in range(6)] == [200] * 5 + [404]
    assert (await web.sees(token)).status_code == 404


async def test_a_link_ends_to_the_second(web):
    token = await web.kept()
    web.clock.now = UNTIL - timedelta(seconds=1)
    assert await web.opens(token) == [200, 200]
    web.clock.now = UNTIL
    assert await web.opens(token) == [404, 404]


async def test_of_one_person_the_newest_five_are_kept(web):
    tokens = [await web.kept() for _ in range(6)]
    assert [(await web.sees(token)).status_code for token in tokens] == [404] + [200] * 5


async def test_what_has_expired_is_deleted(web):
    await web.kept()
    async with web.database.transaction() as tx:
        assert not await downloads.forget_expired(tx, UNTIL - timedelta(seconds=1))
        assert await downloads.forget_expired(tx, UNTIL)
        assert await tx.value("SELECT count(*) FROM download") == 0


async def forged(web) -> dict[str, str]:
    """Tokens that are none of this installation's."""
    token = await web.kept()
    async with web.database.transaction() as tx:
        key = await settings.get(tx, "salt")
    payload = [1, int(UNTIL.timestamp())]
    body, _, signature = token.partition(".")
    return {
        "no token": "x",
        "another signature": f"{body}.{signature[:-2]}{'AA' if signature[-2:] != 'AA' else 'BB'}",
        "another installation's key": URLSafeSerializer("0" * 64, salt="download").dumps(payload),
        "another purpose": URLSafeSerializer(key, salt="itsdangerous").dumps(payload),
        "another's payload": f"{URLSafeSerializer(key).dumps(payload).partition('.')[0]}.{signature}",
        "letters": "đường",
        "not text": "%ff%fe",
        "very long": "A" * 5000,
    }


async def test_a_forged_link_is_answered_like_one_that_has_expired(web):
    old = await web.kept()
    tokens = await forged(web)
    web.clock.now = UNTIL
    expired = await web.sees(old)
    web.clock.now = NOW
    assert GONE in expired.text
    for token in tokens.values():
        for page in (await web.sees(token), await web.takes(token)):
            assert (page.status_code, page.content, dict(page.headers)) == (404, expired.content, dict(expired.headers))


async def test_a_link_of_another_installation_opens_nothing_here(web, tmp_path):
    other = Desk(await opened(tmp_path / "other.db"))
    token = await other.kept()
    await web.kept()
    assert await other.opens(token) == [200, 200]
    assert await web.opens(token) == [404, 404]
    await other.browser.aclose()
    await other.database.close()


async def test_nothing_else_is_served(web):
    for path in ("/", "/tai", "/tai/", "/tai/a/b", "/favicon.ico", "/suc-khoe/", "/docs", "/openapi.json"):
        page = await web.browser.get(path)
        assert (path, page.status_code) == (path, 404)
        assert GONE in page.text


async def test_whoever_watches_it_hears_that_it_lives(web):
    page = await web.browser.get("/suc-khoe")
    assert (page.status_code, page.text) == (200, "ok")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
async def test_other_methods_are_refused_politely(web, method):
    page = await web.browser.request(method, f"/tai/{await web.kept()}")
    assert page.status_code == 405
    assert {"GET", "POST"} <= set(page.headers["allow"].split(", "))
    assert "chỉ để tải tệp" in page.text


async def test_looking_without_reading_says_the_same_with_no_words(web):
    page = await web.browser.head(f"/tai/{await web.kept()}")
    assert page.status_code == 200


async def chunks():
    yield b"x"


@pytest.mark.parametrize("body", [{"content": b"x" * 1025}, {"content": chunks()}], ids=["long", "of unknown length"])
async def test_a_press_that_carries_much_is_refused_and_gives_nothing(web, body):
    page = await web.browser.post(f"/tai/{await web.kept()}", **body)
    assert (page.status_code, page.headers["connection"]) == (413, "close")
    assert FILE.content not in page.content


async def test_every_answer_keeps_itself_to_itself(web):
    token = await web.kept()
    answers = [
        await web.sees(token),
        await web.takes(token),
        await web.sees("x"),
        await web.browser.get("/"),
        await web.browser.put(f"/tai/{token}"),
        await web.browser.get("/suc-khoe"),
    ]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_a_page_may_look_as_it_does_and_nothing_more(web):
    page = await web.sees(await web.kept())
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{allowed}'" in page.headers["content-security-policy"]


async def test_a_mistake_of_ours_is_a_page_and_a_line_in_the_log_without_anyones_words(web, monkeypatch, caplog):
    async def fall(*_: object) -> None:
        raise ValueError("Nguyễn Văn An")

    monkeypatch.setattr(downloads, "take", fall)
    page = await web.takes(token := await web.kept())
    assert page.status_code == 503
    assert "Xin thử lại sau ít phút" in page.text
    assert "a page fell: ValueError" in caplog.text
    assert token not in caplog.text
    assert "Văn An" not in caplog.text
