"""What stands on the first page because of quotations: where a sentence may be shown no more, or not as it was."""

from __future__ import annotations

from bot.actions.quoted_elsewhere import agreed
from console.desk import Reading
from console.labels import sentence
from console.report_parts import QUOTED_IN
from console.todo import Section, Todo, section, section_of
from storage import quotation_uses, quoted_elsewhere, reports
from storage.quoted_elsewhere import ToMend


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
    when = agreed(look.scene, found)
    return (
        section_of("Quotations to take down or to change", found, lambda one: _elsewhere(one, when[one.id]), "")
        if found
        else None
    )


def _elsewhere(one: ToMend, when: str) -> Todo:
    what = f"A quotation for “{one.place}”, agreed to on {when},"
    if one.quotation is None:
        return Todo(f"{what} was taken back, or may be shown no more.", "/quotations", "Take it down")
    return Todo(f"{what} may stand there otherwise only: without the name, or reworded.", "/quotations", "Look")
