import pytest

from domain.errors import Refused
from domain.messages import Attachment
from domain.plan_files import as_pdf

PDF = b"%PDF-1.7\n..."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("KH 45.pdf", "KH 45.pdf"),
        ("KH 45.PDF", "KH 45.pdf"),
        ("scan", "scan.pdf"),
        (".pdf", "van-ban.pdf"),
        ("x" * 200, "x" * 80 + ".pdf"),
    ],
)
def test_a_pdf_is_told_by_its_first_bytes_and_named_so(name, kept):
    assert as_pdf(Attachment(name=name, content=PDF)).name == kept


def test_some_bytes_may_stand_before_the_mark():
    assert as_pdf(Attachment(name="a.pdf", content=b"\xef\xbb\xbf\r\n" + PDF)).content.endswith(PDF)


@pytest.mark.parametrize("content", [b"PK\x03\x04 a letter in Word", b"", b" " * 1024 + PDF])
def test_what_is_none_is_refused(content):
    with pytest.raises(Refused) as refused:
        as_pdf(Attachment(name="KH.pdf", content=content))
    assert refused.value.code == "not_a_pdf"
