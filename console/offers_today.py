"""What stands on the first page because of opportunities: what goes out, what is to be agreed, decided and answered."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import opportunity_cards, progress
from bot.actions.naming import called
from bot.rules.offers import ANSWER_WITHIN
from console.desk import Reading
from console.labels import sentence
from console.rights import Right
from console.todo import Section, Todo, section_of
from storage import broadcasts, opportunities, responses, threads
from storage.broadcasts import Broadcast
from storage.opportunities import Opportunity
from storage.responses import Response
from storage.threads import Thread


def _to_agree(look: Reading) -> Section | None:
    """What others want to send to many, and this person can say yes or no to."""
    found = [one for one in broadcasts.agreeing(look.tx) if one.confirmed_by != look.me.person.id]
    title = "To be agreed by a second person"
    return section_of(title, found, lambda one: _asks_to_agree(look, one), "") if found else None


def _asks_to_agree(look: Reading, one: Broadcast) -> Todo:
    return Todo(
        f"{called(look.scene, one.confirmed_by or '')} asks you to agree: {progress.title_of(look.scene, one)} "
        f"({one.people} {'person' if one.people == 1 else 'people'})",
        f"/broadcasts/{one.id}/look",
        "Look",
        at=one.confirmed_at or "",
    )


def _running(look: Reading) -> Section | None:
    found = broadcasts.running(look.tx)
    return section_of("Going out to many", found, lambda one: _goes_out(look, one), "") if found else None


def _goes_out(look: Reading, one: Broadcast) -> Todo:
    what = f"{sentence(progress.title_of(look.scene, one))} {progress.stands(look.scene, one)}"
    return Todo(what, f"/broadcasts/{one.id}", "Follow")


def _to_decide(look: Reading) -> Section | None:
    """What takes no more answers, or whose decision is late: that one first, for people wait to hear."""
    in_hand = opportunities.in_hand(look.tx)
    late = {one.id for one in in_hand if opportunity_cards.is_late(look.scene, one)}
    found = [one for one in in_hand if one.state == "closed" or one.id in late]
    title = "Decisions that people wait for"
    return section_of(title, found, lambda one: _wants_deciding(look, one), "", first=bool(late)) if found else None


def _wants_deciding(look: Reading, one: Opportunity, what: str = "", at: str = "") -> Todo:
    stands = f"{sentence(one.title)} {opportunity_cards.how_it_stands(look.scene, one)}"
    return Todo(f"{what}{stands}", f"/opportunities/{one.id}/interested", "Decide", at=at)


def _ran_out(look: Reading) -> Section | None:
    """Places that were offered to somebody who has not answered in time: somebody decides, nothing goes by itself."""
    silent = responses.chosen_and_silent(look.tx, look.now - ANSWER_WITHIN)
    known = {one: opportunities.by_id(look.tx, one) for one in {each.opportunity_id for each in silent}}
    found = [(each, one) for each in silent if (one := known[each.opportunity_id]) is not None]
    title = "Places that were offered, and no answer in time"
    return section_of(title, found, lambda both: _no_answer(look, *both), "") if found else None


def _no_answer(look: Reading, each: Response, one: Opportunity) -> Todo:
    return _wants_deciding(look, one, f"{called(look.scene, each.person_id)}: ", each.told_at or "")


def _questions(look: Reading) -> Section | None:
    found = threads.waits_for(look.tx, look.me.person.id)
    return (
        section_of("Questions that wait for your answer", found, lambda one: _asks(look, *one), "") if found else None
    )


def _asks(look: Reading, one: Thread, since: str) -> Todo:
    about = opportunities.by_id(look.tx, one.opportunity_id or "")
    title = f" about {about.title}" if about else ""
    return Todo(f"{called(look.scene, one.person_id)}{title}", f"/questions/{one.id}", "Answer", at=since)


PARTS: tuple[tuple[Right, Callable[[Reading], Section | None]], ...] = (
    ("offer", _to_agree),
    ("offer", _to_decide),
    ("offer", _ran_out),
    ("offer", _running),
    ("offer", _questions),
)
