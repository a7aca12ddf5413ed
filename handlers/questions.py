"""Questions that people pass to the officers, and the answers that come back."""

from datetime import timedelta

from domain.errors import Refused
from domain.language.intents import small_talk
from domain.language.words import words as split
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right, Role
from handlers import dialogue
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import accounts as stored_accounts
from storage import dialogues, outbox, people, questions
from storage.dialogues import Draft
from storage.outbox import Unasked
from storage.questions import Question
from texts import label, render

LONGEST = 1000  # characters of a question or of its answer
STILL_MEANT = timedelta(hours=2)  # for so long what is typed is passed on unasked
SEND_HELD = "held"


async def hoi(visit: Visit) -> Message:
    """/hoi: pass these words, or the next message, to the officers. `/hoi tra 17.0`: answer question 17."""
    if visit.args[:1] == ("tra",) and (asked := visit.versioned() or (visit.number(1), 0))[0] is not None:
        return await _begin_answer(visit, *asked)
    if visit.text.strip():
        return await pass_on(visit, visit.text)
    return await begin(visit)


async def begin(visit: Visit) -> Message:
    return await _ask_question(visit, await dialogue.begin(visit, "questions", "question"))


async def _ask_question(visit: Visit, _draft: Draft) -> Message:
    return Message(text=render("questions/ask", person=visit.person))


async def _take_question(visit: Visit, draft: Draft, words: str) -> Message:
    said = await settled(visit, draft, words)
    if isinstance(said, Message):
        return said
    if small_talk(split(said)) is not None:
        raise Refused("says_nothing")
    message = await pass_on(visit, said)
    await dialogue.end(visit, draft)
    return message


async def settled(visit: Visit, draft: Draft, words: str) -> str | Message:
    """What is typed and goes to another person; a message where the person leaves, or is asked first whether it is
    meant. Raises Refused: says_nothing, too_long."""
    if command_for(words) == "thoat":
        return await dialogue.leave(visit)
    words = _held(draft, words)
    if _long_ago(visit, draft):
        return await _ask_again(visit, draft, words)
    _require_words(words)
    return _short(words)


async def to_pass_on(visit: Visit) -> Choice:
    """A choice that puts what has just been said before the officers; what is too long is asked for anew."""
    if len(visit.text) > LONGEST:
        return Choice(label=label("ask_officer"), command="/hoi")
    request, data = visit.request, {"words": visit.text}
    noted = await dialogues.note(visit.tx, request.chat.platform, request.sender, "questions", data, visit.now)
    return dialogue.choice(noted, label("ask_officer"), "send")


async def _ask_noted(visit: Visit, draft: Draft) -> Message:
    text = render("guide/not_understood", person=visit.person)
    return Message(text=text, choices=(dialogue.choice(draft, label("ask_officer"), "send"),))


async def _take_noted(visit: Visit, draft: Draft, _value: str) -> Message:
    await dialogue.end(visit, draft)
    return await pass_on(visit, draft.data["words"])


async def pass_on(visit: Visit, words: str) -> Message:
    """Put a question before every officer who can be reached; the same one waits only once."""
    body = _short(words)
    person, now = visit.person, visit.now
    if not await reachable_officers(visit):
        return Message(text=render("questions/nobody", person=person))
    if not await questions.waiting(visit.tx, person.id, body):
        question = await questions.ask(visit.tx, person.id, body, visit.request.chat, now)
        await visit.record("question.asked", question)
        told = Message(
            text=render("questions/for_officer", asker=person, body=body, number=question),
            choices=(Choice(label=label("reply"), command=f"/hoi tra {question}.0"),),
            keeps=True,
            in_words=True,
        )
        await tell_officers(visit, f"question:{question}", told)
    opens = None if visit.office.calendar.open(now) else visit.office.calendar.next_opening(now)
    return Message(text=render("questions/passed", person=person, opens=opens))


def _long_ago(visit: Visit, draft: Draft) -> bool:
    """Whether the question has been open for so long that something else may be meant now."""
    return visit.now - draft.asked_at > STILL_MEANT


async def _ask_again(visit: Visit, draft: Draft, words: str) -> Message:
    """What is typed so much later may be meant for something else."""
    held = await dialogue.move(visit, draft, draft.step, held=_short(words))
    text = render("questions/long_ago", person=visit.person, words=_short(words))
    return Message(text=text, choices=(dialogue.choice(held, label("send"), SEND_HELD),))


def _held(draft: Draft, words: str) -> str:
    """The words that were asked about, if they are to go."""
    held: str = draft.data.get("held", words)
    return held if words == SEND_HELD else words


def _require_words(words: str) -> None:
    """What goes to another person cannot be taken back: a figure alone was meant for something else."""
    if not any(letter.isalpha() for letter in words):
        raise Refused("says_nothing")


def _short(words: str) -> str:
    if len(words) > LONGEST:
        raise Refused("too_long", limit=LONGEST)
    return words.strip()


async def reachable_officers(visit: Visit) -> list[Staff]:
    """Officers other than the person who asks, with an account that can be written to."""
    officers = await people.with_role(visit.tx, Role.OFFICER)
    others = [officer for officer in officers if visit.staff is None or officer.id != visit.staff.id]
    accounts = [await stored_accounts.account_of(visit.tx, officer.id) for officer in others]
    return [officer for officer, account in zip(others, accounts, strict=True) if account and account.reachable]


async def tell_officers(visit: Visit, key: str, message: Message) -> int:
    """Tell every officer, but not of what that officer does: in the next sending window, once per `key`. How many."""
    unasked = [
        Unasked(key=f"{key}:staff:{officer.id}", kind="officer", staff_id=officer.id, message=message)
        for officer in await reachable_officers(visit)
    ]
    await outbox.queue(visit.tx, unasked, visit.now)
    return len(unasked)


async def _begin_answer(visit: Visit, number: int | None, version: int) -> Message:
    visit.require(Right.OFFICE)
    question = await questions.get(visit.tx, number)
    if question is None:
        raise Refused("no_question")
    if question.version or version:
        return await _answered(visit, question)
    return await _ask_answer(visit, await dialogue.begin(visit, "questions", "answer", question=question.id))


async def _asked(visit: Visit, draft: Draft) -> Question:
    question = await questions.get(visit.tx, draft.data["question"])
    if question is None:
        raise Refused("no_question")
    return question


async def _ask_answer(visit: Visit, draft: Draft) -> Message:
    question = await _asked(visit, draft)
    asker = await people.get(visit.tx, question.staff_id)
    return Message(text=render("questions/ask_answer", person=visit.person, asker=asker, question=question))


async def _take_answer(visit: Visit, draft: Draft, words: str) -> Message:
    body = await settled(visit, draft, words)
    if isinstance(body, Message):
        return body
    question = await _asked(visit, draft)
    first = await questions.answer(visit.tx, question.id, body, visit.person.id, visit.now)
    await dialogue.end(visit, draft)
    if not first:
        return await _answered(visit, question)
    await visit.record("question.answered", question.id)
    delivered = await _deliver(visit, question, body)
    asker = await people.get(visit.tx, question.staff_id)
    return Message(text=render("questions/delivered" if delivered else "questions/undelivered", asker=asker))


async def _deliver(visit: Visit, question: Question, body: str) -> bool:
    """Where it was asked, if that can be reached; no sending window holds it. False if the asker cannot be reached."""
    account = await stored_accounts.nearest(visit.tx, question.staff_id, question.chat)
    if account is None:
        return False
    asked = "" if question.names_erased else question.body
    text = render("questions/answer", officer=visit.person, asked=asked, body=body)
    key = f"question:{question.id}:answer"
    await outbox.answer(visit.tx, key, account.chat, Message(text=text, keeps=True), visit.now)
    return True


async def _answered(visit: Visit, question: Question) -> Message:
    """What the officer who was first has answered."""
    found = await _question_now(visit, question)
    if not found.answer:
        return Message(text=render("questions/forgotten", question=found))
    officer = await people.get(visit.tx, found.answered_by or 0)
    return Message(text=render("questions/answered", officer=officer, question=found))


async def _question_now(visit: Visit, question: Question) -> Question:
    return await questions.get(visit.tx, question.id) or question


STEPS = {
    "question": Step(_ask_question, _take_question),
    dialogues.NOTED: Step(_ask_noted, _take_noted),
    "answer": dialogue.guarded(Step(_ask_answer, _take_answer), dialogue.needs(Right.OFFICE)),
}
