"""Who sees what, a copy of everything, and permissions that are taken back as easily as given."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

from bot.actions import copying
from bot.actions.page import page
from storage import people, profiles
from storage.database import Transaction
from storage.outbox import file_content
from tests.cast import ANA, BEN, CORA
from tests.conversations.room import ENGLISH, TEXTS, Room

WELSH = TEXTS.voice("cy")
HOSTILE = "<script>alert(1)</script> & more"


def said(key: str, story: str) -> str:
    return ENGLISH.says(story, key, {})


def copy_of(room: Room) -> tuple[str, str]:
    """The page and the data in the file that was sent."""
    room.command("mydata")
    room.says("yes, send it here")
    (message,) = (message for message in room.sent if message.method == "sendDocument")
    with ZipFile(BytesIO(file_content(message.file_name or "", message.file_text or ""))) as whole:
        return whole.read("your-data.html").decode(), whole.read("your-data.json").decode()


def test_privacy_is_explained_and_the_question_waits(room: Room) -> None:
    room.join()
    shown = [one.text for one in room.command("privacy")]
    assert shown[0] == said("telegram_sees", "privacy")
    assert shown[-1].endswith("we go on with: 18 or over.")
    assert room.press("Carry on")[-1].text == said("adult", "onboarding_partner")


def test_a_copy_is_sent_only_after_a_yes(room: Room) -> None:
    room.welcomed()
    room.command("mydata")
    room.says("no")
    assert not [message for message in room.sent if message.method == "sendDocument"]


def test_a_copy_holds_all_of_ones_own_and_nothing_of_anybody_else(room: Room) -> None:
    room.welcomed(BEN)
    room.command("person", BEN)
    room.says("email me", BEN)
    room.says("bens-canary@example.org", BEN)
    room.welcomed(ANA)
    room.command("person")
    room.answers("call me", "01632 960 001")
    page, data = copy_of(room)
    held = json.loads(data)
    assert held["person"][0]["name"] == "Ana"
    assert held["concerns"][0]["contact_by"] == "call: 01632 960 001"
    assert held["consents"][0]["wording"] == said("consent_take_part", "onboarding_partner")
    assert any(one["question"] == "preferred_name" and one["answer"] == "Ana" for one in held["answers"])
    assert any("computer programme" in one["words"] for one in held["messages"])
    assert "01632 960 001" in page
    for theirs in ("Ben", "canary", str(BEN.chat_id)):
        assert theirs not in page + data


def test_every_record_of_theirs_is_in_the_copy_under_a_name_in_words(room: Room) -> None:
    room.on_duty(CORA)
    room.welcomed(ANA)
    room.command("person")
    room.answers("call me", "01632 960 001")
    planted = """
        INSERT INTO fates (id, answer_id, fate, note, set_at, told_at)
        SELECT 'f', id, 'used', 'canary-fate', answered_at, answered_at FROM answers WHERE question = 'preferred_name';
        INSERT INTO readings (id, answer_id, read_by, read_as, reason, read_at)
        SELECT 'r', answers.id, people.id, 'coordinator', 'canary-reading', answered_at FROM answers, people
        WHERE question = 'preferred_name' AND answers.answer = 'Ana' AND people.name = 'Cora';
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, wording, asked_at, decision)
        SELECT 'q', id, person_id, 'canary-quote', 'a report', 'a partner', 'May we', answered_at, 'granted'
        FROM answers WHERE question = 'preferred_name' AND answer = 'Ana';
        INSERT INTO access_needs (person_id, need) SELECT person_id, 'canary-need' FROM answers WHERE answer = 'Ana';
        INSERT INTO interests (person_id, topic) SELECT person_id, 'canary-topic' FROM answers WHERE answer = 'Ana'
        """.replace("'preferred_name';", "'preferred_name' AND answer = 'Ana';")
    for statement in planted.split(";"):
        room.write(lambda tx, statement=statement: tx.run(statement))  # type: ignore[misc]
    page, data = copy_of(room)
    for canary in ("fate", "reading", "quote", "need", "topic"):
        assert f"canary-{canary}" in page and f"canary-{canary}" in data
    assert "Coordinator" in page and "Cora" not in page
    columns = {column for rows in json.loads(data).values() for row in rows for column in row}
    assert columns - {"question"} <= set(ENGLISH.texts["mydata_page"]["columns"]["options"])


def test_an_alert_about_somebody_else_is_not_copied(room: Room) -> None:
    room.on_duty(CORA)
    room.join(ANA)
    room.command("person")
    room.command("mydata", CORA)
    room.says("yes, send it here", CORA)
    (message,) = (message for message in room.sent if message.method == "sendDocument")
    with ZipFile(BytesIO(file_content(message.file_name or "", message.file_text or ""))) as whole:
        assert not any(b"P-002" in whole.read(name) for name in whole.namelist())


def test_the_page_is_whole_and_shows_words_as_words(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", HOSTILE)
    page, _ = copy_of(room)
    assert HOSTILE not in page and "&lt;script&gt;" in page
    assert '<html lang="en" dir="ltr">' in page and page.count("<h1>") == 1
    assert "http" not in page


def test_a_copy_is_in_their_language_down_to_codes_and_times(room: Room) -> None:
    room.welcomed()
    told = {"payment": "payment", "away_means": "nothing", "available_from": "2026-03-10"}

    def unit(tx: Transaction) -> str:
        person = people.in_chat(tx, ANA.chat_id)
        assert person is not None
        profiles.keep(tx, person.id, told)
        profiles.keep_interests(tx, person.id, ["research"])
        return page(WELSH, copying.everything(tx, person, WELSH))

    shown = room.write(unit)
    for words in ("Tâl", "Peidio â dweud dim", "Ymchwil", "ddydd Mawrth 10 Mawrth 2026", "Europe/London"):
        assert words in shown, words
    for code in ("payment", "nothing", "research", "UTC", "2026-03-10"):
        assert f">{code}<" not in shown and f"{code}</dd>" not in shown
    assert not re.search(r">\d{4}-\d\d-\d\d<", shown)


def test_what_was_said_in_another_language_than_the_page_says_so(room: Room) -> None:
    room.welcomed()
    room.command("language")
    room.says("اردو")
    page, data = copy_of(room)
    assert '<html lang="ur" dir="rtl">' in page
    wording = said("consent_take_part", "onboarding_partner").partition("?")[0]
    assert f'<dd lang="en" dir="auto">{wording}' in page and '<dd lang="en" dir="auto">Ana</dd>' in page
    assert {one["language"] for one in json.loads(data)["messages"]} == {"en", "ur"}


def test_a_permission_is_given_and_taken_back_in_as_many_taps(room: Room) -> None:
    room.welcomed()
    for answer, stands in (("Yes", "given"), ("No", "withdrawn"), ("Yes", "given")):
        room.command("consent")
        room.press("Asking you about quotes")
        room.press(answer)
        row = room.rows("SELECT decision FROM consents WHERE purpose = 'quote_anonymous' ORDER BY id")[-1]
        assert row["decision"] == stands
    assert "Asking you about quotes: yes" in room.command("consent")[-1].text


def test_leaving_it_as_it_is_changes_nothing(room: Room) -> None:
    room.welcomed()
    room.command("consent")
    assert room.press("Leave it as it is")[-1].text == said("left_as_it_is", "consent")
    room.command("consent")
    room.press("Asking you about quotes")
    assert room.says("skip")[-1].text == said("left_as_it_is", "consent")
    assert len(room.rows("SELECT id FROM consents")) == 1


def test_no_longer_taking_part_means_that_nothing_more_is_asked(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana")
    room.command("consent")
    room.press("Keeping your answers, also about health")
    shown = room.press("No")
    assert shown[-1].text == ENGLISH.says("consent", "health_goes", {"when": "Tuesday 3 March 2026, 09:00"})
    assert "Delete my answers" in shown[-1].buttons
    person = room.person()
    assert person is not None and person.paused_at is None  # they still hear of their sessions


def test_nobody_is_shown_permissions_before_they_were_asked(room: Room) -> None:
    room.join()
    assert room.command("consent")[0].text == said("never_asked", "consent")
