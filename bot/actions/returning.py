"""Back to a conversation that was left: its summary, its waiting question, or its start."""

from __future__ import annotations

from bot.actions import consenting, joining
from bot.chat.scene import Playing, Scene
from bot.chat.standing_back import stands_back
from storage import answers, conversations, effects, health, people
from storage.conversations import Conversation
from storage.parts import JOINED

ONBOARDINGS = (
    *("onboarding_partner", "onboarding_leader", "onboarding_coordinator", "onboarding_staff"),
    *("onboarding_admin", "onboarding_learning_partner"),
)
FIRST = {"partner": "onboarding_partner", "leader": "onboarding_leader"}  # which a no to being kept ends


def reopen_summary(scene: Scene) -> bool:
    """Show them again what they told us, with every line to change; False when they have not come so far yet, or when
    nothing that they change there could be kept: what of it is open is over then."""
    met = [conversations.last_of_kind(scene.tx, scene.person.id, kind) for kind in ONBOARDINGS]
    known = [one for one in met if one is not None and _playing(scene).knows(one.kind)]
    done = [one for one in known if JOINED in effects.done_in(scene.tx, one.id)]
    kept = [one for one in done if health.may_keep(scene.tx, scene.person.id, one.id)]
    if not kept:
        for one in done:
            _playing(scene).leave(one.kind, one.about)
        return False
    last = max(kept, key=lambda one: one.id)
    answers.take_back(scene.tx, scene.now, last.id, "summary")
    effects.forget(scene.tx, last.id, "topics")  # there may be others by now
    consenting.say_as_it_stands(scene, last)
    scene.afterwards = lambda play: play.reopen(last, "summary")
    return True


def is_gone(scene: Scene) -> bool:
    """Whether what they told us when they joined is not here any more."""
    met = [conversations.last_of_kind(scene.tx, scene.person.id, kind) for kind in ONBOARDINGS]
    return scene.person.joined_at is not None and not any(met)


def is_asked(scene: Scene) -> bool:
    """Whether a question waits beside this conversation, which comes again after it."""
    here = scene.conversation.id if scene.conversation is not None else ""
    for one in conversations.open_of(scene.tx, scene.person.id):
        if one.id != here and one.pending and _playing(scene).knows(one.kind) and not _playing(scene).passes(one.kind):
            return True
    return False


def leaves_alone(scene: Scene) -> bool:
    """Whether a question stands back while they talk with the team; then it does not come again after this, but when
    they carry on."""
    here = scene.conversation.id if scene.conversation is not None else ""
    left = conversations.in_attention(scene.tx, scene.person.id, besides=here)
    if not stands_back(scene, _playing(scene), left):
        return False
    scene.afterwards = lambda play: None
    return True


def is_waiting(scene: Scene) -> bool:
    """End this conversation; whether a question of another one is open, which then comes again, also one that was asked
    in passing: they asked for it. Where none is, first questions that are not at their end go on."""
    if scene.conversation is not None:
        conversations.abandon(scene.tx, scene.now, scene.person.id, scene.conversation.kind)
    waiting = _playing(scene).waiting()
    if waiting is not None:
        if _playing(scene).passes(waiting.kind):
            scene.afterwards = lambda play: play.put_again(waiting)
        return True
    story = _unfinished(scene)
    if story:
        _take_up(scene, story)
    return story != ""


def is_unfinished(scene: Scene) -> bool:
    """Whether they have not come to the end of the first questions, may answer them, and none of them waits: a no in
    the midst of them ended them, and there has been a yes since."""
    return _unfinished(scene) != ""


def _unfinished(scene: Scene) -> str:
    tx, person = scene.tx, people.by_id(scene.tx, scene.person.id) or scene.person  # who may have joined in this turn
    if person.joined_at is not None or person.left_at is not None or consenting.why_not_kept(scene):
        return ""
    begun = {one.kind for one in conversations.open_of(tx, person.id)}
    roles = people.roles_of(tx, person.id)
    return next((one for role, one in FIRST.items() if role in roles and not begun & {*ONBOARDINGS}), "")


def _take_up(scene: Scene, story: str) -> None:
    """Where they were; from the start where they said no to them, or what they answered is gone."""
    left = conversations.last_of_kind(scene.tx, scene.person.id, story)
    if left is None or joining.turned_back(scene):
        scene.afterwards = lambda play: play.begin(story)
        return
    left.ended_at = None
    scene.afterwards = lambda play: play.put_again(left)


def put_again(scene: Scene) -> None:
    """The question that waited comes again; the menu where there is no such conversation any more."""
    left = _left(scene)
    scene.afterwards = lambda play: play.put_again(left) if left else play.begin("menu")


def start_again(scene: Scene) -> None:
    """The conversation that was left begins anew; what was said in it stays in the history."""
    left = _left(scene)
    scene.afterwards = lambda play: play.begin(left.kind if left else "menu")


def _left(scene: Scene) -> Conversation | None:
    about = scene.conversation.about if scene.conversation else None
    left = conversations.by_id(scene.tx, about) if about else None
    return left if left is not None and left.ended_at is None and _playing(scene).knows(left.kind) else None


def _playing(scene: Scene) -> Playing:
    assert scene.playing is not None
    return scene.playing
