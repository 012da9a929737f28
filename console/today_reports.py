"""What stands on the first page because of quotations: where a sentence may be shown no more, or not as it was."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat.days import day_in_words
from console.desk import Reading
from console.labels import sentence
from console.report_parts import QUOTED_IN
from console.todo import Section, Todo, section, section_of
from storage import quotation_uses, quoted_elsewhere, reports
from storage.quoted_elsewhere import ToMend
from storage.values import moment


def gaps(look: Reading) -> Section | None:
    """Reports in which a quotation was taken back: nothing of one is handed on until somebody has closed its gaps."""
    rows = []
    for report_id, many in quotation_uses.gaps(look.tx).items():
        report = reports.by_id(look.tx, report_id)
        if report is not None:
            quoted = any(one.section == QUOTED_IN for one in reports.sections(look.tx, report_id))
            what = "A quotation in it was" if many == 1 else f"{many} quotations in it were"
            path = f"/reports/{report_id}" + f"/parts/{QUOTED_IN}" * quoted
            rows.append(
                Todo(f"{sentence(report.title)} {what} taken back, or may be shown no more.", path, "Close the gap")
            )
    return section("Gaps in learning reports", rows, "") if rows else None


def elsewhere(look: Reading) -> Section | None:
    """Posters and the like on which a sentence may not stand as it did, until somebody says that they were mended."""
    found = quoted_elsewhere.to_mend(look.tx)
    return (
        section_of("Quotations to take down or to change", found, lambda one: _elsewhere(look, one), "")
        if found
        else None
    )


def _elsewhere(look: Reading, one: ToMend) -> Todo:
    agreed_on = moment(one.agreed_at).astimezone(ZoneInfo(look.me.person.timezone)).date()
    agreed = f"A quotation for “{one.place}”, agreed to on {day_in_words(agreed_on, look.voice.words)},"
    if one.quotation is None:
        return Todo(f"{agreed} was taken back, or may be shown no more.", "/quotations", "Take it down")
    return Todo(f"{agreed} may stand there otherwise only: without the name, or reworded.", "/quotations", "Look")
