"""What helps on a hard day: somebody's own plan for it, and the card with the numbers of where they live."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.actions.naming import called
from bot.chat.aside import STRAY, went_with_concern
from bot.chat.days import day_in_words
from bot.chat.heavy import UNKEPT
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.rules.help_card import ANYWHERE, NATIONS, OWN, URGENT, lines, lines_anywhere, urgent_by_nation
from storage import concerns, conversations, help_card, plans, profiles, set_aside
from storage.database import Transaction
from storage.values import instant

TABLE = "card_lines"
OFFERING = ("offer_person", "offer_person_again")
HEAVY = (*OFFERING, "person_is_near")  # all that is said to words that sound heavy


def show_plan(scene: Scene) -> None:
    """Say back to them what they wrote to themselves for a hard day, if they did.

    It is sent and not handed back: what an action returns is kept, and would outlive the plan.
    """
    plan = plans.newest(scene.tx, scene.now, scene.person.id)
    if plan is not None:
        for payload in payloads(scene.voice.says("shared", "your_plan", {"plan": plan.words}), None):
            scene.post(payload)


def card_at_hand(scene: Scene) -> str:
    """The card of where they live."""
    return card(scene, nation_of(scene))


def nation_of(scene: Scene) -> str:
    """Where they live, or ANYWHERE as long as they have not said."""
    return profiles.of(scene.tx, scene.person.id).get("nation") or ANYWHERE


def live_in(scene: Scene, *, nation: str) -> None:
    """They live there, so this nation's card is theirs from now on."""
    profiles.keep(scene.tx, scene.person.id, {"nation": nation})


def choose_nation(scene: Scene, *, nation: str) -> str:
    """Their card, of the nation in which they live from now on."""
    live_in(scene, nation=nation)
    return card(scene, nation)


def card(scene: Scene, nation: str) -> str:
    """The card in their language, with the day on which the team last checked it."""
    check = _last_check(scene.tx, nation)
    if check is None:
        return f"{lines_in_words(scene.tx, scene.voice, nation)}\n\n{scene.voice.says(TABLE, 'not_checked', {})}"
    day = day_in_words(check.at.astimezone(ZoneInfo(scene.person.timezone)).date(), scene.voice.words)
    who = called(scene, check.by or "") if check.by else scene.voice.label("somebody")
    checked = scene.voice.says(TABLE, "checked", {"day": day, "who": who})
    return f"{lines_in_words(scene.tx, scene.voice, nation)}\n\n{checked}"


def _last_check(tx: Transaction, nation: str) -> help_card.Check | None:
    """The last check of a nation's card; of what is for all of them, that of the one that was checked least lately."""
    checks = help_card.checks(tx)
    if nation != ANYWHERE:
        return checks.get(nation)
    return min(checks.values(), key=lambda check: check.at) if set(NATIONS) <= set(checks) else None


def lines_in_words(tx: Transaction, voice: Voice, nation: str) -> str:
    """The same without that day, for somebody whom we do not know."""
    said = _anywhere(tx, voice) if nation == ANYWHERE else _in_nation(tx, voice, nation)
    return f"{voice.says(TABLE, 'opening', {})}\n\n{chr(10).join(said)}\n\n{voice.says(TABLE, 'closing', {})}"


def _in_nation(tx: Transaction, voice: Voice, nation: str) -> list[str]:
    numbers = lines(nation, help_card.numbers(tx, nation))
    return [number if line == OWN else voice.says(TABLE, line, {"number": number}) for line, number in numbers.items()]


def _anywhere(tx: Transaction, voice: Voice) -> list[str]:
    """After the first line, which is about danger to life, what to do in each nation."""
    changed = {nation: help_card.numbers(tx, nation) for nation in NATIONS}
    first, *others = [voice.says(TABLE, line, {"number": one}) for line, one in lines_anywhere(changed).items()]
    return [first, voice.says(TABLE, "urgent_anywhere", urgent_by_nation(changed)), *others]


def numbers_in_short(scene: Scene) -> str:
    """The lines of their card that come first on a hard day: danger to life, urgent help where they live if they have
    said where that is, and somebody to ring at any time."""
    nation = nation_of(scene)
    changed = {one: help_card.numbers(scene.tx, one) for one in NATIONS}
    known = lines_anywhere(changed) if nation == ANYWHERE else lines(nation, changed[nation])
    first = ("life", URGENT.get(nation, ""), "samaritans")
    said = [scene.voice.says(TABLE, one, {"number": known[one]}) for one in first if one in known]
    return f"{scene.voice.says(TABLE, 'opening', {})}\n{chr(10).join(said)}"


def numbers_while_waiting(scene: Scene) -> str:
    """The first numbers for whoever waits for a person; '' for others."""
    return numbers_in_short(scene) if concerns.waits(scene.tx, scene.person.id) else ""


def waits(scene: Scene) -> bool:
    """Whether they asked for a person, and that is open."""
    return concerns.waits(scene.tx, scene.person.id)


def offer_once_more(scene: Scene) -> bool:
    """Put the offer of a person again, which has the numbers in it, to whoever has not answered it; False where none is
    open."""
    talks = conversations.open_of(scene.tx, scene.person.id)
    offered_now = next((one for one in talks if one.kind in OFFERING and one.pending), None)
    if offered_now is None:
        return False
    scene.afterwards = lambda play: play.put_again(offered_now)
    return True


def begin_person(scene: Scene) -> None:
    """They would like a person, which is a talk of its own; what waited comes again when they ask for it."""
    scene.afterwards = lambda play: play.begin("person")


def take_up(scene: Scene, concern_id: str) -> None:
    """They ask for a person while one is offered, or have said yes to that just now: the offer is over, and what
    brought it, and was no answer to anything, is the team's to read, as a part of what they ask for."""
    for kind in OFFERING:
        talk = conversations.last_of_kind(scene.tx, scene.person.id, kind)
        if talk is None or talk.ended_at not in (None, instant(scene.now)):
            continue
        set_aside.go_with_concern(scene.tx, scene.person.id, concern_id, talk.id, talk.begun_at)
        went_with_concern(scene)
        if talk.ended_at is None and scene.playing is not None:
            scene.playing.leave(kind)


def offered(scene: Scene) -> dict[str, str]:
    """What to say when what somebody wrote sounds heavy: their `card`, its first `numbers`, what the team `hears` of
    it, whether they `wait` for a person already, whether nothing had been asked, and whether nothing of it was kept."""
    talk = scene.conversation
    about = talk.about if talk is not None else None
    reads = talk is not None and set_aside.has_refused(scene.tx, scene.person.id, talk.id, talk.begun_at)
    return {
        "card": card_at_hand(scene),
        "numbers": numbers_in_short(scene),
        "hears": scene.voice.says("shared", "hears_and_reads" if reads else "hears_only", {}),
        "waits": "yes" if concerns.waits(scene.tx, scene.person.id) else "",
        "stray": "yes" if about == STRAY else "",
        "unkept": "yes" if about == UNKEPT else "",
    }
