"""What stands on the first page because of learning reports: where a sentence may be shown no more."""

from __future__ import annotations

from console.desk import Reading
from console.labels import sentence
from console.report_parts import QUOTED_IN
from console.todo import Section, Todo, section
from storage import quotation_uses, reports


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
