"""What the pages are about besides people and what they said: an opportunity many answered, a report, an export.

They are made at each run, so that a kept database need not be filled anew when there is a page for something else.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from benchmarks.plausible import sentence
from bot.chat.texts import Texts
from bot.rules.audience import Audience
from bot.wording import publishing
from bot.wording.publishing import Work
from config.languages import language_files
from console.report_parts import KINDS
from storage import (
    answers,
    broadcasts,
    conversations,
    exports,
    opportunities,
    reports,
    responses,
    text_versions,
    threads,
    voice_notes,
)
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant

INTERESTED, ASKED, SPOKE = 300, 40, 20  # people
A_MINUTE = 60 * 4_000  # bytes of sound, as Telegram keeps it
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
        "rota.person_id": (staff,),
        "team.person_id": (staff,),
        "team.role": ("coordinator",),
        "nation": ("wales",),
        "address": ("reflect.why", "after_session.heard", "onboarding_partner.adult"),
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
