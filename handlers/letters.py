"""Word files, filled into templates that an office edits in Word (texts/word/): layout of Nghị định 30/2020/NĐ-CP."""

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docxtpl import DocxTemplate

import texts
from domain.letterheads import letterhead
from domain.messages import Attachment
from domain.people import Unit
from domain.summaries import Summary
from handlers.file_names import named
from texts import words

FOLDER = texts.FOLDER / "word"


class Channel(StrEnum):
    """To whom a summary goes: each asks for its own letter."""

    SECTOR = "sector"  # Bộ Tư pháp
    LOCAL = "local"  # Sở Nội vụ


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, by post and name; "" where the roster does not say."""

    post: str = ""
    name: str = ""


def covering_letter(summary: Summary, channel: Channel, office: str, signer: Signer) -> Attachment:
    """A draft: its number, day and signature are the office's."""
    said = words()["summary"]
    return Attachment(
        name=named(channel, summary.campaign),
        content=_filled(
            "cluster_letter" if summary.members else "covering_letter",
            summary=summary,
            head=letterhead(office),
            recipient=said["recipients"][channel],
            signer=signer,
            attached=list(said["attached_of_cluster" if summary.members else "attached"].values()),
        ),
    )


def signing(summary: Summary) -> list[Unit]:
    """Whose registrations are printed to be signed: a member of a cluster sends its own."""
    members = {one.unit.id for one in summary.members}
    return [unit for unit, _ in summary.figures if unit.id not in members]


def for_signature(summary: Summary, unit: Unit, office: str, signer: Signer) -> Attachment:
    """What one unit registers, to be printed and signed by its head. `summary`: of that unit alone."""
    facts = {"summary": summary, "unit": unit, "head": letterhead(office), "signer": signer}
    return Attachment(
        name=named("signature", summary.campaign, unit.short_name), content=_filled("registration", **facts)
    )


def _filled(name: str, **facts: Any) -> bytes:
    document, file = DocxTemplate(FOLDER / f"{name}.docx"), io.BytesIO()
    document.render(facts, jinja_env=texts.word_environment())
    document.save(file)
    return file.getvalue()
