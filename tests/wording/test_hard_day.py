"""What somebody may read on a hard day changes only with a safeguarding lead's yes, and no new text is forgotten."""

from __future__ import annotations

import inspect
import re
from types import ModuleType

import pytest

from bot.actions import concern, crisis
from bot.leading_to_help import needs_a_yes
from bot.wording import where
from bot.wording.hard_day import AREAS, is_of_a_hard_day
from config.made_from import shipped_texts
from tests.said import all_texts

TEXTS = all_texts()
# A wider net than the rule has: whatever it catches and the rule does not was looked at, and stands here.
NET = re.compile(
    r"\b(help now|a person of the team|999|112|111|samaritans|emergenc\w*|danger\w*|urgent\w*|ambulance|police|crisis|"
    r"suicid\w*|kill\w*|dying|hurt\w*|harm\w*|abus\w*|unsafe|safeguarding|heavy|hard day|help number\w*|locked)\b",
    re.IGNORECASE,
)
LOOKED_AT = re.compile(
    r"(commands|mydata_page|who|reach|people)\.|.*\.options\.safeguarding-lead$|privacy\.|all_kept\.|importing\."
)


@pytest.mark.parametrize(
    "address",
    [
        "readback.sounds_heavy",
        "shared.stranger_help",
        "webdoor.ask_help",
        "webdoor.ask_person",
        "shared.chat_is_locked",
        "shared.labels.help_now",
        "shared.labels.person",
        "commands.person",
        "help.who_i_am",
        "help.who_reads",
        "onboarding_partner.hello",
        "onboarding_leader.hello",
        "onboarding_leader.hello_by_link",
        "concern_told.somebody_writes",
        "after_session.contact.options.not_now",
        "lock.what.options.my_phone",
        "shared.contact_by.says",
        "shared.contact_by.options.call",
        "shared.which_number.short",
        "another_way.by_a_page",
        "shared.your_plan",
        "shared.noted_here",
        "shared.read_next",
        "shared.offer_above",
    ],
)
def test_these_wait_for_a_yes(address: str) -> None:
    assert address in shipped_texts("en") and is_of_a_hard_day(address)


def test_every_text_that_speaks_of_help_or_danger_waits_for_a_yes() -> None:
    """A new one that this finds: say it in the words of bot/wording/hard_day.py, or add them there."""
    english = shipped_texts("en")
    assert {where.area_of(one) for one in english} >= AREAS - {"heavy_words"}
    found = [
        one for one, words in english.items() if NET.search(words) and not one.startswith("thought.")
        if not is_of_a_hard_day(one) and not LOOKED_AT.match(one)
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("module", [concern, crisis])
def test_what_is_done_for_whoever_asks_for_a_person_says_only_what_waits_for_a_yes(module: ModuleType) -> None:
    """A new one that this finds: put it beside the others, into safety.toml."""
    named = {f"shared.{one}" for one in re.findall(r'"([a-z_]+)"', inspect.getsource(module))}
    said = named & shipped_texts("en").keys()
    assert said and [one for one in sorted(said) if not is_of_a_hard_day(one)] == []


@pytest.mark.parametrize(
    "words",
    [
        *("Call 999.", "Ring 116 123.", "Tap Help now.", "Tapiwch Siarad â pherson.", "ابھی مدد"),
        *(
            "Do you sometimes want to kill yourself?",
            "Do you want to be dead?",
            "Rydw i eisiau marw",
            "میں مرنا چاہتا ہوں",
        ),
    ],
)
def test_words_need_a_yes_that_lead_to_help_or_sound_heavy_in_any_language(words: str) -> None:
    assert needs_a_yes(words, TEXTS.voice("ur")) and needs_a_yes(words, TEXTS.first)


def test_ordinary_words_need_no_yes() -> None:
    assert not needs_a_yes("A thought can help. Only you see it.", TEXTS.first)
    assert not is_of_a_hard_day("reflect.why")
    assert sum(map(is_of_a_hard_day, shipped_texts("en"))) < len(shipped_texts("en")) / 5
