"""Permissions by purpose: noted with the wording as it was asked, taken back as easily as they were given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.actions import agreeing, planning, quoting
from bot.actions.joining import KEPT_FOR_CONTACT
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from storage import (
    answers,
    askings,
    consents,
    conversations,
    erasures,
    health,
    notices,
    quiet,
    quotations,
    quoted_elsewhere,
    terms,
    voice_notes,
)
from storage.answers import Given
from storage.consents import OnPaper
from storage.conversations import Conversation
from storage.database import Transaction
from storage.values import moment

PARTNERS = ("quote_anonymous", "share_learning", "share_with_leader", "keep_voice", "opportunities")
LEADERS = ("keep_voice",)
TAKE_PART = ("take_part_health", "take_part")
ASKED_AT_THE_START = {
    "consent_quotes": "quote_anonymous",
    "consent_share_learning": "share_learning",
    "consent_opportunities": "opportunities",
    "consent_keep_voice": "keep_voice",
}
# Which question asks for which yes. A new version of its wording, in the language file, asks everybody again.
ASKED_BY = {
    "take_part_health": "consent_take_part",
    "take_part": "consent_leader",
    "quote_anonymous": "consent_quotes",
    "share_learning": "consent_share_learning",
    "share_with_leader": "consent_share_with_leader",
    "keep_voice": "consent_keep_voice",
    "opportunities": "consent_opportunities",
    # asked when they are first needed: once a sentence of somebody's is wanted
    "quote_named": "consent_quote_named",
    "after_programme": "consent_after_programme",
}


def may_be_asked(roles: Collection[str]) -> list[str]:
    """What somebody with these roles can give their permission for."""
    partner = ("take_part_health", *PARTNERS) if "partner" in roles else ()
    leader = ("take_part", *LEADERS) if "leader" in roles else ()
    return list(dict.fromkeys((*partner, *leader)))


def require(tx: Transaction, now: datetime, texts: Texts) -> None:
    """A yes stands in the version of its wording that is asked now, and in no older one."""
    voice = texts.voice("")
    consents.require(tx, now, {purpose: voice.version("shared", key) for purpose, key in ASKED_BY.items()})


def note(scene: Scene, *, question: str, purpose: str, agreed: bool | None) -> str:
    """Note a decision about `purpose`, given as the answer to `question`; what stands now ('' when never decided)."""
    stands = consents.decisions(scene.tx, scene.person.id).get(purpose, "")
    decision = decision_of(agreed, stands)
    talk, behalf = scene.conversation, scene.behalf
    assert talk is not None
    asked = askings.last(scene.tx, talk.id, question)
    if decision != stands and asked is not None:
        consents.note(
            scene.tx,
            scene.now,
            scene.person.id,
            purpose=purpose,
            decision=decision,
            wording_key=question,
            wording=asked.wording,
            language=asked.language,
            how="paper" if behalf else "chat",
            version=scene.voice.version("shared", ASKED_BY[purpose]),
            on_paper=OnPaper(behalf.by, behalf.paper) if behalf else None,
        )
    follow(scene.tx, scene.now, scene.person.id, purpose, decision)
    return decision


def follow(tx: Transaction, now: datetime, person_id: str, purpose: str, decision: str) -> None:
    """What a decision brings with it at once: what was kept under a yes that was taken back goes."""
    if purpose == "keep_voice" and decision in ("withdrawn", "refused"):
        voice_notes.forget_of(tx, person_id)
    if purpose == quotations.NAMED and decision in ("withdrawn", "refused"):
        quoting.stand_without_name(tx, now, person_id)
    if decision == "given":  # what waited for this yes alone may stand again where they agreed to it
        quoted_elsewhere.stand(tx, person_id)
    if purpose == health.PURPOSE and decision == "given":
        erasures.call_off(tx, now, person_id, erasures.HEALTH)
        agreeing.say_goals_again(tx, person_id)
    if purpose == health.PURPOSE and decision == "withdrawn":
        agreeing.take_goals_back(tx, person_id)
    if purpose in TAKE_PART and decision == "given":  # who had said no first is not to be deleted any more
        notices.withdraw(tx, KEPT_FOR_CONTACT, person_id)
        if quiet.end_with_a_yes(tx, person_id, purpose):
            planning.plan_anew(tx, now, person_id)
        else:
            planning.bring_forward(tx, now, person_id)
    if purpose == health.PURPOSE and decision == "withdrawn" and erasures.planned(tx, person_id) is None:
        erasures.plan(tx, now, person_id, erasures.HEALTH, now + terms.to_change_ones_mind(tx))


def say_as_it_stands(scene: Scene, talk: Conversation) -> None:
    """Where they decided otherwise since this talk, by /consent, its answers say so too."""
    decided, said = consents.decisions(scene.tx, scene.person.id), answers.standing(scene.tx, talk.id)
    for question, purpose in ASKED_AT_THE_START.items():
        agreed = decided.get(purpose) == "given"
        asked = askings.last(scene.tx, talk.id, question)
        if asked is None or purpose not in decided or question not in said or said[question] is agreed:
            continue
        words = scene.voice.label("yes" if agreed else "no")
        given = Given(question, agreed, words, asked.wording, asked.language, asked.asked_at, "staff", None, None, None)
        answers.take_back(scene.tx, scene.now, talk.id, question)
        answers.give(scene.tx, scene.now, scene.person.id, talk.id, given)


def decision_of(agreed: bool | None, stands: str) -> str:
    """What a yes or a no comes to, as it stands now; None leaves it so."""
    if agreed is None:
        return stands
    if agreed:
        return "given"
    return "withdrawn" if stands in ("given", "withdrawn", "outdated") else "refused"


def why_not_kept(scene: Scene) -> str:
    """Why nothing that they say is kept: they `said_no`, or their yes was to an older wording, and is `outdated`; ''
    while it may be kept, and before they were asked."""
    if health.may_keep(scene.tx, scene.person.id):
        return ""
    decided = consents.decisions(scene.tx, scene.person.id)
    if any(decided.get(purpose) in ("withdrawn", "refused") for purpose in TAKE_PART):
        return "said_no"
    return "outdated" if consents.is_outdated(scene.tx, scene.person.id) else ""


def standing(scene: Scene, *, purposes: list[str]) -> dict[str, str]:
    """What stands now for the purposes that this person can decide about; nothing before they were asked."""
    decided = consents.decisions(scene.tx, scene.person.id)
    more = (*(PARTNERS if "take_part_health" in decided else ()), *(LEADERS if "take_part" in decided else ()))
    return {one: decided.get(one, "undecided") for one in purposes if one in decided or one in more}


def in_lines(scene: Scene, *, purposes: list[str]) -> str:
    """The same in words, a line for each purpose."""
    stands = standing(scene, purposes=purposes)
    names = scene.voice.labels("consent", "which", stands)
    return "\n".join(f"{names[one]}: {scene.voice.label(now)}" for one, now in stands.items())


def renew(scene: Scene) -> bool:
    """Every yes that stands is given once more; False when one was given to a wording that has changed since, which has
    to be asked by itself."""
    consents.renew(scene.tx, scene.now, scene.person.id, how="review")
    return "outdated" not in consents.decisions(scene.tx, scene.person.id).values()


def ask_no_more(scene: Scene, *, health: bool) -> str:
    """Nothing that was being asked waits any longer, and we write first no more; of sessions still, where it is only
    about `health`. What they told goes then, once they had time to change their mind: when, in words, or ''."""
    if not health:
        quiet.after_a_no(scene.tx, scene.person.id)
    for talk in conversations.open_of(scene.tx, scene.person.id):
        if scene.conversation is None or talk.id != scene.conversation.id:
            conversations.abandon(scene.tx, scene.now, scene.person.id, talk.kind, talk.about)
    planned = erasures.planned(scene.tx, scene.person.id)
    return when(scene, moment(planned.due_at)) if health and planned is not None else ""
