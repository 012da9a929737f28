"""The log: in the words of the pages, found by who did it, on which day, and what it is about."""

from __future__ import annotations

import re
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from console.audit_words import ABOUT, did
from storage import audit, people
from storage.database import Transaction
from tests.console.office import Office

ROOT = Path(__file__).parents[2]
# Whose own name says it.
PLAIN = {"signed_in", "signed_out", "signed_out_everywhere", "stayed_signed_in"}


async def test_the_log_is_told_in_the_words_of_the_pages_and_found_by_who_when_and_what(office: Office) -> None:
    ada, cora = await office.staff("admin"), await office.hire("coordinator", "Cora")

    def fill(tx: Transaction) -> None:
        now, who = office.clock.now() - timedelta(hours=1), cora.id
        for minutes in (0, 2, 4):
            at = now + timedelta(minutes=minutes)
            audit.note(tx, at, actor=who, action="person_looked_at", about=who, detail="coordinator")
        audit.note(tx, now, actor=who, action="prompt_retire", about="silence")
        audit.note(tx, now, actor=who, action="words_drafted", about=who, detail="reflect.why (cy)")
        audit.note(tx, now, actor=who, action="card_changed", about="england", detail="own")
        audit.note(tx, now, actor=who, action="invite_made", about="safeguarding-lead", detail="uses=1")
        hours = "mon,tue 09:00-17:00 > mon 10:00-12:00"
        audit.note(tx, now, actor=who, action="duty_changed", about=who, detail=hours)

    await office.do(fill)
    page = await ada.get("/log")
    for said in (
        "looked at somebody's pageP-002as coordinator, 3 times, the first at 08:00",
        "retired a thought“",
        "drafted words of the botthe text reflect.whyin Welsh",
        "changed a help numberEnglandthe line: A line of our own",
        "made an inviteSafeguarding leaduses: 1",
        "before: Monday, Tuesday, 09:00 to 17:00; now: Monday, 10:00 to 12:00",
    ):
        assert said in " ".join(page.text.split()), said
    assert "safeguarding-lead" not in page.text
    page = await ada.get(f"/log?who={cora.id}&what=help&from=02/03/2026&to=02/03/2026")
    assert "changed a help number" in page.text and "drafted" not in page.text and "an invite" not in page.text
    assert "of this kind" in (await ada.get("/log?what=help&from=03/03/2026")).text
    assert (await ada.get("/log?from=nonsense&to=01/03/2026")).errors[0].startswith("Type a day")


async def test_who_is_no_longer_on_the_team_and_who_never_was_are_found_by_what_they_did(office: Office) -> None:
    ada, dora = await office.proven("admin"), await office.hire("coordinator", "Dora")
    now, ana = office.clock.now(), await office.hire("partner", "Ana")
    await (await office.sign_in(dora)).get("/")

    def did_it(tx: Transaction) -> None:
        people.take_role(tx, dora.id, "coordinator")
        audit.note(tx, now, actor=dora.id, action="prompt_retire", about="silence")
        audit.note(tx, now, actor=ana.id, action="card_changed", about="england", detail="own")
        audit.note(tx, now, actor="retention", action="words_drafted", about=ana.id, detail="reflect.why (cy)")

    await office.do(did_it)
    page = await ada.get("/log")
    assert f'<option value="{dora.id}">Dora, no longer on the team</option>' in page.html
    for who, what in ((dora.id, "retired a thought"), (ana.id, "changed a help number"), ("retention", "drafted")):
        page = await ada.get(f"/log?who={who}")
        assert what in page.text and f'<option value="{who}" selected>' in page.html, who
        assert ("retired a thought" in page.text, "drafted" in page.text) == (who == dora.id, who == "retention")
    page = await ada.get("/log")
    assert page.links[f"P-{ana.number:03}, partner"] == f"/console/log?who={ana.id}"
    assert "selected>x" not in (await ada.get("/log?who=x")).html  # which is nobody


def test_whatever_is_done_has_words_of_its_own_and_something_that_it_is_about() -> None:
    written = re.compile(r'(?:action=|(?:change|self)\.(?:note|looked)\(\s*)"([a-z_]+)"')
    sources = [path.read_text() for root in ("bot", "console") for path in (ROOT / root).rglob("*.py")]
    named = {one for source in sources for one in written.findall(source)}
    patterns = [each.replace("%", "*") for _, several in ABOUT.values() for each in several]
    assert len(named) > 80
    assert [one for one in sorted(named) if did(one) == one.replace("_", " ") and one not in PLAIN] == []
    assert [one for one in sorted(named) if not any(fnmatchcase(one, each) for each in patterns)] == []
