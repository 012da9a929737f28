"""What stands on the first page because of opportunities: what goes out, what is to be agreed, decided and answered."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import opportunity_cards, progress
from bot.actions.naming import called
from bot.rules.offers import ANSWER_WITHIN
from console.desk import Reading
from console.rights import Right
from console.todo import Section, Todo, section
from storage import broadcasts, opportunities, responses, threads


def _to_agree(look: Reading) -> Section | None:
    """What others want to send to many, and this person can say yes or no to."""
    rows = [
        Todo(
            f"{called(look.scene, one.confirmed_by or '')} asks you to agree: {progress.title_of(look.scene, one)} "
            f"({one.people} {'person' if one.people == 1 else 'people'})",
            f"/broadcasts/{one.id}/look",
            "Look",
            at=one.confirmed_at or "",
        )
        for one in broadcasts.agreeing(look.tx)
        if one.confirmed_by != look.me.person.id
    ]
    return section("To be agreed by a second person", rows, "") if rows else None


def _running(look: Reading) -> Section | None:
    rows = [
        Todo(
            f"{progress.title_of(look.scene, one)}. {progress.stands(look.scene, one)}",
            f"/broadcasts/{one.id}",
            "Follow",
        )
        for one in broadcasts.running(look.tx)
    ]
    return section("Going out to many", rows, "") if rows else None


def _to_decide(look: Reading) -> Section | None:
    """What takes no more answers, or whose decision is late: that one first, for people wait to hear."""
    found = [
        one
        for one in opportunities.in_hand(look.tx)
        if one.state == "closed" or opportunity_cards.is_late(look.scene, one)
    ]
    rows = [
        Todo(
            f"{one.title}. {opportunity_cards.how_it_stands(look.scene, one)}",
            f"/opportunities/{one.id}/interested",
            "Decide",
        )
        for one in found
    ]
    late = any(opportunity_cards.is_late(look.scene, one) for one in found)
    return section("Decisions that people wait for", rows, "", first=late) if rows else None


def _ran_out(look: Reading) -> Section | None:
    """Places that were offered to somebody who has not answered in time: somebody decides, nothing goes by itself."""
    rows = [
        Todo(
            f"{called(look.scene, each.person_id)}: {one.title}. {opportunity_cards.how_it_stands(look.scene, one)}",
            f"/opportunities/{one.id}/interested",
            "Decide",
            at=each.told_at or "",
        )
        for each in responses.chosen_and_silent(look.tx, look.now - ANSWER_WITHIN)
        if (one := opportunities.by_id(look.tx, each.opportunity_id)) is not None
    ]
    return section("Places that were offered, and no answer in time", rows, "") if rows else None


def _questions(look: Reading) -> Section | None:
    rows = []
    for one in threads.waits_for(look.tx, look.me.person.id):
        about = opportunities.by_id(look.tx, one.opportunity_id or "")
        title = f" about {about.title}" if about else ""
        since = threads.said_in(look.tx, one.id)[-1].said_at
        rows.append(Todo(f"{called(look.scene, one.person_id)}{title}", f"/questions/{one.id}", "Answer", at=since))
    return section("Questions that wait for your answer", rows, "") if rows else None


PARTS: tuple[tuple[Right, Callable[[Reading], Section | None]], ...] = (
    ("offer", _to_agree),
    ("offer", _to_decide),
    ("offer", _ran_out),
    ("offer", _running),
    ("offer", _questions),
)
