"""The log: in the words of the pages, found by who did it, on which day, and what it is about."""

from __future__ import annotations

import re
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from bot.actions import looking, pairing, scheduling, topics
from console.audit_words import ABOUT, did
from storage import audit, broadcasts, erasures, people, sessions, tags
from storage.database import Transaction
from tests.console import answered, offered
from tests.console.office import Office

ROOT = Path(__file__).parents[2]
# What a name is made up of as it is done, by how it begins.
MADE_UP = {
    "erased": (erasures.ALL, erasures.LEAVING, erasures.HEALTH),
    "prompt": ("added", "retire", "bring_back", "up", "down", "to_front", "to_its_place"),
    "quotation": ("granted", "changed", "refused"),
    "topic": ("added", "renamed", *topics.CHANGES),
    "way": ("page_link", "lock_phone", "unlock_phone", "new_account"),
}
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
        "drafted words of the botthe text “A thought can help to see what a session left behind.",
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


async def test_each_row_names_the_message_the_session_and_whose_answer_it_was(office: Office) -> None:
    """An admin has it in numbers and titles; whoever is a coordinator, too, comes to the pages from there."""
    ada, cora = await office.staff("admin"), await office.hire("coordinator", "Cora")
    ana, ben = await office.hire("partner", "Ana"), await office.hire("leader", "Ben")
    now = office.clock.now()

    def fill(tx: Transaction) -> str:
        made = pairing.propose(tx, now, partner_id=ana.id, leader_id=ben.id, from_on=now.date())
        begins = now + timedelta(days=2)
        session = sessions.plan(tx, now, pairing_id=made.id, starts_at=begins, timezone="Europe/London").id
        offer = offered.an_opportunity(tx, now, cora.id)
        message, news = (broadcasts.draft(tx, now, made_by=cora.id, opportunity_id=one) for one in (offer, None))
        broadcasts.choose(tx, news, audience={}, words="We are away on Friday.", topic="")
        answer, private = (answered.say(tx, now, ana.id, "Her own words", visible_to=to) for to in ("staff", "me"))
        tag = tags.named(tx, now, "Power", cora.id)
        for action, about, detail in (
            ("sessions_planned", session, "times=3"),
            ("session_cancelled", session, "times=1"),
            ("broadcast_confirmed", message, "14"),
            ("audience_chosen", news, ""),
            ("passage_tagged", answer, tag),
            ("answers_read", made.id, ""),
            ("answers_read", "", ""),
            ("answers_written_down", ana.id, "say_more phone"),
            ("answers_written_down", ana.id, "before_session in_person"),
            ("answers_written_down", ana.id, "reflect paper"),
            ("consent_recorded", ana.id, "for=take_part_health"),
            ("words_published", private, "reflect.prompt.options.not_today (en)"),
        ):
            audit.note(tx, now, actor=cora.id, action=action, about=about, detail=detail)
        return session

    session = await office.do(fill)
    numbers = f"P-{ana.number:03} and P-{ben.number:03}"
    page = await ada.get("/log")
    said = " ".join(page.text.split())
    for one in (
        f"planned sessions{numbers}, Wednesday 4 March 2026, 09:00times: 3",
        f"cancelled a session{numbers}, Wednesday",
        "sent a message to manyA panel on waiting times14 people",
        "chose who gets a messagean announcement, begun Monday 2 March 2026",
        f"tagged words of an answeran answer of P-{ana.number:03}",
        f"read answers{numbers}",
        "read answersanswers of many",
        f"wrote down what somebody saidP-{ana.number:03}after a session, by phone",
        "before a session, in person",
        "something to think about, on paper",
        "published words of the botthe text “Not today”in English",
    ):
        assert one in said, (one, said)
    for kept in ("say_more", "in_person", "not_today", "take_part", "Her own words", "away on Friday", "Power"):
        assert kept not in said, kept
    assert not [path for path in page.links.values() if path.startswith(("/console/sessions/", "/console/people/"))]

    both = await office.hire("admin", "Dora")
    await office.do(lambda tx: people.give_role(tx, now, both.id, "coordinator"))
    page = await (await office.sign_in(both)).get("/log")
    assert f"/console/sessions/{session}" in page.links.values()
    assert "“We are away on Friday.”" in page.text and "“Power”" in page.text


async def test_a_row_about_a_session_names_the_time_of_then_and_a_move_from_when_to_when(office: Office) -> None:
    """Also where it was moved in the chat, or told by hand between two moves."""
    ada, cora = await office.staff("admin"), await office.hire("coordinator", "Cora")
    ana, ben = await office.hire("partner", "Ana"), await office.hire("leader", "Ben")
    now = office.clock.now()

    def move(tx: Transaction) -> None:
        made = pairing.propose(tx, now, partner_id=ana.id, leader_id=ben.id, from_on=now.date())
        begins = now + timedelta(days=2)
        one = sessions.plan(tx, now, pairing_id=made.id, starts_at=begins, timezone="Europe/London").id
        audit.note(tx, now, actor=cora.id, action="sessions_planned", about=one)
        scheduling.move(tx, now, one, begins + timedelta(hours=2), by=cora.id)
        audit.note(tx, now, actor=cora.id, action="session_told_by_hand", about=one, detail=ana.id)
        scheduling.move(tx, now, one, begins + timedelta(days=1), by=ana.id)
        scheduling.move(tx, now, one, begins + timedelta(days=1), by=cora.id)  # where it is already
        audit.note(tx, now, actor=cora.id, action="session_cancelled", about=one)

    await office.do(move)
    said = " ".join((await ada.get("/log")).text.split())
    both = f"P-{ana.number:03} and P-{ben.number:03}"
    for row in (
        f"planned sessions{both}, Wednesday 4 March 2026, 09:00",
        f"moved a session{both}, Wednesday 4 March 2026, 09:00to Wednesday 4 March 2026, 11:00",
        f"told by hand that a session changed{both}, Wednesday 4 March 2026, 11:00",
        f"moved a session{both}, Wednesday 4 March 2026, 11:00to Thursday 5 March 2026, 09:00",
        f"cancelled a session{both}, Thursday 5 March 2026, 09:00",
    ):
        assert row in said, (row, said)
    assert said.count("moved a session") == 2


async def test_whoever_reads_words_without_names_does_not_learn_in_the_log_whose_they_are(office: Office) -> None:
    ada, ana, now = await office.hire("admin", "Ada"), await office.hire("partner", "Ana"), office.clock.now()

    def fill(tx: Transaction) -> None:
        people.give_role(tx, now, ada.id, "learning-partner")
        for action, about in (("passage_tagged", answered.say(tx, now, ana.id)), ("fate_noted", ana.id)):
            audit.note(tx, now, actor=ada.id, action=action, about=about)

    await office.do(fill)
    page = await (await office.sign_in(ada)).get(f"/log?who={ada.id}")
    assert "tagged words of an answer" in page.text and "noted what came of" in page.text
    assert f"P-{ana.number:03}" not in page.text


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
    either, made_up = re.compile(r'\baction = "([a-z_]+)" if .* else "([a-z_]+)"'), re.compile(r'action=f"([a-z]+)_\{')
    sources = [path.read_text() for root in ("bot", "console") for path in (ROOT / root).rglob("*.py")]
    named = {one for source in sources for one in written.findall(source)}
    named |= {each for source in sources for both in either.findall(source) for each in both}
    named |= {looking.INTEREST, looking.LISTED, scheduling.MOVED, "export_asked_for"}
    assert {each for source in sources for each in made_up.findall(source)} == MADE_UP.keys()
    named |= {f"{beginning}_{each}" for beginning, several in MADE_UP.items() for each in several}
    patterns = [each.replace("%", "*") for _, several in ABOUT.values() for each in several]
    assert len(named) > 80
    assert [one for one in sorted(named) if did(one) == one.replace("_", " ") and one not in PLAIN] == []
    assert [one for one in sorted(named) if not any(fnmatchcase(one, each) for each in patterns)] == []
