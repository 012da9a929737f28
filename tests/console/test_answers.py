"""Reading: over time, by person, by pairing, by question, by words; tagged, heard, and put on record for the person."""

from __future__ import annotations

import re
from datetime import timedelta

from storage import answers, conversations, readings, voice_notes
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.console import answered
from tests.console.office import Browser, Office
from tests.console.records import Records

DAY = timedelta(days=1)


async def filled(office: Office) -> dict[str, str]:
    records = Records(office)
    await records.fill()
    return records.ids


async def read_by(office: Office, answer_id: str) -> list[tuple[str, str]]:
    rows = await office.rows("SELECT read_as, reason FROM readings WHERE answer_id = :id ORDER BY id", id=answer_id)
    return [(row["read_as"], row["reason"]) for row in rows]


async def test_a_coordinator_reads_over_time_and_each_reading_is_on_record_once(office: Office, cora: Browser) -> None:
    ids = await filled(office)
    page = await cora.get("/answers")
    assert answered.SAID in page.text and "He talked, I waited." in page.text and "For me alone." not in page.text
    assert page.text.index("a voice note") < page.text.index("She listened.")
    await cora.get(f"/answers/people/{ids['with_concern']}")
    assert await read_by(office, ids["answer"]) == [("coordinator", "")]
    assert await read_by(office, ids["private"]) == []
    page = await cora.get(f"/answers/people/{ids['without_concern']}?kind=reflection")
    assert "He talked, I waited." in page.text and "a voice note" not in page.text
    page = await cora.get("/answers?from=1+March+2027")
    assert "Nothing was found" in page.text
    page = await cora.get("/answers?from=01/01/0001&to=31/12/9999")
    assert page.errors == ["Type a day from 2000 to 2100."] * 2
    assert "From day: Type a day from 2000 to 2100." in page.links
    page = await cora.get("/answers?from=yesterweek&to=nonsense")
    assert len(page.errors) == 2 and page.forms["/console/answers"]["from"] == "yesterweek"
    assert (await cora.get("/answers?from=3+March+2026&to=2+March+2026")).errors != []


async def test_whoever_reads_months_alone_finds_no_day_by_asking_for_it(
    office: Office, cora: Browser, lou: Browser
) -> None:
    await filled(office)
    for path in ("/answers", "/answers/to/say_more/stayed"):
        assert answered.SAID not in (await cora.get(f"{path}?from=10/03/2026&to=11/03/2026")).text
        page = await lou.get(f"{path}?from=10/03/2026&to=11/03/2026")
        assert answered.SAID in page.text and "From month" in page.text
        assert [*page.forms[f"/console{path}"].values()].count("03/2026") == 2
        assert answered.SAID in (await lou.get(f"{path}?from=2026-03&to=March 2026")).text
        page = await lou.get(f"{path}?from=2026-13")
        assert (page.errors, "Nothing was found" in page.text) == (["There is no such month."], False)


async def test_words_are_marked_with_languages_that_browsers_know(office: Office, cora: Browser) -> None:
    ids = await filled(office)
    for path in ("/answers", f"/answers/people/{ids['with_concern']}", f"/answers/{ids['answer']}"):
        marked = set(re.findall(r'(?<!href)lang="([^"]*)"', (await cora.get(path)).html))
        assert marked <= {"en", "en-GB", "cy", "ur"}, path
    assert {"cy", "ur"} <= set(re.findall(r'lang="([^"]*)"', (await cora.get("/answers")).html))


async def test_a_long_answer_leaves_room_for_the_others_and_is_read_whole_behind_a_link(
    office: Office, cora: Browser
) -> None:
    ids = await filled(office)
    long, now = "word " * 200 + "the end", office.clock.now()
    answer = await office.do(lambda tx: answered.say(tx, now, ids["with_concern"], long))
    page = await cora.get("/answers")
    assert "the end" not in page.text and answer in {
        link.rpartition("/")[2] for name, link in page.links.items() if name.startswith("Read all of it")
    }
    assert "the end" in (await cora.get(f"/answers/{answer}")).text
    sql = "UPDATE answers SET channel = 'machine' WHERE id = :id"
    await office.do(lambda tx: tx.run(sql, id=answer))
    assert "aloud; written by a machine and confirmed by whoever said it" in (await cora.get(f"/answers/{answer}")).text
    assert "Said aloud, written by a machine, confirmed by" in (await cora.get("/answers")).text


async def test_a_talk_is_read_in_the_order_in_which_it_was_asked_with_its_session_and_of_paper_the_day_alone(
    office: Office, cora: Browser
) -> None:
    ids, now = await filled(office), office.clock.now() + DAY
    ana = ids["with_concern"]

    def say(tx: Transaction) -> None:
        talk = conversations.begin(tx, now, ana, "after_session", about=ids["session"])
        for place, (question, words) in enumerate(
            {"met": "Yes, we met", "how_was_it": "Well", "heard": "Fully"}.items()
        ):
            at = now + timedelta(seconds=place)
            given = Given(question, words, words, "?", "en", instant(at), "staff", None, None, None)
            answers.give(tx, at, ana, talk.id, given)
        said = answered.say(tx, now, ana, "On the paper.")
        tx.run(
            "UPDATE answers SET channel = 'paper', answered_at = '2026-03-01T12:00:00.000000Z' WHERE id = :id", id=said
        )

    await office.do(say)
    text = (await cora.get(f"/answers/people/{ana}")).text
    assert text.index("Yes, we met") < text.index("Well") < text.index("Fully") < text.index(answered.SAID)
    assert "Session with Ben, Monday 2 March 2026" in text
    assert " 1 March 2026." in text and "12:00" not in text


async def test_words_are_found_with_slips_and_what_cannot_be_found_is_said(office: Office, cora: Browser) -> None:
    ids = await filled(office)
    assert answered.SAID in (await cora.get("/answers?q=LISTEN+rota")).text
    page = await cora.get("/answers?q=listned")
    assert answered.SAID in page.text and "These words are close: listened" in page.text
    assert "Nothing that you may read has this word, or one like it: zebra" in (await cora.get("/answers?q=zebra")).text
    assert "Only words are looked for, so this was left out: 🙂" in (await cora.get("/answers?q=🙂")).text
    assert "in nearly every answer: the" in (await cora.get("/answers?q=the")).text
    assert "For me alone." not in (await cora.get("/answers?q=alone")).text
    page = await cora.get("/answers?q=alne")
    assert "Nothing that you may read has this word, or one like it: alne" in page.text and "close" not in page.text
    assert "Nothing that you may read has this word, or one like it: alone" in (await cora.get("/answers?q=alone")).text
    assert answered.SAID in (await cora.get(f"/answers?q=listen&tag={ids['tag']}")).text
    assert answered.SAID not in (await cora.get("/answers?q=listen&tag=nothing")).text


async def test_both_voices_stand_side_by_side_and_all_answers_to_a_question_below_each_other(
    office: Office, cora: Browser
) -> None:
    ids = await filled(office)
    office.clock.advance(120)
    (ben,) = await office.rows("SELECT leader_id FROM pairings WHERE id = :id", id=ids["pairing"])
    now = office.clock.now()

    def lead(tx: Transaction) -> None:
        answered.agree(tx, now, ben["leader_id"], "take_part")
        told = {"kind": "leader_feedback", "question": "do_differently", "about": ids["session"]}
        answered.say(tx, now, ben["leader_id"], "I ask first.", **told)

    await office.do(lead)
    page = await cora.get(f"/answers/pairings/{ids['pairing']}")
    assert page.text.index(answered.SAID) < page.text.index("I ask first.")
    assert "Session with Ben," in page.text and "Session with Ana," in page.text  # each of them met the other
    assert [row["about"] for row in await office.rows("SELECT about FROM audit WHERE action = 'answers_read'")] == [
        ids["pairing"]
    ]
    questions = await cora.get("/answers/questions")
    (stayed,) = [words for words, path in questions.links.items() if path == "/console/answers/to/say_more/stayed"]
    beside = questions.text.partition(stayed)[2]
    assert "Nobody has answered it yet" in beside and not beside.strip().startswith("Nobody has answered it yet")
    assert answered.SAID in (await cora.get("/answers/to/say_more/stayed")).text
    assert (await cora.get("/answers/to/say_more/no_such")).status == 404
    assert (await cora.get("/answers/to/person/which_number")).status == 404
    prompt = next(path for path in questions.links.values() if "/to/reflect/" in path)
    assert "Nobody has answered it yet" in (await cora.get(prompt)).text


async def test_the_log_says_that_answers_were_read_only_of_whoever_had_one_to_read(office: Office) -> None:
    ids = await filled(office)
    office.clock.advance(120)
    cora, sam = await office.staff("coordinator"), await office.staff("safeguarding-lead")
    for browser, path in (
        (cora, f"/answers/pairings/{ids['pairing']}"),  # where the leader has said nothing
        (sam, f"/answers/pairings/{ids['pairing']}"),  # where all is sealed
        (cora, "/answers?q=zebra"),
    ):
        await browser.get(path)
    rows = await office.rows("SELECT action, about FROM audit WHERE action LIKE 'answers_%' ORDER BY id")
    assert [(row["action"], row["about"]) for row in rows] == [
        ("answers_read", ids["with_concern"]),
        ("answers_looked_at", ids["pairing"]),
        ("answers_looked_at", ""),
    ]
    log = (await (await office.staff("admin")).get("/log")).text
    assert "looked for answers and read noneP-001 and P-003" in " ".join(log.split())


async def test_a_lead_says_why_before_anything_can_be_read_and_the_person_sees_it(office: Office) -> None:
    ids = await filled(office)
    sam = await office.staff("safeguarding-lead")
    ana = ids["with_concern"]
    page = await sam.get("/answers")
    assert "Sealed" in page.text and answered.SAID not in page.text and "He talked" not in page.text
    assert (await sam.get(f"/answers/people/{ids['without_concern']}")).status == 404
    cora = await office.staff("coordinator")  # of whom nothing is sealed for her
    page = await cora.get(f"/answers/people/{ana}/open")
    assert "there is nothing to open" in page.text
    page = await cora.post(f"/answers/people/{ana}/open", {"reason": "I need to read it."})
    assert page.status == 422 and "there is nothing to open" in page.text
    assert not await office.rows("SELECT id FROM audit WHERE action = 'sealed_answers_opened'")
    assert (
        "Nothing that you may read has this word, or one like it: listened"
        in (await sam.get("/answers?q=listened")).text
    )
    assert await read_by(office, ids["answer"]) == []
    page = await sam.post(f"/answers/people/{ana}/open", {"reason": "  ", "next": "//evil.example"})
    assert (page.status, page.errors) == (422, ["Say why you need to read it."])
    for reason in (".", "\u202e ok", "1 2"):
        page = await sam.post(f"/answers/people/{ana}/open", {"reason": reason})
        assert page.status == 422 and page.errors[0].startswith("Say it in a few words more.")
    typed = {"reason": "\u202eYou rang\x07 this\x00 morning.", "next": "https://evil.example"}
    page = await sam.post(f"/answers/people/{ana}/open", typed)
    assert page.status == 422 and "turns words round" in page.errors[0]
    shown = page.forms[f"/console/answers/people/{ana}/open"]["reason"]
    page = await sam.post(f"/answers/people/{ana}/open", {**typed, "reason": shown})
    assert page.answer.headers["location"] == f"/console/answers/people/{ana}"
    assert answered.SAID in (await sam.follow()).text
    assert answered.SAID in (await sam.get("/answers?q=listened")).text
    assert await read_by(office, ids["answer"]) == [("safeguarding-lead", "You rang this morning.")]
    seen = await office.do(lambda tx: readings.of_person(tx, ana, 9))
    assert {(one.read_as, one.reason) for one in seen} == {("safeguarding-lead", "You rang this morning.")}
    office.clock.advance(31 * 60)
    sam = await office.sign_in(sam.who) if sam.who else sam
    assert answered.SAID not in (await sam.get(f"/answers/people/{ana}")).text


async def test_the_learning_partner_reads_without_names_what_was_agreed(office: Office) -> None:
    ids = await filled(office)
    lou = await office.staff("learning-partner")
    page = await lou.get("/answers")
    assert answered.SAID in page.text and "He talked" not in page.text and "Without a name, March 2026" in page.text
    (opened,) = (path for path in page.links.values() if re.fullmatch(r"/console/answers/[0-9a-f]{20,}", path))
    for path in ("/answers", opened, opened.replace("answers", "fates"), opened.replace("answers", "quotations/of")):
        page = await lou.get(path)
        assert answered.SAID in page.text
        for named in ("Ana", "P-001", ids["with_concern"], ids["answer"], "What stayed with you?"):
            assert named not in page.html, path
    assert ids["answer"] not in (await lou.get("/fates")).html and ids["answer"] not in (await lou.get("/")).html
    # A tag tells of the words: nobody sees one on words that they may not read.
    cora = await office.staff("coordinator")
    for path, name in ((ids["answer_for_the_team"], "Drinks again"), (ids["answer_for_the_team"], "Power")):
        await cora.get(f"/answers/{path}")
        await cora.post(f"/answers/{path}/tag", {"sentence": "all", "tag": name})
    (hidden,) = await office.rows("SELECT id FROM tags WHERE name = 'Drinks again'")
    assert "Drinks again1" in (await cora.get("/tags")).text and "Power2" in cora.page.text
    sam = await office.staff("safeguarding-lead")
    for browser, path in (
        (lou, "/tags"),
        (lou, "/answers"),
        (lou, opened),
        (sam, "/answers"),
        (lou, f"/tags/{ids['tag']}"),
    ):
        page = await browser.get(path)
        assert page.status == 200 and "Drinks again" not in page.html, path
    assert (await lou.get(f"/tags/{hidden['id']}")).status == 404 and "Power1" in (await lou.get("/tags")).text
    assert "Power" not in (await sam.get("/answers")).html
    await lou.get(opened)
    await lou.post(f"{opened}/tag", {"sentence": "all", "tag": "Heard"})
    assert "Heard" in (await lou.get(opened)).text
    assert await read_by(office, ids["answer"]) == [("learning-partner", "")]


async def test_earlier_words_are_sealed_and_what_it_means_to_them_stands_above_the_tags(
    office: Office, cora: Browser
) -> None:
    ids = await filled(office)
    now = office.clock.now() + DAY

    def change(tx: Transaction) -> str:
        row = tx.one("SELECT conversation_id FROM answers WHERE id = :id", id=ids["answer_for_the_team"])
        assert row is not None
        answers.take_back(tx, now, row["conversation_id"], "prompt_1")
        new = Given(
            "prompt_1", "We both talked.", "We both talked.", "W", "en", instant(now), "staff", None, None, None
        )
        mine = Given("meaning", "power", "Power", "W", "en", instant(now), "staff", None, None, None)
        answers.give(tx, now, ids["without_concern"], row["conversation_id"], mine)
        return answers.give(tx, now, ids["without_concern"], row["conversation_id"], new)

    answer_id = await office.do(change)
    page = await cora.get(f"/answers/{answer_id}")
    assert "We both talked." in page.text and "He talked, I waited." not in page.text
    assert (
        page.text.index("What it means to them") < page.text.index("Power") < page.text.index("What staff found in it")
    )
    await cora.post(
        f"/answers/people/{ids['without_concern']}/open", {"reason": "He asked me to.", "next": "/answers/x"}
    )
    assert "He talked, I waited." in (await cora.get(f"/answers/{answer_id}")).text
    assert await read_by(office, answer_id) == [("coordinator", ""), ("coordinator", "He asked me to.")]


async def test_a_sentence_is_tagged_beside_their_words_and_tags_are_renamed_and_made_one(
    office: Office, cora: Browser
) -> None:
    ids = await filled(office)
    path = f"/answers/{ids['answer']}"
    page = await cora.post(f"{path}/tag", {"sentence": "9", "tag": ""})
    assert len(page.errors) == 2
    await cora.post(f"{path}/tag", {"sentence": "1", "tag": "  trust "})
    await cora.post(f"{path}/tag", {"sentence": "1", "tag": "TRUST"})
    page = await cora.get(path)
    assert "<mark>Then she changed the rota.</mark>" in page.html
    (row,) = await office.rows("SELECT answer FROM answers WHERE id = :id", id=ids["answer"])
    assert row["answer"] == answered.SAID
    counts = await office.rows(
        "SELECT name, COUNT(*) AS times FROM tags JOIN passages ON tag_id = tags.id GROUP BY name"
    )
    assert {one["name"]: one["times"] for one in counts} == {"Power": 1, "Trust": 1}
    assert (await cora.post(f"/tags/{ids['tag']}/rename", {"name": "trust"})).errors != []
    await cora.post(f"/tags/{ids['tag']}/rename", {"name": "Who holds power"})
    (trust,) = await office.rows("SELECT id FROM tags WHERE name = 'Trust'")
    assert (await cora.post(f"/tags/{trust['id']}/merge", {"into": trust["id"]})).errors == [
        "Choose the tag that stays."
    ]
    await cora.post(f"/tags/{trust['id']}/merge", {"into": ids["tag"]})
    page = await cora.get("/tags")
    assert "Who holds power" in page.text and "Trust" not in page.text
    (passage,) = await office.rows("SELECT id FROM passages WHERE begins > 0")
    await cora.post(f"{path}/tag/{passage['id']}/remove")
    assert "<mark>Then she" not in (await cora.get(path)).html


async def test_a_voice_note_is_played_in_the_page_in_parts_and_on_record(office: Office, cora: Browser) -> None:
    ids = await filled(office)
    page = await cora.get(f"/answers/{ids['spoken']}")
    path = f"/answers/{ids['spoken']}/sound/{ids['note']}"
    assert f'src="/console{path}"' in page.html and "media-src 'self'" in page.answer.headers["content-security-policy"]
    whole = (await cora.get(path)).answer
    assert (whole.content, whole.headers["content-type"]) == (answered.SOUND, "audio/wav")
    assert whole.headers["content-disposition"] == 'attachment; filename="voice-note.wav"'
    assert whole.headers["x-content-type-options"] == "nosniff" and whole.headers["cache-control"] == "no-store"
    part = (await cora.get(path, headers={"range": "bytes=2-5"})).answer
    assert (part.status_code, part.content, part.headers["content-range"]) == (
        206,
        answered.SOUND[2:6],
        "bytes 2-5/844",
    )
    assert (await cora.get(path, headers={"range": "bytes=844-"})).status == 200
    assert await read_by(office, ids["spoken"]) == [("coordinator", "")]
    assert (await cora.get(f"/answers/{ids['answer']}/sound/{ids['note']}")).status == 404
    await office.do(lambda tx: tx.run("UPDATE voice_notes SET media_type = 'text/html'"))
    assert (await cora.get(path)).answer.headers["content-type"] == "application/octet-stream"
    await office.do(lambda tx: voice_notes.wipe_old(tx, office.clock.now() + DAY))
    assert (await cora.get(path)).status == 404
