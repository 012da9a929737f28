"""Figures in the console: what each says, of whom it may be asked, and that few people are never shown."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from bot.asked_in import questions_of
from bot.conversations import STORIES
from console.figures_of_talk import BOTH_VOICES
from console.figures_told import CHARTS
from storage import consents, groups
from storage.database import Transaction
from storage.figures_talk import LONGEST_OPTION
from tests.console.office import Browser, Office
from tests.figured import figured

A_DAY = timedelta(days=1)

TYPED = ("15/02/2026", "16 Feb 2026", "2026-02", "February 2026")
SAID = {
    "answering": (
        "5 to 7 of 8 to 12 check-ins were answered.",
        "5 to 7 of 8 to 12 people who were asked answered",
        "At most four have not",
    ),
    "stopping": ("Which question most stop at is hidden.", "About 10 conversations of about 10 people began."),
    "voices": (
        "Most often it was “Yes”: most or all of about 5.",
        "5 to 7 of 8 to 12 partners who agreed",
        "At most four have not answered.",
    ),
    "sessions": ("5 to 7 of 8 to 12 sessions took place", "About 10 sessions in which about 15 people were"),
    "promises": (
        "None of about 10 promises were kept",
        "About 10 promises of about 5 leaders",
        "About 10 have passed without",
    ),
    "hearing-back": ("How many things that people said have been answered is hidden.",),
    "opportunities": ("Some of about 10 times that somebody was asked, they", "about 10 people were told, each once."),
    "reach": ("How often were people asked about an opportunity?", "hidden"),
}


async def test_each_figure_says_its_message_of_how_many_and_who_is_silent(office: Office, cora: Browser) -> None:
    await office.do(lambda tx: figured(tx, office.clock.now()))
    assert SAID.keys() == CHARTS.keys()
    for name, sentences in SAID.items():
        page = await cora.get(f"/figures/{name}?story=after_session")
        for sentence in sentences:
            assert sentence in page.text, (name, sentence, page.text)


@pytest.mark.parametrize(("without", "told"), [(8, "About 5 people answered"), (2, "At most four people answered")])
async def test_who_answered_without_agreeing_is_missing_and_that_is_said(
    office: Office, cora: Browser, without: int, told: str
) -> None:
    made = await office.do(lambda tx: figured(tx, office.clock.now()))
    now = office.clock.now()

    def take_back(tx: Transaction) -> None:
        for partner in made.partners[:without]:
            agreed = next(one for one in consents.history(tx, partner) if one["purpose"] == "share_learning")
            consents.take_back(tx, now, partner, agreed, how="chat")

    await office.do(take_back)
    text = (await cora.get("/figures/voices")).text
    assert f"{told} and are not counted: they have not agreed that the learning partner reads" in text
    assert ("Nobody whose answers may be counted answered" in text) == (without == 8)
    assert "There is nobody to count" not in text


async def test_every_drawing_has_a_name_its_message_and_its_numbers_in_a_table(office: Office, cora: Browser) -> None:
    await office.do(lambda tx: figured(tx, office.clock.now()))
    several = 0
    for name in CHARTS:
        html = (await cora.get(f"/figures/{name}?story=after_session")).html
        drawings = re.findall(r'<svg class="chart" role="img" aria-labelledby="(\S+) (\S+)"', html)
        assert len(drawings) == html.count("Show the numbers"), name
        several += len(drawings)
        for title, message in drawings:
            assert f'<title id="{title}">' in html and f'<desc id="{message}">' in html
    assert several > 2


async def test_few_people_are_never_shown_nor_left_over(office: Office, cora: Browser) -> None:
    """Of six of the eight nothing is told, for two would be left; nor of a time in which fewer than five met."""
    made = await office.do(lambda tx: figured(tx, office.clock.now()))
    hidden = "Too few people: nothing is shown, so that nobody can be made out."
    page = await cora.get(f"/figures/hearing-back?whom=group:{made.group}")
    assert hidden in page.text and "<svg" not in page.html
    four = await office.do(lambda tx: groups.form(tx, office.clock.now(), name="Four", members=made.partners[:4]))
    page = await cora.get(f"/figures/hearing-back?whom=group:{four}")
    assert hidden in page.text and "<svg" not in page.html
    page = await cora.get("/figures/sessions?from=1 January 2020&until=1 February 2020")
    assert "There is nobody to count in this time." in page.text


async def test_what_cannot_be_asked_is_said_at_its_field(office: Office, cora: Browser) -> None:
    await office.do(lambda tx: figured(tx, office.clock.now()))
    for asked, said in {
        "from=nonsense": "Type a day",
        "from=2 March 2026&until=1 March 2026": "The last day comes before the first one.",
        "from=1 January 2001": "Choose a shorter time",
        "whom=group:nobody": "Choose one of the list.",
        "whom=leader'--": "Choose one of the list.",
    }.items():
        page = await cora.get(f"/figures/answering?{asked}")
        assert (page.status, said in page.errors[0]) == (422, True), (asked, page.errors)
    page = await cora.get("/figures/stopping?story=person")
    assert page.status == 422 and "<svg" not in page.html
    assert (await cora.get("/figures/nothing")).status == 404


async def test_who_may_not_read_every_answer_sees_whole_months_that_are_over(office: Office, cora: Browser) -> None:
    """So that what one person said on a day is not found by asking until that day and until the day before."""
    await office.do(lambda tx: figured(tx, office.clock.now() - 7 * A_DAY))
    lou = await office.staff("learning-partner")
    told = {day: (await lou.get(f"/figures/sessions?from=2026-02&until={day}")).text for day in TYPED}
    assert len({*told.values()}) == 1
    (text,) = {*told.values()}
    assert "February 2026: 5 to 7 of 8 to 12 sessions took place" in text and "These are for the house" not in text
    several = (await lou.get("/figures/sessions?from=January 2026&until=02/2026")).text
    assert "February 2026: 5 to 7 of 8 to 12 sessions took place" in several
    assert "January 2026: There is nobody to count in this time." in several
    for asked, said in {
        "until=March 2026": "This month is not over.",
        "from=2026-13": "There is no such month.",
        "from=02/2026&until=01/2026": "The last month comes before the first one.",
        "from=01/2024": "Choose a shorter time: at most 12 months.",
        "from=soonish": "Type a month.",
        "from=-01/2026": "Type a month.",
        "from=January -2026": "Type a month.",
    }.items():
        page = await lou.get(f"/figures/sessions?{asked}")
        assert (page.status, said in page.errors[0]) == (422, True), (asked, page.errors)
    of_days = [(await cora.get(f"/figures/sessions?from=1/2/2026&until={day}/2/2026")).text for day in (15, 25)]
    assert "These are for the house" in of_days[0] and of_days[0] != of_days[1]


async def test_groups_by_name_are_for_those_who_see_the_programme(office: Office) -> None:
    made = await office.do(lambda tx: figured(tx, office.clock.now()))
    lou = await office.staff("learning-partner")
    assert "Six" not in (await lou.get("/figures/sessions")).text
    assert (await lou.get(f"/figures/sessions?whom=group:{made.group}")).status == 422


def test_every_option_that_is_counted_is_short_enough_for_the_index_that_counts_it() -> None:
    for part in BOTH_VOICES:
        story, question = part.keywords["story"], part.keywords["question"]
        (put,) = (one for one in questions_of(STORIES[story].tell) if one.key == question)
        assert put.options and max(len(json.dumps(one)) for one in put.options) <= LONGEST_OPTION


_HIDDEN = "Nothing is shown: groups of fewer than 8 people are hidden, and so is what they could be worked out from."


@pytest.mark.parametrize(
    ("partners", "leaders", "says"),
    [(8, 7, _HIDDEN), (12, 3, _HIDDEN), (2, 1, _HIDDEN), (9, 8, "Asked least: Leaders, none of about 10 people.")],
)
async def test_nothing_untrue_is_said_of_a_group_that_is_hidden_beside_a_small_one(
    office: Office, cora: Browser, partners: int, leaders: int, says: str
) -> None:
    for place in range(partners + leaders):
        role = "partner" if place < partners else "leader"
        await office.hire(role, f"{role} {place}", chat_id=80_000 + place)
    office.clock.advance(A_DAY.total_seconds())
    cora = await office.sign_in(cora.who)  # type: ignore[arg-type]
    text = (await cora.get("/figures/reach")).text
    told = text.partition("Do we reach partners and leaders alike?")[2].partition("Do we reach")[0]
    assert told.strip().startswith(says)
