"""The data map: what staff write up and take away."""

from __future__ import annotations

from storage.data_map.kept import OWN, Kept

BY_EXPORT = "(SELECT person_id FROM exports WHERE exports.id = t.export_id)"

TAKEAWAYS = (
    # the team's own words; quotations of others are placed in them by id and fetched anew each time
    Kept(
        "reports",
        "reports",
        inner=("id", "title", "from_on", "until_on", "made_by", "made_at", "changed_at"),
        by_others=("made_by",),
        nobody=True,
    ),
    Kept("report_sections", "reports", inner=("report_id", "section", "position", "commentary"), nobody=True),
    # whoever asked for it; of those who are in it nothing stays when they are erased, for then the file goes
    Kept(
        "exports",
        "exports",
        OWN,
        inner=(
            *("id", "person_id", "kind", "format", "about", "purpose", "state", "done_rows", "all_rows", "asked_at"),
            "done_at",
        ),
        kept_back=True,
    ),
    Kept("export_parts", "exports", BY_EXPORT, inner=("export_id", "position", "content"), kept_back=True),
)
