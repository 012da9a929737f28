"""What somebody says to an opportunity: interested, not for me, not now; and no more on this topic."""

from __future__ import annotations

from datetime import date, datetime

from bot.actions import deciding, topics
from bot.actions.offering import about
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.rules.offers import closes_at, takes_answers
from storage import directory, muting, opportunities, recipients, responses
from storage.database import Transaction
from storage.opportunities import Opportunity
from storage.responses import Response


def say(scene: Scene, *, said: str) -> dict[str, str]:
    """Note their answer, if it can still count; the `state` of things, the `title`, and by when they hear.

    The state is '' when it was noted, 'same' when they said so before, else why not: 'closed', 'called_off', 'gone', or
    'stands' where they said so before it closed.
    """
    one = about(scene)
    if one is None:
        return {"state": "gone", "title": "", "decided_by": ""}
    told = {"title": one.title, "decided_by": _decided_by(scene, one)}
    if said != responses.INTERESTED and scene.playing is not None:
        scene.playing.leave(responses.INTERESTED, one.id)  # what it still wanted to know has no point any more
    before = responses.of(scene.tx, one.id, scene.person.id)
    if before is not None and before.said == responses.INTERESTED != said and one.state != "cancelled":
        _step_back(scene, one, before, said)
        return {"state": "", **told}
    same = before is not None and before.said == said
    if not takes_answers(one.state, one.closes_on, one.timezone, scene.now):
        closed = "stands" if same else "closed"
        return {"state": "called_off" if one.state == "cancelled" else closed, **told}
    if same:
        return {"state": "same", **told}
    responses.say(scene.tx, scene.now, one.id, scene.person.id, said)
    return {"state": "", **told}


def _step_back(scene: Scene, one: Opportunity, before: Response, said: str) -> None:
    """They are interested no more, which may be said at any time; a place that they were offered is free."""
    if before.decision == responses.CHOSEN and before.accepted != "no":
        responses.accept(scene.tx, scene.now, before.id, "no")
        deciding.free(scene, one)
    responses.say(scene.tx, scene.now, one.id, scene.person.id, said)


def until_it_closes(tx: Transaction, opportunity_id: str) -> datetime | None:
    """Until when something can be added to an answer."""
    one = opportunities.by_id(tx, opportunity_id)
    return closes_at(one.state, one.closes_on, one.timezone) if one is not None else None


def add_words(scene: Scene, *, statement: str | None, needs: str | None) -> None:
    """What they wrote with their interest, and what they need for this event; what was skipped stays as it was."""
    one = about(scene)
    if one is not None:
        responses.add_words(scene.tx, one.id, scene.person.id, statement=statement, needs=needs)


def known_needs(scene: Scene) -> str:
    """What they told us makes taking part easier, in words; '' when they told us nothing."""
    needs = directory.needs_of(scene.tx, scene.person.id)
    return ", ".join(scene.voice.labels("onboarding_partner", "access_needs", needs).values())


def because(scene: Scene) -> str:
    """Why it came to them, in words; '' when it did not come to them."""
    one = about(scene)
    codes = recipients.because(scene.tx, one.id, scene.person.id) if one else ()
    names = dict.fromkeys(code.partition(":")[0] for code in codes)
    return ", ".join(scene.voice.labels("why_me", "because", names).values())


def mute(scene: Scene) -> str:
    """No more on the topic of this one; the topic in words, or '' when it has none."""
    one = about(scene)
    if one is None or not one.topic:
        return ""
    muting.mute(scene.tx, scene.now, scene.person.id, one.topic)
    return topic_in_words(scene, one.topic)


def unmute(scene: Scene) -> str:
    """They want to hear of this topic again; it in words, or ''."""
    one = about(scene)
    if one is None or not one.topic:
        return ""
    muting.unmute(scene.tx, scene.person.id, one.topic)
    return topic_in_words(scene, one.topic)


def topic_in_words(scene: Scene, topic: str) -> str:
    return topics.label(scene.tx, scene.voice, topic)


def _decided_by(scene: Scene, one: Opportunity) -> str:
    return day_in_words(date.fromisoformat(one.decides_on), scene.voice.words) if one.decides_on else ""
