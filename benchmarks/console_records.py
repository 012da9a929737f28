"""What the pages are about besides people and what they said: an opportunity many answered, a report, an export.

They are made at each run, so that a kept database need not be filled anew when there is a page for something else.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from benchmarks.plausible import sentence
from bot.actions import merging
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import STORIES
from bot.rules.audience import Audience
from bot.wording import publishing
from bot.wording.publishing import Work
from config.languages import language_files
from console.report_parts import KINDS
from storage import (
    answers,
    audit,
    broadcasts,
    concerns,
    conversations,
    exports,
    opportunities,
    organisations,
    people,
    reports,
    responses,
    text_versions,
    threads,
    voice_notes,
)
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant

INTERESTED, ASKED, SPOKE, UNFINISHED = 300, 40, 20, 400  # people
A_MINUTE = 60 * 4_000  # bytes of sound, as Telegram keeps it
TEXTS = ("reflect.why", "after_session.heard.says", "onboarding_partner.adult.says")
LAST_HELD = """
    SELECT sessions.id FROM sessions JOIN pairings ON pairings.id = pairing_id
    WHERE partner_id = :id AND starts_at < :now ORDER BY starts_at DESC LIMIT 1
"""
OF_A_HARD_DAY = "help_now.and_a_person"  # a text to which a safeguarding lead has to agree
A_QUARTER = timedelta(weeks=13)  # that the report is about
WORDS = {
    "title": "A panel on waiting times",
    "what": "The hospital rewrites its letters to people who wait. It needs those who have waited.",
    "suits": "Everybody who has waited for care.",
    "doing": "Read six pages, and talk for an hour with four others.",
    "hours": "About two hours",
    "happens": "Thursday, 14:00",
    "place": "Online. The link comes in time.",
    "pay": "£25 an hour, also for reading.",
    "expenses": "There are no costs",
    "access": "Captions, and a break each half hour.",
    "ask_whom": "Cora",
    "places": 4,
}


def make(tx: Transaction, now: datetime, chance: random.Random) -> Mapping[str, Sequence[str]]:
    """What stands in the braces of a path then, by page and name."""
    staff = tx.all("SELECT person_id FROM roles WHERE role = 'coordinator'")[0]["person_id"]
    partners = [row["person_id"] for row in tx.all("SELECT person_id FROM roles WHERE role = 'partner' LIMIT 1000")]
    chosen = chance.sample(partners, INTERESTED)
    _unfinished(tx, now, chance.sample(partners, UNFINISHED))
    offered, draft = _opportunity(tx, now, staff), _opportunity(tx, now, staff)
    opportunities.opened(tx, now, offered)
    said = [_interest(tx, now, chance, offered, one) for one in chosen]
    asked = [_question(tx, now, chance, offered, one, staff) for one in chosen[:ASKED]]
    to_many = broadcasts.draft(tx, now, made_by=staff, words="We are away on Friday.")
    audience = Audience(people=tuple(chosen)).stored()
    spoken = [_spoken(tx, now, chance, one) for one in chosen[:SPOKE]]
    broadcasts.choose(tx, to_many, audience=audience, words="We are away on Friday.", topic="")
    of_report = ("report", "report_part", "report_made", "report_files")
    return {
        "opportunity_form.opportunity_id": (draft,),
        "opportunity.opportunity_id": (offered,),
        "reach.opportunity_id": (offered,),
        "interested.opportunity_id": (offered,),
        "interested.response_id": said[:20],
        "open_questions.thread_id": asked[:20],
        **{f"{page}.broadcast_id": (to_many,) for page in ("announcements", "audiences", "sending")},
        **{f"{page}.report_id": (_report(tx, now, staff),) for page in of_report},
        "report_part.section": tuple(KINDS),
        "exports.export_id": (_export(tx, now, staff),),
        "answer.sound.answer_id": [answer for answer, _ in spoken],
        "answer.sound.note_id": [note for _, note in spoken],
        "approvals.version": (_waits_for_a_yes(tx, now, staff),),
        "merging.other_id": tuple(chance.sample(partners, 20)),
        **_two_accounts(tx, now, staff, partners),
        "answer.answer_id": _for_the_team(tx, chance),
        "organisation_id": (organisations.named(tx, now, "Northfield"),),
        "text_looks.address": TEXTS,
        "text_looks.language": (_drafted(tx, now, staff),),
        "rota.person_id": (staff,),
        "team.person_id": (staff,),
        "team.role": ("coordinator",),
        "nation": ("wales",),
        "address": TEXTS,
        "language": ("cy",),
    }


def _opportunity(tx: Transaction, now: datetime, by: str) -> str:
    made = opportunities.draft(tx, now, made_by=by, timezone="Europe/London")
    closes, decides = ((now + timedelta(days=days)).date().isoformat() for days in (14, 21))
    opportunities.fill_in(tx, made, {**WORDS, "closes_on": closes, "decides_on": decides})
    return made


def _interest(tx: Transaction, now: datetime, chance: random.Random, opportunity_id: str, person_id: str) -> str:
    responses.say(tx, now, opportunity_id, person_id, responses.INTERESTED)
    responses.add_words(tx, opportunity_id, person_id, statement=sentence(chance, 30), needs="")
    said = responses.of(tx, opportunity_id, person_id)
    assert said is not None
    return said.id


def _question(
    tx: Transaction, now: datetime, chance: random.Random, opportunity_id: str, person_id: str, to: str
) -> str:
    made = threads.open_about(tx, now, person_id=person_id, coordinator_id=to, opportunity_id=opportunity_id)
    threads.add(tx, now, made.id, said_by=person_id, source="a/words_1", words=sentence(chance, 30), voice_id=None)
    return made.id


def _spoken(tx: Transaction, now: datetime, chance: random.Random, person_id: str) -> tuple[str, str]:
    """Somebody says something aloud; the ids of their answer and of its sound."""
    asked = {"file_id": "", "seconds": 60, "size": A_MINUTE, "media_type": "audio/ogg"}
    note = voice_notes.receive(tx, now, person_id, **asked)  # type: ignore[arg-type]
    voice_notes.keep(tx, now, note, chance.randbytes(A_MINUTE))
    talk = conversations.begin(tx, now, person_id, "say_more").id
    label = "a voice note, 1:00"
    said = {"voice": note, "label": label}
    given = Given("stayed", said, label, "What stayed with you?", "en", instant(now), "staff", None, None, None)
    return answers.give(tx, now, person_id, talk, given), note


def _unfinished(tx: Transaction, now: datetime, whom: Sequence[str]) -> None:
    """They were asked about their last session, and have not answered yet."""
    texts = Texts(language_files())
    for person_id in whom:
        person, held = people.by_id(tx, person_id), tx.one(LAST_HELD, id=person_id, now=instant(now))
        assert person is not None and held is not None
        Play(Scene(tx, now, person, texts.voice("en"), texts), STORIES).begin("after_session", about=held["id"])
    tx.run("UPDATE outbox SET state = 'sent', done_at = made_at WHERE state = 'queued'")  # nobody is there to get them


def _for_the_team(tx: Transaction, chance: random.Random) -> tuple[str, ...]:
    rows = tx.all("SELECT id FROM answers WHERE visible_to = 'staff' AND replaced_at IS NULL LIMIT 1000")
    return tuple(row["id"] for row in chance.sample(rows, 10))


def _two_accounts(tx: Transaction, now: datetime, by: str, partners: Sequence[str]) -> dict[str, Sequence[str]]:
    """Two who seem to be one person, of whom the first waits for somebody of the team."""
    one, other = partners[:2]
    concerns.raise_(tx, now, one, None, "contact_me")
    audit.note(tx, now, actor=by, action=merging.ASKED, about=one, detail=other)
    return {"merging.ask_lead.person_id": (one,), "merging.ask_lead.other_id": (other,)}


def _drafted(tx: Transaction, now: datetime, by: str) -> str:
    """Texts that would be said otherwise; in which language."""
    for address in TEXTS:
        publishing.draft(Work(tx, now, by, address, "en"), "What is it that you would like to say about this?")
    return "en"


def _waits_for_a_yes(tx: Transaction, now: datetime, by: str) -> str:
    """Somebody would have a text said otherwise that may be read on a hard day."""
    work = Work(tx, now, by, OF_A_HARD_DAY, "en")
    publishing.draft(work, "If you would like a person, tap Talk to a person.")
    publishing.publish(work, Texts(language_files()), text_versions.opened(tx)[0].id)
    return text_versions.opened(tx)[0].id


def _report(tx: Transaction, now: datetime, by: str) -> str:
    from_on, until_on = (now - A_QUARTER).date(), now.date()
    made = reports.begin(tx, now, title="The last quarter", from_on=from_on, until_on=until_on, made_by=by)
    reports.arrange(tx, now, made, tuple(KINDS))
    return made


def _export(tx: Transaction, now: datetime, by: str) -> str:
    return exports.ask(tx, now, by, kind="people", format="csv", about="", purpose="Measuring", all_rows=2000)
