"""Permissions by purpose: noted with the wording as it was asked, taken back as easily as they were given."""

from __future__ import annotations

from bot.chat.scene import Scene
from storage import answers, consents, conversations, people
from storage.answers import Given
from storage.conversations import Conversation

ASKING = ("onboarding_partner", "onboarding_leader", "welcome_back")
PARTNERS = ("quote_anonymous", "share_learning")
ASKED_AT_THE_START = {"consent_quotes": "quote_anonymous", "consent_share_learning": "share_learning"}


def note(scene: Scene, *, question: str, purpose: str, agreed: bool | None) -> str:
    """Note a decision about `purpose`, given as the answer to `question`; what stands now ('' when never decided)."""
    stands = consents.decisions(scene.tx, scene.person.id).get(purpose, "")
    decision = _decision(agreed, stands)
    talk = scene.conversation
    assert talk is not None
    asked = conversations.last_asked(scene.tx, talk.id, question)
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
            how="chat",
        )
    return decision


def say_as_it_stands(scene: Scene, talk: Conversation) -> None:
    """Where they decided otherwise since this talk, by /consent, its answers say so too."""
    decided, said = consents.decisions(scene.tx, scene.person.id), answers.standing(scene.tx, talk.id)
    for question, purpose in ASKED_AT_THE_START.items():
        agreed = decided.get(purpose) == "given"
        asked = conversations.last_asked(scene.tx, talk.id, question)
        if asked is None or purpose not in decided or question not in said or said[question] is agreed:
            continue
        words = scene.voice.label("yes" if agreed else "no")
        given = Given(question, agreed, words, asked.wording, asked.language, asked.asked_at, "staff", None, None, None)
        answers.take_back(scene.tx, scene.now, talk.id, question)
        answers.give(scene.tx, scene.now, scene.person.id, talk.id, given)


def _decision(agreed: bool | None, stands: str) -> str:
    if agreed is None:
        return stands
    if agreed:
        return "given"
    return "withdrawn" if stands in ("given", "withdrawn") else "refused"


def standing(scene: Scene, *, purposes: list[str]) -> dict[str, str]:
    """What stands now for the purposes that this person can decide about; nothing before they were asked."""
    decided = consents.decisions(scene.tx, scene.person.id)
    open_to = [*decided, *(PARTNERS if "take_part_health" in decided else ())]
    return {purpose: decided.get(purpose, "undecided") for purpose in purposes if purpose in open_to}


def in_lines(scene: Scene, *, purposes: list[str]) -> str:
    """The same in words, a line for each purpose."""
    label = scene.voice.label
    return "\n".join(f"{label(one)}: {label(now)}" for one, now in standing(scene, purposes=purposes).items())


def ask_no_more(scene: Scene) -> None:
    """Nothing that was being asked waits any longer, and nothing that we begin goes to them."""
    people.pause(scene.tx, scene.now, scene.person.id)
    for kind in ASKING:
        conversations.abandon(scene.tx, scene.now, scene.person.id, kind)
