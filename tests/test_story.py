"""The story's record against a second opinion: who had to hear what, computed by code that shares nothing with ours.

`tests/expected.py` gets the roster, the two campaigns' dates and what people did, written down here once more by hand.
"""

import asyncio
import csv
import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from bot import schedule, story
from bot.stage import stage
from bot.story_cast import START
from tests.expected import ZONE, Act, Corrections, Drive, Person, expected_rows

OFTEN = 0.05  # seconds from tick to tick, since the stage itself asks for none
MOVEMENT, DRIVE, NEXT = "Phong trào Văn hóa công sở", "Đợt thi đua 28/8", "Đợt thi đua 09/11"
GROUP = "Sở Tư pháp Thái An - Thông báo chung"
ROLES = {"Trưởng đơn vị": "unit_head", "Đầu mối": "unit_focal", "Cán bộ phụ trách": "officer", "Giám đốc": "director"}
TO_GROUPS = {"opening", "progress", "midpoint", "last_week", "last_day", "closing", "thanks"}
UNASKED = TO_GROUPS | {"register", "log_midpoint", "log_end", "report", "report_late", "report_officer"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


JOINED = dict.fromkeys(
    [
        "Nguyễn Thị Lan Anh",
        "Trần Văn Dũng",
        "Lý Văn Tuấn",
        "Vũ Thị Hạnh",
        "Hoàng Văn Minh",
        "Ngô Thị Minh Nguyệt",
        "Tạ Thị Mai",
        "Chu Đình Long",
        "Lê Minh Quang",
    ],
    at("05-21 08:30"),
) | {"Hoàng Thị Thu Hoa": at("05-21 09:00"), "Phạm Thanh Bình": at("06-16 10:00")}

ACTS = [
    Act("registered", at("05-26 09:10"), "Vũ Thị Hạnh", campaign=MOVEMENT),
    Act("logged", at("07-16 09:30"), "Vũ Thị Hạnh", campaign=MOVEMENT),
    Act("registered", at("06-17 09:05"), "Phạm Thanh Bình", campaign=DRIVE),
    Act("registered", at("06-18 08:20"), "Hoàng Thị Thu Hoa", campaign=DRIVE),
    Act("declined", at("06-22 15:10"), "Tạ Thị Mai", campaign=DRIVE),
    Act("registered", at("06-24 10:30"), "Lý Văn Tuấn", campaign=DRIVE),
    Act("registered", at("06-25 09:30"), "Chu Đình Long", campaign=DRIVE),
    Act("registered", at("06-25 14:00"), "Ngô Thị Minh Nguyệt", campaign=DRIVE),
    Act("logged", at("07-06 16:40"), "Hoàng Thị Thu Hoa", campaign=DRIVE),
    Act("logged", at("08-05 10:15"), "Phạm Thanh Bình", campaign=DRIVE),
    Act("logged", at("08-05 10:15"), "Lý Văn Tuấn", campaign=DRIVE),
    Act("reported", at("08-11 14:00"), unit="TTTGPL", campaign=DRIVE),
    Act("reported", at("08-14 16:20"), unit="HC&BTTP", campaign=DRIVE),
    Act(
        "reported",
        at("08-17 09:15"),
        unit="XD&KTVB",
        campaign=DRIVE,
    ),
    *(
        Act("reported", at("08-27 15:00"), unit=unit, campaign=MOVEMENT)
        for unit in (
            "TTTGPL",
            "HC&BTTP",
            "XD&KTVB",
        )
    ),
]
CAMPAIGNS = [
    Drive(
        MOVEMENT,
        at("05-25").date(),
        at("09-05").date(),
        at("06-05 17:00"),
        at("08-28 17:00"),
        opened_at=at("05-25 08:00"),
    ),
    Drive(
        DRIVE,
        at("06-15").date(),
        at("08-28").date(),
        at("06-26 17:00"),
        at("08-14 17:00"),
        opened_at=at("06-15 08:00"),
    ),
    Drive(
        NEXT,
        at("09-15").date(),
        at("11-09").date(),
        at("09-25 17:00"),
        at("11-06 17:00"),
        opened_at=at("09-15 08:00"),
    ),
    *(
        Drive(label, at("01-01").date(), end, at("09-25 17:00"), report, opened_at=at("09-15 08:00"))
        for label, end, report in (
            ("Phong trào Học tập và làm theo Bác", date(2026, 12, 31), at("12-11 17:00")),
            ("Phong trào Vì người nghèo", date(2028, 12, 31), None),
            ("Phong trào Nông thôn mới", date(2028, 12, 31), None),
        )
    ),
]


def _cast() -> list[Person]:
    with Path("samples/danh-sach.csv").open(encoding="utf-8") as roster:
        return [
            Person(
                row["Họ và tên"],
                row["Đơn vị"],
                frozenset({ROLES[row["Vai trò"]]} if row["Vai trò"] else ()),
                JOINED.get(row["Họ và tên"]),
            )
            for row in csv.DictReader(roster)
        ]


@pytest.fixture
def played(tmp_path_factory, monkeypatch) -> Path:
    monkeypatch.setattr(schedule, "IN_SANDBOX", OFTEN)
    return _played(tmp_path_factory.getbasetemp() / "story")


@cache
def _played(folder: Path) -> Path:
    """The story, played once: a fixture of the module would be made anew whenever this process waits for tests."""
    folder.mkdir()

    async def play() -> None:
        async with stage(folder / "scratch", START) as one:
            await story.play(one)
            one.record.write(folder)

    asyncio.run(play())
    return folder


def test_everybody_hears_what_the_guarantees_promise_and_nothing_else(played):
    lines = [json.loads(line) for line in (played / "story.jsonl").read_text(encoding="utf-8").splitlines()]
    unasked = [row for row in lines if row["kind"] in UNASKED]
    heard = sorted((row["time"], row["person"], row["kind"], row["campaign"]) for row in unasked)
    expected = [row for one in CAMPAIGNS for row in expected_rows(one, _cast(), ACTS, [GROUP], Corrections())]
    end = "2026-09-15 09:00"
    assert heard == sorted(row for row in expected if row[0] <= end)


def test_the_transcript_has_a_chapter_for_everybody_who_spoke(played):
    transcript = (played / "transcript.txt").read_text(encoding="utf-8")
    on_zalo = {"Hoàng Thị Thu Hoa": "Zalo"}
    assert all(f"======== {name} ({on_zalo.get(name, 'Telegram')}) ========" in transcript for name in (*JOINED, GROUP))
    assert "======== Vũ Thị Hạnh (Zalo) ========" in transcript
    assert "trục trặc" not in transcript
    assert "startgroup=…" in transcript or "startgroup" not in transcript


def test_no_group_ever_reads_a_name_of_somebody_who_is_late(played):
    lines = [json.loads(line) for line in (played / "story.jsonl").read_text(encoding="utf-8").splitlines()]
    said = "\n".join(row["text"] for row in lines if row["person"] == GROUP)
    signers = {"Nguyễn Thị Lan Anh"}
    assert [person.name for person in _cast() if person.name in said and person.name not in signers] == []


SPOKEN = re.compile(r"^(?:\d\d:\d\d)?\s+(?:(?:Chị Hoa|Chị Lan Anh|Anh Dũng|Giám đốc|Trợ lý) {2,})?")


def _quoted(readme: str) -> list[str]:
    """What a README's conversations quote, without the places where something is left out."""
    blocks = re.findall(r"```\n(.*?)```", Path(readme).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks if "Trợ lý" in block for line in block.splitlines()]
    said = [part for line in lines for part in re.split("…|(?<=]) (?=\\[)", SPOKEN.sub("", line))]
    return [part.partition(", thẻ trong")[0].strip() for part in said if part.strip()]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_conversations_of_a_readme_are_played(played, readme):
    transcript = (played / "transcript.txt").read_text(encoding="utf-8")
    quoted = _quoted(readme)
    assert len(quoted) > 50
    assert [part for part in quoted if part not in transcript] == []


SCREENS = (  # what a campaign asks for beside registering, and how it goes on
    "Đăng ký tập thể: Phòng Hành chính và Bổ trợ tư pháp",
    "Đã ghi: anh Bình ký cam kết.",
    "Đã ghi: chị Hoa ký cam kết.",
    "Đã ghi: anh Dũng ký giao ước thay mặt",
    "Đã thông qua: chị Hạnh, Phong trào Văn hóa công sở.",
    "Đăng ký của anh cần bổ sung: Xin nêu số hồ sơ phấn đấu giải quyết",
    "[ảnh] Số người đã đăng ký Đợt thi đua 28/8 theo đơn vị: 4/32 người.",
    "Anh Long còn 04 việc thi đua:",
    "Giải quyết hồ sơ quốc tịch 58/90 hồ sơ",
    "[ket-qua-dot-thi-dua-28-8-2.xlsx] Biểu kết quả (Excel): Đợt thi đua 28/8",
    "Tình trạng: Đang bình xét",
    "Quyết định khen thưởng: số 96/QĐ-STP ngày 10/9/2026",
)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_stranger_sees_every_step_of_a_campaign(played, screen):
    assert screen in (played / "transcript.txt").read_text(encoding="utf-8")
