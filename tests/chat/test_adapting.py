"""Messages as they suit access needs: no signs, answers written out, few buttons at a time."""

from __future__ import annotations

import pytest

from bot.chat.adapting import adapted, with_answers, without_signs
from bot.chat.putting import HELP, PAGE, keyboard
from bot.chat.questions import Choice, Scale, Text
from bot.chat.texts import Texts, Voice
from bot.rules.manners import AS_USUAL, Manners
from config.languages import language_files

PICTURE = "(a picture)"


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Texts(language_files()).voice("en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thank you 🙂", "Thank you"),
        ("👍 Yes", "Yes"),
        ("It was hard 😢 and long", "It was hard and long"),
        ("🙂", PICTURE),
        ("You said: 🙂", f"You said: {PICTURE}"),
        ("You said: “👩🏽‍⚕️”.", f"You said: “{PICTURE}”."),
        ("1️⃣ Yes", "1 Yes"),
        ("✓ Captions", "Captions"),
        ("Monday → Friday", "Monday Friday"),
        ("🇬🇧 Ben", "Ben"),
        ("سلام، عائشہ", "سلام، عائشہ"),
        ("क्षि", "क्षि"),
        ("20 °C, © Voices, £5", "20 °C, © Voices, £5"),
        ("می‌خواهم", "می‌خواهم"),  # what joins two emoji is a letter's neighbour here, and stays
        ("line one 🌻\nline two", "line one\nline two"),
    ],
)
def test_signs_go_and_words_stay(text: str, wanted: str) -> None:
    assert without_signs(text, PICTURE) == wanted


def test_a_message_loses_the_signs_on_its_buttons_too(voice: Voice) -> None:
    payload = {"text": "Ben 🌻", "reply_markup": {"inline_keyboard": [[{"text": "Ben 🌻", "callback_data": "x.0"}]]}}
    wanted = {"text": "Ben", "reply_markup": {"inline_keyboard": [[{"text": "Ben", "callback_data": "x.0"}]]}}
    assert adapted(payload, voice, Manners(in_words=True)) == wanted
    assert adapted(payload, voice, AS_USUAL) == payload


def test_a_sign_sent_to_nobody_with_this_need_stays(voice: Voice) -> None:
    assert adapted({"text": "🙂"}, voice, Manners(one_at_a_time=True)) == {"text": "🙂"}


def test_answers_are_written_out_with_the_numbers_that_can_be_typed(voice: Voice) -> None:
    labels = {"yes": "Yes", "no": "No"}
    text = with_answers("Well?", Choice("yes", "no"), labels, ("skip",), voice, Manners(written_out=True))
    assert text.split("\n\n") == [
        "Well?",
        "You can type one of these:\n1. Yes\n2. No",
        "These words work as well: Skip",
    ]


def test_numbers_are_not_numbered(voice: Voice) -> None:
    labels = {str(step): str(step) for step in range(3)}
    assert with_answers("How many?", Scale(0, 2), labels, (), voice, Manners(written_out=True)).endswith("\n0\n1\n2")


def test_a_voice_note_is_said_to_be_welcome_only_where_it_is(voice: Voice) -> None:
    welcome = voice.says("shared", "voice_welcome", {})
    spoken = with_answers("Tell me.", Text(voice=True), {}, (), voice, Manners(by_voice=True))
    written = with_answers("Tell me.", Text(), {}, (), voice, Manners(by_voice=True))
    assert (spoken, written) == (f"Tell me.\n\n{welcome}", "Tell me.")


@pytest.mark.parametrize("count", [1, PAGE, PAGE + 1, 13, 40])
def test_each_option_can_be_reached_a_page_at_a_time(voice: Voice, count: int) -> None:
    labels = {str(number): f"Option {number}" for number in range(count)}
    question, manners = Choice(*labels), Manners(one_at_a_time=True)
    page, seen, pages = 0, set(), 0
    while True:
        shown = keyboard(question, labels, "h" * 22, voice, (), None, manners, page)
        assert shown is not None
        rows = shown["inline_keyboard"]
        assert all(len(row) == 1 for row in rows) and len(rows) <= PAGE + 1
        seen |= {row[0]["text"] for row in rows} & set(labels.values())
        pages += 1
        if len(seen) == count:
            break
        page = int(rows[-1][0]["callback_data"].rpartition(".")[2]) - 900
    assert pages == (1 if count <= PAGE else -(-count // PAGE))


@pytest.mark.parametrize("page", [0, 1, 2])
def test_help_stands_below_each_part_of_a_long_menu(voice: Voice, page: int) -> None:
    labels = {f"story_{number}": f"Story {number}" for number in range(13)} | {one: voice.label(one) for one in HELP}
    shown = keyboard(None, labels, "h" * 22, voice, (), None, Manners(one_at_a_time=True), page)
    assert shown is not None
    said = [row[0]["text"] for row in shown["inline_keyboard"]]
    assert said[-3:] == ["More to choose", "Talk to a person", "Help now"]
    assert said[:-3] == [f"Story {number}" for number in range(13)][page * PAGE : (page + 1) * PAGE]
