"""What a campaign's file says beside its days: of whom it is, what it answers, its awards."""

from dataclasses import replace
from datetime import date

import pytest

from domain.award_types import AwardClass
from domain.campaign_content import Content, Kind, Level, Parent
from domain.campaign_file import read
from domain.campaign_reach import members, units_of
from domain.campaign_values import Somebody
from domain.campaigns import Campaign, CampaignState, Document
from domain.errors import Refused
from domain.launch import Item, empty
from domain.launch_again import again, as_it_stands
from domain.parents import known
from domain.people import Employment
from tests.domain.launching import NOW, typed
from texts import award_types

PEOPLE = (
    Somebody(1, "Trần Văn Bình", "Văn phòng Sở", "VPS", 11, Employment.CIVIL_SERVANT),
    Somebody(2, "Lê Thị Hoa", "Văn phòng Sở", "VPS", 11, Employment.CONTRACT_WORKER),
    Somebody(3, "Lê Thị Hoa", "Trung tâm Trợ giúp pháp lý nhà nước", "TTTGPL", 14, Employment.PUBLIC_EMPLOYEE),
)
MINISTRY = Campaign(
    id=7,
    version=1,
    name="Phong trào thi đua ngành Tư pháp",
    label="Phong trào ngành",
    theme="Đoàn kết, kỷ cương",
    start=date(2026, 6, 1),
    end=date(2026, 8, 31),
    registration_deadline=None,
    report_deadline=None,
    publish_at=NOW.now,
    state=CampaignState.RUNNING,
    documents=(Document("Quyết định", "252/QĐ-BTP", date(2026, 2, 22), "Bộ Tư pháp"),),
    content=Content(level=Level.MINISTRY),
)
AROUND = replace(NOW, people=PEOPLE, campaigns=[MINISTRY])
BARE = 'name = "Đợt 28/8"\nlabel = "Đợt 28/8"\n'
DAYS = "start = 2026-06-15\nend = 2026-08-28\n"


def campaign(text: str) -> Campaign:
    return read(text.encode(), AROUND).campaign(NOW.now)


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        campaign(text)
    return [(one.code, one.key) for one in refused.value.facts["mistakes"]]


def parent(**values: str) -> str:
    said = {"level": "Bộ Tư pháp", "name": "Phong trào", **values}
    return "[[parents]]\n" + "".join(f'{key} = "{value}"\n' for key, value in said.items())


def test_theme_and_days_that_are_left_out_are_those_of_what_is_answered():
    one = campaign(BARE + parent(theme="Kỷ cương", start="15/6/2026", end="28/8/2026") + parent(name="Khác"))
    assert (one.theme, one.start, one.end) == ("Kỷ cương", date(2026, 6, 15), date(2026, 8, 28))


def test_what_the_campaign_says_itself_stands():
    one = campaign(BARE + DAYS + 'theme = "Riêng"\n' + parent(theme="Kỷ cương", start="01/01/2026"))
    assert (one.theme, one.start) == ("Riêng", date(2026, 6, 15))


def test_parents_that_contradict_each_other_are_a_mistake_only_where_they_are_needed():
    two = parent(theme="Một") + parent(name="Khác", theme="Hai")
    assert mistakes(BARE + DAYS + two) == [("parents_contradict", "theme")]
    assert campaign(BARE + DAYS + 'theme = "Ba"\n' + two).theme == "Ba"


@pytest.mark.parametrize("named", ["7", '"7"', '"phong trao nganh"', '"Phong trào thi đua ngành Tư pháp"'])
def test_one_of_ours_is_named_by_its_number_or_its_name(named):
    one = campaign(f"{BARE}[[parents]]\ncampaign = {named}\n")
    assert one.content.parents == (
        Parent(
            level=Level.MINISTRY,
            name=MINISTRY.name,
            theme=MINISTRY.theme,
            start=MINISTRY.start,
            end=MINISTRY.end,
            document=MINISTRY.documents[0],
            campaign_id=7,
        ),
    )
    assert (one.theme, one.end) == (MINISTRY.theme, MINISTRY.end)


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.CANCELLED])
def test_one_of_ours_is_answered_only_while_it_stands_but_stays_where_it_has_been_answered(state):
    around = replace(AROUND, campaigns=[replace(MINISTRY, state=state)])
    with pytest.raises(Refused) as refused:
        read(f"{BARE}{DAYS}[[parents]]\ncampaign = 7\n".encode(), around)
    assert [(one.code, one.key) for one in refused.value.facts["mistakes"]] == [("unknown_campaign", "parents")]
    written = f'{BARE}{DAYS}[[parents]]\ncampaign = 7\nlevel = "Bộ Tư pháp"\nname = "Phong trào"\n'
    (one,) = read(written.encode(), around).campaign(NOW.now).content.parents
    assert (one.campaign_id, one.name) == (7, "Phong trào")


def test_the_number_of_a_document_tells_its_kind_and_issuer():
    (one,) = campaign(BARE + DAYS + parent(number="2150/BTP-TCCB", date="08/6/2026")).content.parents
    assert one.document == Document("Công văn", "2150/BTP-TCCB", date(2026, 6, 8), "Bộ Tư pháp")


@pytest.mark.parametrize(
    ("lines", "code", "key"),
    [
        ('level = "xã"', "unknown_level", "level"),
        ('kind = "lớn"', "unknown_kind", "kind"),
        ('with_union = "chắc"', "not_yes_or_no", "with_union"),
        ('audience_staff = ["giáo viên"]', "unknown_staff_kind", "audience_staff"),
        ('audience_people = ["Lê Thị Hoa"]', "person_ambiguous", "audience_people"),
        ('audience_people = ["Lê Thị Ho"]', "unknown_person", "audience_people"),
        ('audience = "toàn Sở"\naudience_people = ["Trần Văn Bình"]', "people_and_everybody", "audience_people"),
        ('titles = ["giay khen"]', "title_is_form", "titles"),
        ('forms = ["LDTT"]', "form_is_title", "forms"),
        ('titles = ["Lao động giỏi"]', "unknown_award", "titles"),
        ('objectives = "một"', "not_a_list", "objectives"),
        ('objectives = [""]', "empty", "objectives"),
        ("interim = 2026-09-01", "interim_outside", "interim"),
        ('pledge_by = "17h 01/9/2026"', "pledge_after_end", "pledge_by"),
        ('[[awards]]\nform = "CSTĐCS"', "form_is_title", "form"),
        ('[[awards]]\nform = "Giấy khen"\npeople = 1.5', "not_a_number", "people"),
        ('[[parents]]\nname = "Phong trào"', "missing", "level"),
        ("[[parents]]\ncampaign = 99", "unknown_campaign", "parents"),
        (parent(number="12/ABC", date="08/6/2026"), "document_unclear", "parents"),
        ("parents = [1]", "not_a_list", "parents"),
    ],
)
def test_a_wrong_value_is_a_mistake_at_its_key(lines, code, key):
    assert (code, key) in mistakes(BARE + DAYS + lines)


def test_people_and_kinds_of_staff_take_part():
    whole = campaign(BARE + DAYS + 'audience_staff = ["viên chức", "NLĐ"]\naudience_people = ["Trần Văn Bình"]')
    assert members(whole, AROUND) == {1, 2, 3}
    assert members(campaign(BARE + DAYS + 'audience_staff = ["công chức"]'), AROUND) == {1}
    alone = campaign(BARE + DAYS + 'audience_people = ["Lê Thị Hoa (TTTGPL)"]')
    assert members(alone, AROUND) == {3}
    assert units_of(alone, AROUND) == frozenset()


FULL = (
    BARE
    + DAYS
    + """
    audience = ["VPS"]
    audience_staff = ["viên chức"]
    audience_people = ["Lê Thị Hoa (VPS)"]
    level = "cụm thi đua"
    kind = "thường xuyên"
    with_union = true
    slogan = "Năm 2026 đoàn kết"
    objectives = ["Hoàn thành nhiệm vụ năm 2026"]
    contents = ["Chương trình công tác năm 2026", "Đề án 2021-2025"]
    titles = ["CSTDCS"]
    forms = ["bk ttg"]
    commitment = "Tôi cam kết năm 2026"
    pledge = "Chúng tôi giao ước"
    pledge_by = "17h 26/6/2026"
    interim = 2026-07-20
    [[awards]]
    form = "giấy khen"
    people = 3
    [[criteria]]
    name = "Tư vấn"
    unit = "vụ"
    points = 2.5
    """
    + parent(start="01/01/2025", end="31/12/2030")
    + parent(name="Của năm nay", end="31/12/2026")
)


def test_a_campaign_written_as_a_draft_is_that_campaign_again():
    one = campaign(FULL)
    assert one.content.kind is Kind.REGULAR
    assert as_it_stands(one, AROUND).file(AROUND).campaign(one.publish_at) == one


def test_next_year_s_has_its_content_with_the_years_moved_on_and_answers_only_what_goes_on():
    one = again(campaign(FULL), 2027, AROUND).file(AROUND).campaign(NOW.now)
    assert one.content.slogan == "Năm 2027 đoàn kết"
    assert one.content.contents == ("Chương trình công tác năm 2027", "Đề án 2021-2025")
    assert one.content.commitment == "Tôi cam kết năm 2027"
    assert one.content.interim == date(2027, 7, 20)
    assert one.content.pledge_by.date() == date(2027, 6, 25)  # the last working day before the 26th
    assert [one.name for one in one.content.parents] == ["Phong trào"]
    assert (one.people, one.employments) == ({2}, {Employment.PUBLIC_EMPLOYEE})


def test_what_may_be_answered_is_what_goes_on_each_once_superiors_leading():
    ours = replace(MINISTRY, id=8, name="Của Sở", content=Content(parents=(Parent(level=Level.PROVINCE, name="Tỉnh"),)))
    over = replace(MINISTRY, id=9, name="Đã xong", end=date(2026, 1, 31))
    dropped = replace(MINISTRY, id=10, name="Đã hủy", state=CampaignState.CANCELLED)
    found = known([MINISTRY, ours, over, dropped], date(2026, 6, 12))
    assert [one.name for one in found] == [MINISTRY.name, "Tỉnh", "Của Sở"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("LĐTT", "Lao động tiên tiến"),
        ("ldtt", "Lao động tiên tiến"),
        ("cstdcs", "Chiến sĩ thi đua cơ sở"),
        ("tap the ldxs", "Tập thể lao động xuất sắc"),
        ("bằng khen bộ trưởng", "Bằng khen của Bộ trưởng Bộ Tư pháp"),
        ("Bang khen cua Chu tich UBND tinh", "Bằng khen của Chủ tịch UBND tỉnh"),
        ("hclđ 2", "Huân chương Lao động hạng Nhì"),
    ],
)
def test_titles_and_forms_are_known_by_their_short_names_without_marks(said, name):
    assert award_types().named(said).name == name


def test_no_name_is_in_both_lists_and_each_has_its_source():
    types = award_types()
    names = [said for one in types.types for said in (one.name, *one.said)]
    assert [said for said in names if types.named(said) is None] == []
    assert len({types.named(said).name for said in names}) == len(types.types)
    assert {one.name for one in types.of(AwardClass.TITLE)}.isdisjoint(one.name for one in types.of(AwardClass.FORM))
    assert [one.name for one in types.types if not one.source] == []


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("hưởng ứng: Phong trào ngành; Bộ Tư pháp", "parents", [{"name": "Phong trào ngành", "level": "Bộ Tư pháp"}]),
        ("nội dung thi đua: việc một; việc hai", "contents", ["việc một", "việc hai"]),
        ("khen thưởng: giấy khen 2 tập thể", "awards", [{"form": "Giấy khen", "collectives": 2}]),
        ("danh hiệu LĐTT", "titles", ["Lao động tiên tiến"]),
        ("15 LĐTT và giấy khen", "forms", ["Giấy khen"]),
        ("cấp tỉnh", "level", "tỉnh"),
        ("18 theo chuyên đề", "kind", "chuyên đề"),
        ("sơ kết: 20/7", "interim", "20/7/2026"),
        ("giao ước: cùng tiến; ký trước 17h 26/6", "pledge_by", "17 giờ 00, thứ Sáu, ngày 26/6/2026"),
    ],
)
def test_a_line_by_its_name_or_number_says_a_further_item(line, key, value):
    after = typed(line)
    assert after.unread == ()
    assert after.draft.table[key] == value


ANSWERED = "10 Phong trào ngành; Bộ Tư pháp; chủ đề Kỷ cương; 15/6 - 28/8"


@pytest.mark.parametrize("gone", ["10 bỏ 1", "10 bỏ hết", "10 không có"])
def test_what_came_from_what_is_no_longer_answered_goes_with_it(gone):
    answering = typed(ANSWERED, empty())
    assert answering.draft.table["theme"] == "Kỷ cương"
    assert answering.changed == (Item.PARENTS, Item.PERIOD, Item.THEME)
    after = typed(gone, answering.draft)
    assert after.draft.table == empty().table
    assert after.changed == answering.changed


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("9 Kỷ cương", {"theme": "Kỷ cương"}),
        ("2 15/6 - 28/8", {"start": "15/6/2026", "end": "28/8/2026"}),
        ("9 Của Sở", {"theme": "Của Sở"}),
    ],
)
def test_what_the_officer_typed_stays_whatever_is_answered_no_longer(line, stays):
    for lines in (f"{ANSWERED}\n{line}", f"{line}\n{ANSWERED}"):
        said = typed(lines, empty()).draft
        assert typed("10 bỏ", said).draft.table == {**empty().table, **stays}


def test_what_is_answered_instead_says_what_the_former_did():
    both = typed(f"{ANSWERED}\n10 thêm Phong trào tỉnh; UBND tỉnh; chủ đề Sáng tạo", empty()).draft
    assert both.table["theme"] == "Kỷ cương"
    one = typed("10 bỏ 1", both).draft
    assert one.table["theme"] == "Sáng tạo"
    assert "start" not in one.table
    assert typed("10 Phong trào khác; Bộ Tư pháp; chủ đề Liêm chính", both).draft.table["theme"] == "Liêm chính"
