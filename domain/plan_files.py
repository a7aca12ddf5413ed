"""The copy of a signed document that people can open: a PDF, told by its first bytes and not by its name."""

from domain.errors import Refused
from domain.messages import Attachment

LONGEST_NAME = 80  # characters
_MARK, _WITHIN = b"%PDF-", 1024  # bytes: some programs write something before it (ISO 32000-1, annex H.3.4.1)


def as_pdf(file: Attachment) -> Attachment:
    """The file under a name that ends in .pdf. Raises Refused: not_a_pdf(file)."""
    if _MARK not in file.content[:_WITHIN]:
        raise Refused("not_a_pdf", file=_short(file.name))
    stem = file.name[:-4] if file.name.lower().endswith(".pdf") else file.name
    return Attachment(name=f"{stem[:LONGEST_NAME].strip() or 'van-ban'}.pdf", content=file.content)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
