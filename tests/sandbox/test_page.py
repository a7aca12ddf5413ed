"""What the page is served, told and can move; how it looks and is used is tests/page/."""

import asyncio
import json
import re
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox import Sandbox
from sandbox.faults import Fault
from sandbox.page.moving import Mover
from sandbox.page.play import Play
from sandbox.waking import Signal
from tests.sandbox.conftest import HOA, LAN

PAGE = Path("sandbox/page")
PARTS = [PAGE / "index.html", *sorted(PAGE.glob("s*/*"))]
MORNING = datetime.fromisoformat("2026-06-18T08:00:00+07:00")
WORDED = re.compile(r"[\"`>“]([^\"`<>]*[À-ỹ][^\"`<>]*)")
NEVER = re.compile(
    r"!|\bbạn\b|quý khách|vui lòng|thành công|không hợp lệ|\b[Bb]ot\b|\b[Mm]enu\b|\b[Ll]ink\b|\b[Ff]ile\b|\b[Cc]lick\b|"
    "[\U0001f300-\U0001faff\u2600-\u27bf]"
)


async def told(sandbox: Sandbox, *kinds: str) -> list[tuple[str, object]]:
    """The events of one newly opened page up to now, of these kinds."""
    feed, news = sandbox.page.feed(), []
    async for piece in feed:
        news += [_event(one) for one in piece.strip().split("\n\n")]
        if len(news) > 1:
            break
    await feed.aclose()
    return [(kind, data) for kind, data in news if kind in kinds]


def _event(text: str) -> tuple[str, object]:
    kind, data = text.split("\n")
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


# What is served ----------------------------------------------------------------------------------------


async def test_the_page_may_load_and_reach_nothing_but_its_own(http):
    index = await http.get("/")
    assert index.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.strip().split(" ", 1) for part in index.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy["script-src"], policy["style-src"], policy["connect-src"]} == {"'self'"}
    assert re.findall(r'(?:src|href)="(?!/page/|#)', index.text) == []


async def test_every_part_is_served_and_every_script_loaded_at_once(http):
    index = (await http.get("/")).text
    for path in PARTS[1:]:
        assert (await http.get(f"/page/{path.name}")).content == path.read_bytes()
    scripts = sorted(path.name for path in PAGE.glob("scripts/*"))
    assert sorted(re.findall(r'modulepreload" href="/page/([^"]+)', index)) == scripts
    assert (await http.get("/page/routes.py")).status_code == 404


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_a_part_is_short_and_its_words_are_those_of_an_office(path):
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert len(text.splitlines()) <= 200
    assert [words for line in text.splitlines() for words in WORDED.findall(line) if NEVER.search(words)] == []


async def test_what_somebody_sent_is_saved_never_run(sandbox, http):
    sent = sandbox.sim.send(LAN, "document", name="Kế hoạch.html", content=b"<script>alert(1)</script>")
    file = await http.get(f"/sim/files/{sent['document']['file_id']}")
    assert file.content == b"<script>alert(1)</script>"
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.html"
    assert file.headers["content-security-policy"].endswith("sandbox")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert (await http.get("/sim/files/none")).status_code == 404


async def test_a_photo_sent_on_zalo_can_be_seen_and_one_without_a_picture_cannot(sandbox, http):
    given = {"person": HOA, "kind": "photo", "content": "anBlZw=="}
    told = (await http.post("/sim/zalo/send", json=given)).json()
    sandbox.zalo_sim.send(HOA, "photo")
    shown = sandbox.zalo_sim.chat(HOA)
    assert (await http.get(f"/sim/zalo/photos/{told['message']['message_id']}")).content == b"jpeg"
    assert (await http.get(f"/sim/zalo/photos/{shown[1]['message_id']}")).status_code == 404


# What is told ------------------------------------------------------------------------------------------


async def test_people_and_groups_of_one_name_on_both_platforms_are_one(sandbox):
    sandbox.sim.person(7, "Hoa")
    sandbox.sim.group(-7, "Sở", [LAN, 7, 999])
    sandbox.zalo_sim.group("zgr-7", "Sở", [HOA])
    ((_, cast),) = await told(sandbox, "cast")
    assert [{**one, "key": ""} for one in cast["people"]] == [
        {"key": "", "name": "Nguyễn Thị Lan", "telegram": "1001"},
        {"key": "", "name": "Hoa", "telegram": "7", "zalo": HOA},
        {"key": "", "name": "Bình", "zalo": "0000000000000000c002"},
    ]
    (group,) = cast["groups"]
    assert group == {
        "key": "telegram:-7",
        "name": "Sở",
        "telegram": "-7",
        "zalo": "zgr-7",
        "members": {"telegram": ["7", "1001"], "zalo": [HOA]},
    }


async def test_two_people_of_one_name_stay_two(sandbox):
    sandbox.sim.person(8, "Hoa")
    sandbox.sim.person(9, "Hoa")
    ((_, cast),) = await told(sandbox, "cast")
    assert [one.get("zalo") for one in cast["people"] if one["name"] == "Hoa"] == [HOA, None]


async def test_a_feed_tells_all_there_is_and_then_only_what_changes(sandbox, call):
    sandbox.sim.say(LAN, "/start")
    sent = (await call("sendMessage", chat_id=LAN, text="một"))["result"]
    feed = sandbox.page.feed()
    assert _event((await anext(feed)).strip()) == ("hello", {})
    first = [_event(one) for one in (await anext(feed)).strip().split("\n\n")]
    (chat,) = [data for kind, data in first if kind == "chat" and data["chat"] == str(LAN)]
    assert [(one["from"], one["html"]) for one in chat["new"]] == [(str(LAN), "/start"), ("bot", "một")]
    await call("editMessageText", chat_id=LAN, message_id=sent["message_id"], text="hai")
    await call("deleteMessage", chat_id=LAN, message_id=1)
    ((_, changed),) = [one for one in map(_event, (await anext(feed)).strip().split("\n\n")) if one[0] == "chat"]
    assert [(one["id"], one["html"], one["edited"]) for one in changed["new"]] == [("2", "hai", True)]
    assert changed["gone"] == ["1"]
    await feed.aclose()


async def test_a_call_is_told_when_it_begins_and_when_it_ends(sandbox, call):
    sandbox.faults.add(Fault("slow", seconds=0.2))
    feed = sandbox.page.feed()
    await anext(feed)
    await anext(feed)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(call("getMe"))
        lines = []
        while not lines or lines[-1]["state"] == "open":
            events = [_event(one) for one in (await anext(feed)).strip().split("\n\n")]
            lines += [line for kind, data in events if kind == "calls" for line in data]
    assert [(line["method"], line["state"]) for line in lines] == [("getMe", "open"), ("getMe", "fault")]
    await feed.aclose()


async def test_a_feed_ends_with_the_sandbox(http, sandbox):
    async with http.stream("GET", "/sim/feed") as feed:
        assert feed.headers["content-type"].startswith("text/event-stream")
        sandbox.page.close()
        assert "event: hello" in "".join([piece async for piece in feed.aiter_text()])


# Time --------------------------------------------------------------------------------------------------


async def test_a_day_passes_stopping_wherever_something_is_due(sandbox):
    sandbox.clock.set(MORNING.isoformat())
    plan = [MORNING + timedelta(hours=hours) for hours in (2, 5, 30)]
    stops = []

    async def next_due() -> datetime | None:
        return next((moment for moment in plan if moment > sandbox.clock.now()), None)

    async def seen() -> None:
        stops.append(sandbox.clock.now() - MORNING)

    mover = Mover(sandbox.clock)
    mover.next_due, mover.seen = next_due, seen
    await mover.forward(86_400)
    assert stops == [timedelta(hours=hours) for hours in (2, 5, 24)]
    assert (await mover.to_next_due())["due"] is True
    assert stops[-1] == timedelta(hours=30)
    assert (await mover.to_next_due())["due"] is False


async def test_time_that_runs_goes_on_running_from_where_it_is_moved(sandbox, http):
    sandbox.clock.set(-3600)
    await http.post("/sim/clock/forward", json={"seconds": 7200})
    assert sandbox.clock.offset in (3600, 3601)
    refused = await http.post("/sim/clock/forward", json={"seconds": -1})
    assert (refused.status_code, refused.json()["error"]) == (400, "ValueError: time runs forward only")


# The story ---------------------------------------------------------------------------------------------


async def test_nobody_watching_means_nobody_waiting():
    play = Play(Signal())
    await play.begin(0)
    await play.beat(60, "telegram", "5")
    assert (play.state, play.scene) == ("playing", {"platform": "telegram", "chat": "5"})


async def test_a_paused_story_waits_and_a_skipped_one_never_again():
    changed = Signal()
    play = Play(changed)
    play.watch()
    await play.begin(60)
    play.turn("pause")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await play.beat(0)
    play.turn("skip")
    await play.beat(60)
    play.end()
    assert play.turn("skip")["state"] == "over"
    assert play.turn("pause")["state"] == "over"
    with pytest.raises(ValueError, match="not turned that way"):
        play.turn("back")
