import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.campaigns import issued_by_office
from domain.documents import ISSUERS, KINDS, cited

OFFICE = "Sở Tư pháp tỉnh Thái An (minh họa)"


@pytest.mark.parametrize(
    ("typed", "number", "kind", "issuer"),
    [
        ("45/KH-STP", "45/KH-STP", "Kế hoạch", OFFICE),
        ("45/kh-stp", "45/KH-STP", "Kế hoạch", OFFICE),
        ("45 / KH-STP", "45/KH-STP", "Kế hoạch", OFFICE),
        ("33/QĐ-STP", "33/QĐ-STP", "Quyết định", OFFICE),
        ("2150/BTP-TCCB", "2150/BTP-TCCB", "Công văn", "Bộ Tư pháp"),
        ("2150/btp-tccb", "2150/BTP-TCCB", "Công văn", "Bộ Tư pháp"),
        ("3412/BTP-PB&TG", "3412/BTP-PB&TG", "Công văn", "Bộ Tư pháp"),
        ("94/QĐ-BTP", "94/QĐ-BTP", "Quyết định", "Bộ Tư pháp"),
        ("257/QĐ-UBND", "257/QĐ-UBND", "Quyết định", "UBND tỉnh Thái An"),
        ("257/qd-ubnd", "257/QĐ-UBND", "Quyết định", "UBND tỉnh Thái An"),
        ("149/qđ-ttg", "149/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
        ("152/2025/NĐ-CP", "152/2025/NĐ-CP", "Nghị định", "Chính phủ"),
        ("12/CTr-SNV", "12/CTr-SNV", "Chương trình", "Sở Nội vụ"),
        ("7/HD-HĐTĐKT", "7/HD-HĐTĐKT", "Hướng dẫn", "Hội đồng Thi đua - Khen thưởng"),
        ("12/ABC-XY", "12/ABC-XY", "Công văn", ""),
        ("12/ABC 12/6 của Liên đoàn Lao động tỉnh", "12/ABC", "Công văn", "Liên đoàn Lao động tỉnh"),
        ("số 720/QĐ-UBND (của UBND tỉnh Vĩnh Phúc)", "720/QĐ-UBND", "Quyết định", "UBND tỉnh Vĩnh Phúc"),
    ],
)
def test_the_number_of_a_document_tells_its_kind_and_who_issued_it(typed, number, kind, issuer):
    (one,) = cited(typed, OFFICE)
    assert (one.number, one.kind, one.issuer) == (number, kind, issuer)


@pytest.mark.parametrize("text", ["", "45", "15/6 - 28/8", "17h 26/6", "tư vấn 10 vụ/tháng", "km/h", "12/6/2026"])
def test_what_is_no_number_of_a_document_is_none(text):
    assert cited(text, OFFICE) == ()


def test_several_documents_are_told_apart():
    found = cited("QĐ 257/QĐ-UBND 28/01/2021; KH 45/KH-STP ngày 12/6", OFFICE)
    assert [(one.number, one.rest) for one in found] == [
        ("257/QĐ-UBND", " 28/01/2021; KH "),
        ("45/KH-STP", " ngày 12/6"),
    ]


@given(number=st.integers(1, 99999), kind=st.sampled_from([*KINDS]), issuer=st.sampled_from([*ISSUERS, "STP"]))
def test_a_number_is_kept_as_it_is_written_whatever_the_case(number, kind, issuer):
    written = f"{number}/{kind}-{issuer}"
    for typed in (written, written.lower(), written.upper()):
        assert [one.number for one in cited(typed, OFFICE)] == [written]


@pytest.mark.parametrize(
    ("issuer", "own"),
    [
        ("Sở Tư pháp tỉnh Thái An", True),
        ("Sở Tư pháp", True),
        ("Giám đốc Sở", True),
        ("Sở", True),
        ("Giám đốc Sở Tư pháp tỉnh Thái An", True),
        ("Sở Nội vụ", False),
        ("Giám đốc Sở Nội vụ", False),
        ("Bộ Tư pháp", False),
        ("UBND tỉnh", False),
    ],
)
def test_another_department_of_the_province_is_not_the_office(issuer, own):
    assert issued_by_office(issuer) is own
