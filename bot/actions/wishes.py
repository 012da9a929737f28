"""Who would like to take part in something: in the declared order of the list, with what is said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.actions import naming
from bot.chat.scene import Scene
from bot.rules.offers import ANSWER_WITHIN
from bot.rules.rota import Interested, Placed, in_order
from storage import answers, consents, conversations, responses
from storage.opportunities import Opportunity
from storage.responses import Response
from storage.values import moment

STORY, DECLINING = "interested_people", "decline_place"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who is interested, in words: who, why they stand in this place of the list, how it stands with them, and
    why they said no to the place, if they said so."""

    response: Response
    name: str
    because: str
    decided: str
    declined_why: str

    @property
    def words(self) -> tuple[str, ...]:
        """What they wrote themselves."""
        return tuple(one for one in (self.response.statement, self.response.needs, self.declined_why) if one)


def interested_in_order(scene: Scene, one: Opportunity) -> list[tuple[Placed, Response]]:
    """Those who are interested, in the order of the rota."""
    said = {each.id: each for each in responses.to(scene.tx, one.id) if each.said == responses.INTERESTED}
    known = []
    for each in said.values():
        chosen, took = responses.times_chosen(scene.tx, each.person_id)
        known.append(Interested(each.id, took, chosen - (each.decision == responses.CHOSEN), each.said_at))
    return [(placed, said[placed.id]) for placed in in_order(known)]


def wishes_of(scene: Scene, one: Opportunity) -> list[Wish]:
    """Those who are interested, in the order of the rota, with what is said of each."""
    return [wish_of(scene, placed, each) for placed, each in interested_in_order(scene, one)]


def wish_of(scene: Scene, placed: Placed, each: Response) -> Wish:
    """What is said of one of them, in words."""
    voice = scene.voice
    decided, why = each.decision or "undecided", ""
    if each.decision == responses.CHOSEN and each.accepted is not None:
        decided = "accepted_yes" if each.accepted == "yes" else "accepted_no"
        why = _why_declined(scene, each) if each.accepted == "no" else ""
    if has_run_out(scene, each):
        decided = "ran_out"
    because = voice.labels(STORY, "because", (placed.because,))[placed.because]
    return Wish(
        each,
        naming.called(scene, each.person_id),
        because.replace("{times}", str(placed.times)),
        voice.labels(STORY, "list", (decided,))[decided],
        why,
    )


def has_run_out(scene: Scene, each: Response) -> bool:
    """Whether they were offered a place and have not answered in the time that they were given. It is still theirs
    until somebody decides otherwise."""
    waits = each.decision == responses.CHOSEN and each.accepted is None and each.told_at is not None
    return waits and moment(each.told_at or "") + ANSWER_WITHIN < scene.now


def _why_declined(scene: Scene, each: Response) -> str:
    """What they said the last time that they said no to the place; '' when they kept it to themselves, and once they
    took back that we keep what they say."""
    if consents.took_back_health(scene.tx, each.person_id):
        return ""
    talk = conversations.last_of_kind(scene.tx, each.person_id, DECLINING, each.id)
    return str((talk and answers.standing(scene.tx, talk.id).get("why")) or "")


def taken(said: Iterable[Response]) -> int:
    """How many places are somebody's, or offered to them."""
    return sum(takes_place(each) for each in said)


def takes_place(each: Response) -> bool:
    """Whether they have a place, or are offered one."""
    return each.decision == responses.CHOSEN and each.accepted != "no"


def line_of(scene: Scene, number: int, wish: Wish) -> str:
    """What a coordinator reads of one of them."""
    voice, each = scene.voice, wish.response
    told = {"number": number, "name": wish.name, "because": wish.because, "decided": wish.decided}
    parts = [voice.says(STORY, "line", told)]
    parts += [voice.says(STORY, "line_statement", {"words": each.statement})] if each.statement else []
    parts += [voice.says(STORY, "line_needs", {"words": each.needs})] if each.needs else []
    parts += [voice.says(STORY, "line_declined", {"words": wish.declined_why})] if wish.declined_why else []
    return "\n".join(parts)
