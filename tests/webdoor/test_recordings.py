"""A recording that is sent from the page is a voice note like any other, with the same limits. Nothing gets lost."""

from __future__ import annotations

import io
from zipfile import ZipFile

import aiohttp
import pytest

from bot.actions import copying
from bot.webdoor.recordings import Recording, recording
from simulator.kinds import PAGE
from storage import people
from storage.database import Transaction
from tests.cast import MONDAY
from tests.webdoor.site import FROM_HERE, Page, Site, Visitor
from tests.webdoor.sounds import wav

PRACTICE = (PAGE / "practice.ogg").read_bytes()
MP3_FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413
AAC_FRAME = b"\xff\xf1\x50\x80\x02\x1f\xfc" + b"\0" * 9  # sixteen bytes, as its head says


async def send(visitor: Visitor, content: bytes, kind: str = "audio/wav", words: str = "", how: str = "sound") -> Page:
    """Choose a file, perhaps type beside it, and press one of the two buttons."""
    data = aiohttp.FormData(quote_fields=False)
    for name, value in {**visitor.page.hidden, "words": words, "send": how}.items():
        data.add_field(name, value, content_type="text/plain; charset=utf-8")
    data.add_field("sound", io.BytesIO(content), filename="recording.wav" if content else "", content_type=kind)
    async with visitor.client.post(visitor.site.url + "/answer", data=data, headers=FROM_HERE) as answer:
        visitor.page = Page(await answer.text(), answer.status)
    return visitor.page


@pytest.fixture
async def bryn(site: Site, lena: Visitor) -> Visitor:
    """A partner who is asked something that can be answered aloud."""
    await lena.open(await site.link(await site.partner()))
    await lena.say("/reflect")
    return lena


async def test_a_recording_is_an_answer_and_can_be_heard_again(site: Site, bryn: Visitor) -> None:
    page = await send(bryn, wav(34))
    assert "I have that." in page.text
    await bryn.press("Done")
    page = await bryn.press("Only me")
    assert page.text.index("a voice note, 0:34") < page.text.index("I have that.")
    (note,) = await site.rows("SELECT id, state, seconds, bytes, media_type, file_id FROM voice_notes")
    assert (note["state"], note["seconds"], note["media_type"], note["file_id"]) == ("kept", 34, "audio/wav", "")
    async with bryn.client.get(f"{site.url}/answer/sound/{note['id']}") as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "audio/wav", wav(34))
    assert await site.rows("SELECT 1 FROM uploads") == []


async def test_it_is_among_the_sounds_of_the_copy_that_somebody_gets(site: Site, bryn: Visitor) -> None:
    await send(bryn, wav(3))
    await bryn.press("Done")
    await bryn.press("Only me")
    texts = site.player.running.parts.texts

    def copy(tx: Transaction) -> bytes:
        (row,) = tx.all("SELECT person_id FROM voice_notes")
        person = people.by_id(tx, row["person_id"])
        assert person is not None
        return copying.archive(tx, MONDAY, person, texts.voice("en"))

    with ZipFile(io.BytesIO(await site.do(copy))) as whole:
        (name,) = (one for one in whole.namelist() if one.startswith("media/"))
        assert whole.read(name) == wav(3)


async def test_nobody_else_can_hear_it(site: Site, bryn: Visitor) -> None:
    await send(bryn, wav(2))
    (note,) = await site.rows("SELECT id FROM voice_notes")
    async with site.visitor() as stranger:
        assert (await stranger.get(f"/answer/sound/{note['id']}")).status == 404
        await stranger.open(await site.link(await site.let_in("Evelyn")))
        assert (await stranger.get(f"/answer/sound/{note['id']}")).status == 404


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (wav(30 * 60), "audio/wav", "longer than 5 minutes"),
        (b"RIFF\0\0\0\0WAVE" + b"\0" * (10 * 1024**2), "audio/wav", "larger than 10 megabytes"),
        (b"", "application/octet-stream", "There was no recording"),
        (b"%PDF-1.7", "application/pdf", "not a kind of recording"),
        (b"OggS" + bytes(range(256)) * 40, "audio/ogg", "not a kind of recording"),
        (b"<script>alert(1)</script>", "audio/ogg", "not a kind of recording"),
        (wav(1), "text/html", "not a kind of recording"),
    ],
    ids=["half an hour", "huge", "nothing", "a document", "noise", "a script", "another type"],
)
async def test_what_cannot_be_taken_is_said_kindly_and_nothing_is_kept(
    content: bytes, kind: str, says: str, site: Site, bryn: Visitor
) -> None:
    page = await send(bryn, content, kind, words="and some words")
    assert (page.status, says in page.text) == (200, True)
    assert "and some words" in page.kept or says == "longer than 5 minutes"
    assert await site.rows("SELECT 1 FROM voice_notes") == []
    assert await site.rows("SELECT 1 FROM uploads") == []


async def test_more_than_is_ever_read_is_refused(bryn: Visitor) -> None:
    page = await send(bryn, b"x" * (11 * 1024**2))
    assert (page.status, "up to 10 megabytes" in page.text) == (413, True)


async def test_a_question_that_takes_no_recording_says_so(site: Site, lena: Visitor) -> None:
    page = await send(lena, wav(3))
    assert "cannot take a voice note" in page.text
    assert await site.rows("SELECT 1 FROM uploads") == []


async def test_words_and_a_recording_together_lose_neither(site: Site, bryn: Visitor) -> None:
    page = await send(bryn, wav(3), words="typed beside it")
    assert page.kept == "typed beside it"
    assert len(await site.rows("SELECT 1 FROM voice_notes")) == 1
    page = await send(bryn, wav(3), words="typed beside it", how="words")
    assert "The recording was not sent with them." in page.text
    assert len(await site.rows("SELECT 1 FROM voice_notes")) == 1


async def test_a_recording_that_is_sent_twice_is_one_answer(site: Site, bryn: Visitor) -> None:
    form = dict(bryn.page.hidden)
    await send(bryn, wav(3))
    bryn.page.hidden = form
    assert (await send(bryn, wav(3))).status == 200
    assert len(await site.rows("SELECT 1 FROM voice_notes")) == 1


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"\0\0\0\x18ftypM4A " + b"\0" * 40 + b"\0\0\0\x08moov", "audio/mp4"),
        (AAC_FRAME * 3, "audio/mpeg"),
        (b"#!AMR\n" + b"\0" * 40, "audio/amr"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 40, "audio/webm"),
    ],
)
def test_a_recording_that_tells_no_length_is_known_by_what_it_is(begins: bytes, kind: str) -> None:
    heard = recording(begins, "audio/x-anything")
    assert isinstance(heard, Recording)
    assert (heard.media_type, heard.seconds) == (kind, 0)


def test_its_kind_is_what_it_is_and_not_what_it_is_called() -> None:
    heard = [recording(one, "audio/x-anything") for one in (PRACTICE, MP3_FRAME * 100, wav(2))]
    assert [one.media_type for one in heard if isinstance(one, Recording)] == ["audio/ogg", "audio/mpeg", "audio/wav"]
    assert all(one.seconds > 0 for one in heard if isinstance(one, Recording))


@pytest.mark.parametrize(
    "begins",
    [b"OggS", b"\0\0\0\x18ftypM4A ", b"RIFF\0\0\0\0WAVE", b"\xff\xf1\x50", b"\x1a\x45\xdf\xa3", b"ID3\x04"],
)
def test_noise_that_begins_like_a_recording_is_none(begins: bytes) -> None:
    assert recording(begins + bytes(range(256)) * 20, "audio/ogg") == "not_a_recording"
