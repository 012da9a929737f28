"""Writing down what somebody said on paper or by phone: the questions as they are asked, nothing kept before the last,
marked wherever it is shown, and told to the person."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.actions import copying, own_words, recording
from bot.chat.dictation import Dictated, write_down
from bot.chat.scene import Scene
from bot.conversations import STORIES
from storage import audit, consents, conversations, directory, people, profiles, rosters, sessions
from storage.people import Person
from tests.agreeing import agree
from tests.console.office import TEXTS, Browser, Office
from tests.console.records import Records
from tests.console.seen import Page

A_FORM = {"how": "paper", "said_on": "yesterday", "paper": "folder 3"}


@pytest.fixture
async def records(office: Office) -> Records:
    """A session of Ana and Ben that is over, and her yes to keeping answers."""
    filled = Records(office)
    await filled.fill()
    office.clock.advance(26 * 60 * 60)
    now = office.clock.now()
    await office.do(lambda tx: agree(tx, now, filled.ids["with_concern"], "take_part_health"))
    return filled


async def write(browser: Browser, person_id: str, what: str, **form: Any) -> Page:
    return await browser.look_first(f"/people/{person_id}/record", {**A_FORM, "what": what, **form})


def questions(page: Page) -> list[str]:
    return re.findall(r'name="asked" value="([^"]+)"', page.html)


async def test_each_answer_leads_to_the_next_question_and_nothing_is_kept_before_the_last(
    office: Office, records: Records
) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    what = f"after_session/{records.ids['session']}"
    assert what in (await cora.get(f"/people/{ana}/record")).html
    page = await write(cora, ana, what)
    assert (questions(page), "Did you meet?" in page.text) == (["met"], True)
    page = await write(cora, ana, what, asked=["met"], **{"option.met": "did_not_happen"})
    assert (questions(page), 'value="keep"' in page.html) == (["met"], True)
    page = await write(cora, ana, what, asked=["met"], **{"option.met": "yes"})
    assert questions(page) == ["met", "how_was_it"]
    page = await write(
        cora, ana, what, asked=["met", "how_was_it"], to_choose=["met", "how_was_it"], **{"option.met": "yes"}
    )
    assert (questions(page), len(page.errors)) == (["met", "how_was_it"], 1)
    assert await office.rows("SELECT id FROM answers WHERE channel = 'paper'") == []
    assert (
        await office.rows("SELECT id FROM conversations WHERE kind = 'after_session' AND person_id = :id", id=ana) == []
    )
    told = {"option.met": "yes", "option.how_was_it": "all_right", "option.heard": "-"}
    page = await write(cora, ana, what, asked=["met", "how_was_it", "heard"], step="keep", **told)
    assert page.status == 303
    page = await write(cora, ana, what, asked=["met", "how_was_it", "heard"], step="keep", **told)  # pressed twice
    assert page.status == 303
    rows = await office.rows(
        "SELECT answer, said_by, channel, answered_at FROM answers WHERE channel = 'paper' ORDER BY id"
    )
    assert cora.who is not None
    assert [row["answer"] for row in rows] == ["Yes", "It was all right", ""]
    assert {tuple(row)[1:] for row in rows} == {(cora.who.id, "paper", "2026-03-02T12:00:00.000000Z")}
    held = await office.do(lambda tx: sessions.by_id(tx, records.ids["session"]))
    assert held is not None and held.state == "held"
    (note,) = await office.rows("SELECT person_id FROM nudges WHERE kind = 'written_down'")
    (row,) = await office.rows("SELECT about, detail FROM audit WHERE action = 'answers_written_down'")
    assert (note["person_id"], tuple(row)) == (ana, (ana, "after_session paper"))
    assert what not in (await cora.get(f"/people/{ana}/record")).html


async def test_whoever_writes_down_that_a_session_has_to_move_is_told_that_nothing_moves_by_itself(
    office: Office,
) -> None:
    records = Records(office)
    await records.fill()
    cora, ana, now = await office.staff("coordinator"), records.ids["with_concern"], office.clock.now()
    await office.do(lambda tx: agree(tx, now, ana, "take_part_health"))
    what, told = f"before_session/{records.ids['session']}", {"option.still_good": "move_it"}
    page = await write(cora, ana, what, asked=["still_good"], **told)
    assert "Writing this down moves nothing and tells nobody" in page.text
    page = await write(cora, ana, what, asked=["still_good"], step="keep", **told)
    assert page.answer.headers["location"].startswith(f"/console/sessions/{records.ids['session']}?")
    page = await cora.follow()
    assert "propose another time here, or cancel it" in page.text and "/move" in " ".join(page.forms)
    await _is_marked_until_something_comes_of_it(office, cora, ana, records.ids["session"])


async def _is_marked_until_something_comes_of_it(office: Office, cora: Browser, ana: str, session: str) -> None:
    path, now = f"/sessions/{session}", office.clock.now()
    await cora.post(f"{path}/place", {"place": "Room 2"})  # somewhere else is not at another time
    assert "Has to move" in (await cora.get(path)).text
    await cora.post(f"{path}/stays")
    assert "Has to move" not in (await cora.follow()).text
    (row,) = await office.rows("SELECT starts_at FROM sessions WHERE id = :id", id=session)
    to_move, begins = "session_has_to_move", row["starts_at"]
    await office.do(lambda tx: audit.note(tx, now, actor=ana, action=to_move, about=session, detail=begins))
    assert "Has to move" in (await cora.get(path)).text
    await cora.post(f"{path}/move", {"date": "20 March 2026", "time": "14:00"})
    page = await cora.follow()
    assert "It begins at another time." in page.text and "Has to move" not in page.text
    page = await (await office.staff("admin")).get("/log")
    assert "wrote down that a session has to move" in page.text and begins not in page.text
    assert "P-001, partner" in page.text and "Ana" not in page.text  # of the team alone a name


async def test_a_thought_is_the_one_on_the_paper_and_is_marked_in_the_copy_and_in_the_list(
    office: Office, records: Records
) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    page = await cora.get(f"/people/{ana}/record")
    prompt, words = re.findall(r'option value="([^"]+)">([^<]+)<', page.html)[1]
    assert (await write(cora, ana, "reflect")).errors == ["Choose the thought that they answered."]
    told = {"prompt": prompt, "words.prompt_1": "They listened.\n\nTo all of it.", "option.who_may_see": "staff"}
    page = await write(cora, ana, "reflect", asked=["prompt_1"], **told)
    assert words in page.text and questions(page) == ["prompt_1", "who_may_see"]
    told |= {"how": "phone", "step": "keep"}
    assert (await write(cora, ana, "reflect", asked=["prompt_1", "who_may_see"], **told)).status == 303
    listed, copy = await office.do(lambda tx: _shown(_scene(tx, office, ana)))
    assert "by phone, written down by the team" in listed
    (said,) = (one for one in copy["answers"] if one["answer"].startswith("They listened."))
    assert (said["channel"], said["visible_to"]) == ("phone", "staff")


async def test_a_paper_on_which_nothing_was_answered_is_not_written_down(office: Office, records: Records) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    page = await cora.get(f"/people/{ana}/record")
    thought = {"prompt": re.findall(r'option value="([^"]+)">([^<]+)<', page.html)[1][0]}
    session = f"after_session/{records.ids['session']}"
    for what, key, left_out in [
        ("reflect", "prompt_1", {**thought, "words.prompt_1": " \u200b"}),
        (session, "met", {"option.met": "-"}),
    ]:
        for step in ("on", "keep"):
            page, asked = await write(cora, ana, what, asked=[key], step=step, **left_out), [key]
            while not page.errors and len(asked) < 9:
                asked = questions(page)
                left_out |= {f"option.{one}": "-" for one in asked}
                page = await write(cora, ana, what, asked=asked, step=step, **left_out)
            assert page.errors == [
                "Nothing was answered, so there is nothing to write down. Write down at least one answer."
            ]
            assert 'value="keep"' not in page.html and key in questions(page)
    assert await office.rows("SELECT id FROM audit WHERE action = 'answers_written_down'") == []
    assert await office.rows("SELECT id FROM nudges WHERE kind = 'written_down'") == []


def _scene(tx: Any, office: Office, person_id: str) -> Scene:
    person = people.by_id(tx, person_id)
    assert person is not None
    return Scene(tx, office.clock.now(), person, TEXTS.voice("en"), TEXTS)


def _shown(scene: Scene) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    ids = own_words.page(scene, after="")["ids"]
    return own_words.in_lines(scene, answer_ids=ids), copying.everything(scene.tx, scene.person, scene.voice)


async def test_onboarding_on_paper_brings_in_somebody_without_telegram(office: Office, records: Records) -> None:
    cora, who = await office.staff("coordinator"), records.ids["on_web"]
    now = office.clock.now()
    await office.do(lambda tx: people.give_role(tx, now, who, "partner"))
    told: dict[str, Any] = {"words.preferred_name": "Wendy", "words.contact_from": "9am", "words.contact_until": "5pm"}
    page, asked = await write(cora, who, "onboarding_partner"), list[str]()
    while 'value="keep"' not in page.html and len(asked) < 50:
        asked = questions(page)
        options = re.findall(rf'name="option\.{asked[-1]}" type="\w+" value="([^"]+)"', page.html)
        told |= {f"option.{asked[-1]}": options[0]} if options else {}
        page = await write(cora, who, "onboarding_partner", asked=asked, **told)
        assert page.errors == []
    assert (await write(cora, who, "onboarding_partner", asked=questions(page), step="keep", **told)).status == 303
    person: Person | None = await office.do(lambda tx: people.by_id(tx, who))
    assert person is not None and (person.name, person.joined_at is not None) == ("Wendy", True)
    past = await office.do(lambda tx: consents.history(tx, who))
    assert {(one["how"], one["paper"]) for one in past} == {("paper", "folder 3")}


async def test_a_no_to_taking_part_keeps_nothing_and_says_so(office: Office, records: Records) -> None:
    cora, who = await office.staff("coordinator"), records.ids["on_web"]
    await office.do(lambda tx: people.give_role(tx, office.clock.now(), who, "partner"))
    await office.do(lambda tx: tx.run("UPDATE people SET joined_at = NULL WHERE id = :id", id=who))
    told = {"option.adult": "yes", "option.consent_take_part": "no", "step": "keep"}
    page = await write(cora, who, "onboarding_partner", asked=["adult", "consent_take_part"], **told)
    assert page.status == 422 and "nothing is written down" in page.text
    assert await office.do(lambda tx: people.by_id(tx, who)) is not None


class Skipped(dict[str, Dictated]):
    """What was dictated, and of all else that it was left out."""

    def get(self, key: str, default: Any = None) -> Dictated:
        return super().get(key, Dictated())


async def test_one_answer_of_how_they_began_can_be_another_one_now(office: Office) -> None:
    cora, eve, now = await office.staff("coordinator"), await office.hire("partner", "Eve"), office.clock.now()

    def begun(tx: Any) -> None:
        scene = _scene(tx, office, eve.id)
        yes, talk = Dictated(("yes",)), conversations.begin(tx, now, eve.id, "onboarding_partner")
        said = Skipped(adult=yes, consent_take_part=yes, preferred_name=Dictated(words="Eve"))
        assert write_down(scene, STORIES["onboarding_partner"], talk, said).done

    await office.do(begun)
    path, what = f"/people/{eve.id}/record", "change/onboarding_partner"
    page = await cora.get(path)
    await office.do(lambda tx: people.give_role(tx, now, eve.id, "leader"))
    assert "Getting started as a leader" in (await cora.get(path)).text
    assert "Getting started as a partner: one answer that is another one now" in page.text
    assert "onboarding_partner.pronouns" in page.html and "onboarding_partner.consent_quotes" not in page.html
    chosen = {"question": "onboarding_partner.pronouns"}
    assert (await write(cora, eve.id, what)).errors == ["Choose which answer is another one now."]
    page = await write(cora, eve.id, what, **chosen)
    assert questions(page) == ["pronouns"] and "Which answer" in page.text
    told = {**chosen, "asked": ["pronouns"], "option.pronouns": "she_her"}
    page = await write(cora, eve.id, what, **told)
    assert questions(page) == ["pronouns"] and 'value="keep"' in page.html
    assert (await write(cora, eve.id, what, step="keep", **told)).status == 303
    (held,) = await office.rows("SELECT name, pronouns FROM people WHERE id = :id", id=eve.id)
    assert tuple(held) == ("Eve", "she/her")
    (row,) = await office.rows(
        "SELECT said_by, channel FROM answers WHERE question = 'pronouns' AND replaced_at IS NULL"
    )
    assert cora.who is not None and tuple(row) == (cora.who.id, "paper")
    (talk,) = await office.rows("SELECT id, ended_at FROM conversations WHERE kind = 'onboarding_partner'")
    assert talk["ended_at"] is not None

    def shown(tx: Any) -> dict[str, Any]:
        scene = _scene(tx, office, eve.id)
        scene.conversation = conversations.begin(tx, now, eve.id, "written_down", about=talk["id"])
        return recording.written(scene)

    assert (await office.do(shown))["ids"] == ["pronouns"]


async def test_without_their_yes_nothing_of_their_health_is_written_down(office: Office, records: Records) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    await office.do(lambda tx: consents.withdraw_all(tx, office.clock.now(), ana, how="chat"))
    page = await write(cora, ana, f"after_session/{records.ids['session']}")
    assert page.status == 422 and "have not agreed" in page.errors[0]


async def test_what_is_no_answer_is_said_beside_it_and_the_words_stay(office: Office, records: Records) -> None:
    cora, ben = await office.staff("coordinator"), records.ids["leader"]
    told = {"words.do_differently": "x" * 600, "option.gain": "a_little"}
    what = f"leader_feedback/{records.ids['session']}"
    page = await write(cora, ben, what, asked=["gain", "do_differently"], **told)
    assert page.status == 422 and len(page.errors) == 1 and "x" * 600 in page.html
    for wrong in ({"said_on": "tomorrow"}, {"said_on": "soon"}, {"how": "dream"}, {"what": "after_session/x"}):
        page = await cora.post(f"/people/{ben}/record", {**A_FORM, "what": what, **wrong})
        assert page.status == 422 and len(page.errors) == 1, wrong


async def test_a_permission_on_paper_is_shown_in_its_wording_kept_and_told(office: Office, records: Records) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    page = await cora.get(f"/people/{ana}/permission?purpose=quote_anonymous&language=cy")
    assert 'lang="cy"' in page.html and "May we ask" not in page.text
    form = {"purpose": "quote_anonymous", "language": "cy", "said": "yes", "paper": "folder 3"}
    assert (await cora.post(f"/people/{ana}/permission", form)).status == 303
    past = (await office.do(lambda tx: consents.history(tx, ana)))[-1]
    assert (past["purpose"], past["decision"], past["how"], past["language"]) == (
        "quote_anonymous",
        "given",
        "paper",
        "cy",
    )
    assert await office.rows("SELECT id FROM nudges WHERE kind = 'permission_recorded'")
    for wrong in ({"said": ""}, {"paper": " "}):
        assert len((await cora.post(f"/people/{ana}/permission", {**form, **wrong})).errors) == 1
    assert (await cora.post(f"/people/{ana}/permission", {**form, "purpose": "take_part"})).status == 422
    assert (await cora.get(f"/people/{ana}/permission")).errors == []
    nothing_chosen = await cora.get(f"/people/{ana}/permission?language=en")
    assert len(nothing_chosen.errors) == 1 and "Choose what the permission is for." in nothing_chosen.text
    assert len((await cora.get(f"/people/{ana}/permission?purpose=&language=xx")).errors) == 2


async def test_a_yes_taken_back_on_paper_hides_the_needs_at_once_and_says_when_all_goes(
    office: Office, records: Records
) -> None:
    cora, ana = await office.staff("coordinator"), records.ids["with_concern"]
    await office.do(lambda tx: profiles.keep_needs(tx, ana, ["captions", "breaks"], ["breaks"]))
    assert "Captions" in (await cora.get(f"/people/{ana}")).text
    form = {"purpose": "take_part_health", "language": "en", "said": "no", "paper": "folder 3"}
    asked = await cora.get(f"/people/{ana}/permission?purpose=take_part_health&language=en")
    assert "a no deletes what they told us" in asked.text
    assert (await cora.post(f"/people/{ana}/permission", form)).status == 303
    page = (await cora.get(f"/people/{ana}")).text
    assert "Captions" not in page and "Breaks" not in page
    (planned,) = await office.rows("SELECT due_at FROM erasures")
    assert re.search(rf"What they told us is deleted on \w+ \d+ \w+ \d+, {planned['due_at'][11:16]}, unless", page)
    (note,) = await office.rows("SELECT useful_until FROM nudges WHERE kind = 'answers_go'")
    assert note["useful_until"] < planned["due_at"]
    rows = await office.do(lambda tx: rosters.people(tx, ""))
    assert next(one for one in rows if one["id"] == ana)["needs"] == []
    assert await office.do(lambda tx: directory.needs_told_to_leader(tx, ana)) == []
