"""Everything the assistant does: its commands, its questions, what it does by the clock and what it says unasked."""

from collections.abc import Mapping
from functools import partial

from domain.permissions import Right
from handlers import (
    absences,
    accounts,
    achievements,
    acknowledgements,
    agreeing,
    announcements,
    approvals,
    audit_log,
    broadcasts,
    campaigns,
    cards,
    collectives,
    delegating,
    dialogue,
    digests,
    documents,
    downloads,
    erasing,
    figures,
    finding,
    groups,
    guide,
    handing_over,
    housekeeping,
    inviting,
    join_requests,
    joining,
    launching_offers,
    lifecycle,
    my_data,
    my_data_decisions,
    my_data_requests,
    nights,
    notices,
    pictures,
    progress,
    publishing,
    questions,
    records,
    registration_cases,
    registration_drafts,
    registration_targets,
    registrations,
    reminders,
    reports,
    results,
    roles,
    roster,
    routines,
    strangers,
    system,
    tasks,
    unit_drafts,
    units,
    units_changing,
    units_joining,
)
from handlers.dialogue import Dialogues
from handlers.routines import Routine
from handlers.tables import Command, Speaking, Tick, Where, Wording
from storage import announcements as planned_announcements
from storage import data_requests
from storage import reminders as planned_reminders

COMMANDS: tuple[Command, ...] = (  # in the order of the menus
    Command("ykien", agreeing.ykien, Right.AGREE),
    Command("thidua", campaigns.show, Right.OWN, linked=True),
    Command("dangky", registrations.register, Right.OWN, linked=True),
    Command("ghi", achievements.log, Right.OWN),
    Command("ketqua", results.results, Right.OWN, linked=True),
    Command("viec", tasks.viec, Right.OWN, linked=True),
    Command("baocao", reports.baocao, Right.PROGRESS, linked=True),
    Command("tailieu", documents.tailieu, Right.OWN, linked=True),
    Command("tiendo", progress.progress, Right.PROGRESS, linked=True),
    Command("phatdong", publishing.publishing, Right.OFFICE),
    Command("thongbao", notices.thongbao, Right.OFFICE),
    Command("nhom", groups.nhom, Right.OFFICE),
    Command("bieumau", roster.bieumau, Right.ROSTER, linked=True),
    Command("donvi", units.donvi, Right.OWN),
    Command("timnguoi", finding.timnguoi, Right.FIND),
    Command("hoso", records.hoso, Right.ROSTER, menu=False),
    Command("themnguoi", inviting.themnguoi, Right.LET_IN),
    Command("phanquyen", roles.phanquyen, Right.GRANT),
    Command("uyquyen", delegating.uyquyen, Right.DELEGATE),
    Command("bangiao", handing_over.bangiao, Right.HAND_OVER),
    Command("nhatky", audit_log.nhatky, Right.AUDIT),
    Command("hethong", system.hethong, Right.SYSTEM),
    Command("baonghi", absences.baonghi, Right.OWN),
    Command("hoi", questions.hoi, Right.OWN),
    Command("dulieu", my_data.dulieu, Right.OWN),
    Command("caidat", accounts.caidat, Right.OWN),
    Command("menu", guide.menu, Right.OWN, linked=True),
    Command("huongdan", guide.help_text, Right.OWN, Where.BOTH, linked=True),
    Command("thoat", dialogue.leave, Right.OWN),
    Command("tieptuc", lambda visit: dialogue.take_up(visit, DIALOGUES), Right.OWN, menu=False),
    Command("boanh", pictures.drop, Right.OWN, menu=False),
    Command("danhan", acknowledgements.take, Right.OWN, menu=False, beside=True),
    Command("start", joining.start, Right.OWN, Where.BOTH, menu=False),
    Command("xinvao", joining.in_already, Right.OWN, menu=False),
)

DIALOGUES: Dialogues = {
    absences.KIND: absences.STEPS,
    **strangers.DIALOGUES,
    inviting.KIND: inviting.STEPS,
    "questions": questions.STEPS,
    **publishing.DIALOGUES,
    **achievements.DIALOGUES,
    agreeing.KIND: agreeing.STEPS,
    my_data_decisions.KIND: my_data_requests.STEPS,
    registration_drafts.KIND: registration_targets.STEPS,
    reports.KIND: reports.STEPS,
    records.KIND: records.STEPS,
    unit_drafts.KIND: {**units_changing.STEPS, **units_joining.STEPS},
    handing_over.KIND: handing_over.STEPS,
    delegating.KIND: delegating.STEPS,
    finding.KIND: finding.STEPS,
    roster.KIND: roster.STEPS,
    **notices.DIALOGUES,
}

ROUTINES: Mapping[str, Routine] = {
    **digests.ROUTINES,
    "yearly_templates": launching_offers.ROUTINE,
    figures.KIND: figures.ROUTINE,
}

TICKS: tuple[Tick, ...] = (
    erasing.erase_next,
    pictures.answer_next,
    housekeeping.forget_old,
    nights.turn,
    join_requests.expire_next,
    partial(routines.run_next, ROUTINES),
    cards.turn_next,
    delegating.turn_next,
    downloads.forget_expired,
    lifecycle.step_next,
)

# Ticks of what the assistant says first: only while it may speak, since whom it concerns is asked at that moment.
SPEAKING_TICKS: tuple[Speaking, ...] = (
    Speaking(announcements.announce_next, planned_announcements.fail_next),
    Speaking(reminders.remind_next, planned_reminders.fail_next),
    Speaking(my_data_requests.remind_next, data_requests.fail_next),
)

UNASKED: Mapping[str, Wording] = {  # by kind of outbox row: its words, or None if no longer wanted
    **announcements.WORDINGS,
    **approvals.WORDINGS,
    **digests.WORDINGS,
    figures.KIND: figures.word,
    **my_data_requests.WORDINGS,
    join_requests.KIND: join_requests.word,
    registration_cases.ON_BEHALF: collectives.told,
    **reminders.WORDINGS,
    **notices.WORDINGS,
    **broadcasts.WORDINGS,
    **lifecycle.WORDINGS,
}
