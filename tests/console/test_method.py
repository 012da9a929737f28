"""The open page on method has every question of every conversation, and says of each who reads it as the one place that
decides it does."""

from __future__ import annotations

import html
import re

import pytest

from bot.asked_in import Unreadable, questions_of
from bot.chat.chat import Chat
from bot.chat.questions import Text
from bot.conversations import STORIES
from bot.wording.needing import needed_by
from console.method_read import KINDS, readers, talks
from storage import answers, concerns, consents, conversations, people, readable
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.console.office import Browser, Office


def test_every_question_in_the_code_has_a_place_on_the_page() -> None:
    """Held against the other reader of stories, that of the tests for wordings."""
    for name, story in STORIES.items():
        asked = {key for key, options in needed_by(story.tell) if options is not None}
        assert asked <= {one.key for one in questions_of(story.tell)}, name
    assert {one.kind for story in STORIES.values() for one in questions_of(story.tell)} <= KINDS.keys()


async def test_a_question_that_cannot_be_read_fails() -> None:
    async def odd(chat: Chat) -> None:
        for key in ("one", "two"):
            await chat.ask(key, Text())

    with pytest.raises(Unreadable):
        questions_of(odd)


async def test_each_page_has_each_question_in_each_language(office: Office, cora: Browser) -> None:
    front = await cora.get("/method/questions")
    for talk in talks():
        assert f"/console/method/questions/{talk.story}" in front.links.values()
    for story, language in (("onboarding_partner", "cy"), ("after_session", "ur"), ("leader_feedback", "en")):
        page = await cora.get(f"/method/questions/{story}?language={language}")
        for one in questions_of(STORIES[story].tell):
            assert f'id="{one.key}"' in page.html, (story, one.key)
    assert 'dir="rtl"' in (await cora.get("/method/questions/after_session?language=ur")).html
    assert (await cora.get("/method/questions/menu")).status == 404
    assert (await cora.get("/method/questions/after_session?language=nothing")).status == 200


async def test_the_page_tells_what_the_code_goes_by(office: Office, cora: Browser) -> None:
    pages = [await cora.get("/method"), await cora.get("/method/notes")]
    text = " ".join(page.text for page in pages)
    for sentence in (
        "We write first at most 2 times a week",
        "A partner1 day before it, in their hoursBecause you have a session soon",
        "More than 100 people are written to only when a second person",
        "Somebody who was never offered a place, and answered first",
        "The sound goes after 90 days",
    ):
        assert sentence in text, sentence
    assert not any(re.search(r"\{\w*\}", html.unescape(page.html)) for page in pages)


async def test_who_reads_an_answer_is_told_as_it_is_decided(office: Office) -> None:
    """Somebody answers every question there is, with a concern and every yes; then each role looks."""

    def unit(tx: Transaction) -> dict[str, tuple[str, str]]:
        now, asked = office.clock.now(), {}
        who = people.meet(tx, now, telegram_id=71, timezone="UTC")
        people.give_role(tx, now, who.id, "partner")
        people.give_role(tx, now, who.id, "leader")
        for purpose in (*consents.TAKE_PART, "share_learning"):
            given = {"purpose": purpose, "decision": "given", "wording_key": "k", "wording": "w", "language": "en"}
            consents.note(tx, now, who.id, **given, how="button")  # type: ignore[arg-type]
        concerns.raise_(tx, now, who.id, None, "contact_me")
        for story in STORIES:
            talk = conversations.begin(tx, now, who.id, story)
            for one in questions_of(STORIES[story].tell):
                told = Given(one.key, "x", "x", "?", "en", instant(now), one.visible_to, 1, 1, 1)
                asked[answers.give(tx, now, who.id, talk.id, told)] = (story, one.key)
        return asked

    asked = await office.do(unit)
    told = {(story, one.key): readers(story, one) for story in STORIES for one in questions_of(STORIES[story].tell)}
    for role in ("coordinator", "safeguarding-lead", "learning-partner", "admin"):
        found = await office.do(lambda tx, role=role: readable.find(tx, (role,), readable.Wanted(), 10_000))  # type: ignore[misc]
        reads = {asked[one.id] for one in found}
        assert reads == {place for place, roles in told.items() if role in roles}, role
