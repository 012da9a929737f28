"""Every language file has each text that the code needs, none besides, and none that is wrong for a hard day."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot import conversations
from bot.actions.explaining import COUNTED, UNANSWERED
from bot.actions.page import ORDER
from bot.chat.questions import HINTS
from bot.conversations import COMMANDS, STORIES, WORDS
from bot.rules.kinds import KINDS
from bot.wording.checking import NEUTRAL, NEVER, OF_OTHERS, TELEGRAMS_DESCRIPTION, TELEGRAMS_LIMIT
from bot.wording.lock_screen import FIRST_SEEN
from bot.wording.needing import needed_by, offered_by
from config.languages import language_files
from tests.cast import CAST

NOT_STORIES = ("shared", "commands", "mydata_page", "webdoor", "emails", "card_lines")
LANGUAGES = sorted(language_files())

# What Telegram shows on a locked screen of a message that we begin: nothing that others should not read there.
WE_BEGIN = {
    "shared": (
        *("nudge_unanswered", "we_were_away", "we_were_away_staff"),
        *("we_lost_voice_note", "we_lost_voice_note_too_large"),
    ),
    "concern_alert": ("a_concern", "still_waits", "wrote_again", "nobody_answers"),
    "concern_taken": ("taken_from_you",),
    "concern_ended": ("closed_for_you",),
    "concern_written": ("somebody_wrote",),
    "concern_handed": ("please_take_it",),
    "concern_told": ("somebody_writes",),
    "stand_in": ("you_stand_in",),
    "team_change": (
        "role_was_taken",
        "step_was_reset",
        "invite_waits",
        "somebody_invited",
        "crisis_words_wait",
        "crisis_words_came_back",
        "report_was_deleted",
    ),
    "webdoor": ("pass_on",),
    "reflection_note": ("offer",),
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


def texts(language: str) -> Mapping[str, Any]:
    return language_files()[language][0]


def says(entry: Any) -> str:
    return str(entry if isinstance(entry, str) else entry["says"])


def described(language: str) -> dict[str, str]:
    """What each command is described as, for everybody and for a role."""
    listed = texts(language)["commands"]
    found: dict[str, str] = {}
    for name, entry in listed.items():
        found.update(entry if isinstance(entry, dict) else {name: entry})
    return found


def every_text(language: str) -> Iterator[tuple[str, str]]:
    """Each text that is said, with its address."""
    for table, entries in {**texts(language), "commands": described(language)}.items():
        for key, entry in entries.items():
            if key != "labels":
                yield f"{table}.{key}", says(entry)


def every_word(language: str) -> Iterator[tuple[str, str]]:
    """Each text, short form, label and option, with its address."""
    yield from every_text(language)
    for table, entries in texts(language).items():
        for key, entry in entries.items():
            if isinstance(entry, dict):
                labels = entry if key == "labels" else entry.get("options", {})
                yield from ((f"{table}.{key}.{one}", label) for one, label in labels.items())
                if "short" in entry:
                    yield f"{table}.{key}.short", entry["short"]


@cache
def words_in_code(*, stories: bool = True) -> frozenset[str]:
    """Every string that stands in the bot's code, with that of the stories or without."""
    found = set()
    told = Path(conversations.__file__).parent
    for path in told.parent.rglob("*.py"):
        if path.parent == told and not stories:
            continue
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        found |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(found)


def named_in_code(key: str) -> bool:
    """Whether code besides the stories names this key, in full or by how it begins."""
    return key in words_in_code(stories=False) or any(key.startswith(one) for one in ("cannot_keep_", "nudge_"))


@each_language
def test_each_story_has_its_texts_and_option_labels(language: str) -> None:
    missing = []
    held, shared = texts(language), texts(language)["shared"]
    for name, story in STORIES.items():
        for key, options in needed_by(story.tell):
            entry = held.get(name, {}).get(key, shared.get(key))
            own = entry.get("options", {}) if isinstance(entry, dict) else {}
            missing += [f"{name}.{key}"] if entry is None else []
            missing += [f"{name}.{key} short"] if options is not None and not isinstance(entry, dict) else []
            missing += [
                f"{name}.{key}.{one}" for one in options or () if one not in own and one not in shared["labels"]
            ]
    numbers = re.compile(r"\.[0-9]$")  # a step of a scale speaks for itself
    assert [one for one in missing if not numbers.search(one)] == []


@each_language
def test_each_text_is_used(language: str) -> None:
    unused = []
    for name, entries in texts(language).items():
        tellers = STORIES.values() if name == "shared" else [STORIES[name]] if name in STORIES else []
        needed = {key for story in tellers for key, _ in needed_by(story.tell)} | {*COMMANDS}
        keys = described(language) if name == "commands" else entries
        unused += [f"{name}.{key}" for key in keys if key not in needed and not named_in_code(key)]
    assert unused == []


@each_language
def test_each_option_and_label_is_used(language: str) -> None:
    unused = [
        address
        for address, _ in every_word(language)
        if re.search(r"\.(options|labels)\.|\.\w+\.\w+$", address)
        and not address.endswith(".short")
        and not address.startswith(("mydata_page", "digest.kinds"))
        and address.rpartition(".")[2] not in (*words_in_code(), *LANGUAGES, *"0123456789")
    ]
    assert unused == []


@each_language
def test_each_table_belongs_to_a_story(language: str) -> None:
    assert set(texts(language)) - set(NOT_STORIES) <= set(STORIES)


@each_language
def test_each_offered_story_exists_and_has_a_label(language: str) -> None:
    offered = {one for story in STORIES.values() for one in offered_by(story.tell)}
    assert offered <= set(STORIES)
    assert offered <= set(texts(language)["shared"]["labels"])


@each_language
def test_each_question_has_a_short_form_for_the_summary(language: str) -> None:
    for entries in texts(language).values():
        for key, entry in entries.items():
            if isinstance(entry, dict) and "says" in entry and entry["says"]:
                assert 0 < len(entry.get("short", "")) <= 30, key


@each_language
def test_the_hints_are_complete_and_fill_the_same_places(language: str) -> None:
    shared = texts(language)["shared"]
    for hint, values in HINTS.items():
        places = set(re.findall(r"\{(\w+)\}", shared[hint]))
        assert places <= set(values), hint
    engine = Path(conversations.__file__).parents[1] / "chat"
    asked_for = re.compile(r'(?:_hint\(scene, play|Refused\(|conversation\.kind), ?"(\w+)"|Refused\("(\w+)"')
    wanted = {one or two for path in engine.glob("*.py") for one, two in asked_for.findall(path.read_text())}
    assert wanted and wanted <= set(shared)


@each_language
def test_each_place_is_the_same_as_in_english(language: str) -> None:
    english = dict(every_text("en"))
    for address, text in every_text(language):
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english[address])), address


@each_language
def test_each_command_is_described(language: str) -> None:
    assert set(described(language)) == set(COMMANDS)
    assert all(0 < len(text) <= TELEGRAMS_DESCRIPTION for text in described(language).values())
    assert set(COMMANDS.values()) | set(WORDS.values()) <= set(STORIES)


@each_language
def test_nothing_is_cheered(language: str) -> None:
    assert [address for address, text in every_word(language) if "!" in text or "¡" in text] == []


@each_language
def test_nobody_is_called_what_they_are_not(language: str) -> None:
    never = re.compile(NEVER.get(language, r"(?!)"), re.IGNORECASE)
    assert [address for address, text in every_word(language) if never.search(text)] == []


@each_language
def test_every_text_fits_into_a_message_and_none_is_empty(language: str) -> None:
    for address, text in every_text(language):
        assert len(text.encode("utf-16-le")) // 2 <= TELEGRAMS_LIMIT, address
        assert text.strip() or address.startswith("mydata_page."), address


@each_language
def test_what_we_begin_says_nothing_on_a_locked_screen(language: str) -> None:
    hellos = [f"{name}.hello" for name in STORIES if "hello" in texts(language).get(name, {})]
    begun = [f"{table}.{key}" for table, keys in WE_BEGIN.items() for key in keys]
    said = dict(every_text(language))
    assert all(said[address].startswith(NEUTRAL[language]) for address in [*hellos, *begun])
    of_ours = ("nudge_", "we_were_away", "we_lost_")
    assert {f"shared.{key}" for key in texts(language)["shared"] if key.startswith(of_ours)} <= set(begun)


@each_language
def test_each_story_that_a_note_begins_has_words_that_say_nothing_on_a_locked_screen(language: str) -> None:
    for story in {kind.story for kind in KINDS.values()} & set(STORIES):
        said = [says(entry) for entry in texts(language)[story].values()]
        assert any(text.startswith(NEUTRAL[language]) for text in said), story


@each_language
def test_what_a_note_says_first_names_nobody_on_a_locked_screen(language: str) -> None:
    """Neither in the text that it begins with nor in the question that follows an opening in the same message."""
    for story in {kind.story for kind in KINDS.values()} & set(STORIES):
        said = {key: says(entry) for key, entry in texts(language)[story].items()}
        for key, text in said.items():
            if text.startswith(NEUTRAL[language]):
                assert OF_OTHERS.search(text[:FIRST_SEEN]) is None, f"{story}.{key}"
                assert key not in ("hello", "opening") or len(text) >= FIRST_SEEN, f"{story}.{key}"


def test_no_note_in_any_chat_names_anybody_in_its_first_letters() -> None:
    folder = Path(__file__).parent / "transcripts"
    said = [text for path in folder.glob("*.chat") for text in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8"))]
    notes = [" ".join(text.partition(": ")[2].split()) for text in said if text.startswith("bot")]
    ours = [note[:FIRST_SEEN] for note in notes if note.startswith(NEUTRAL["en"])]
    assert len(ours) > 50
    assert [
        note for note in ours if re.search(rf"\b({'|'.join(one.first_name for one in CAST.values())})\b", note)
    ] == []


@each_language
def test_each_kind_of_note_has_its_reason_and_is_counted_as_its_reason_says(language: str) -> None:
    reasons = texts(language)["why"]["because"]["options"]
    assert set(reasons) == {*KINDS, UNANSWERED}
    assert set(COUNTED) == {*(name for name, kind in KINDS.items() if kind.counts), UNANSWERED}


@each_language
def test_each_kind_of_notice_has_words_for_the_team(language: str) -> None:
    assert set(texts(language)["digest"]["kinds"]["options"]) == notices_in_code()


# Where a notice's kind is handed in; what is handed in is found by these names.
HANDED_IN = {"bot/actions/meeting.py", "bot/actions/joining.py", "bot/actions/concern.py", "bot/delivery/outcomes.py"}
HANDING = {"tell_staff", "join", "join_partner", "raise_alarm", "_open", "notice"}


@cache
def notices_in_code() -> frozenset[str]:
    """Every kind of notice that the code can put up."""
    top = Path(conversations.__file__).parents[2]
    found, handed_in = set(), set()
    for path in [*top.glob("bot/**/*.py"), *top.glob("storage/*.py")]:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if _called(call.func) == "note" and _called(getattr(call.func, "value", None)) == "notices":
                kind = call.args[2]
                if isinstance(kind, ast.Constant):
                    found.add(str(kind.value))
                else:
                    handed_in.add(str(path.relative_to(top)))
            elif HANDING & {_called(one) for one in (call.func, *call.args)}:
                given = [one.value for one in call.keywords if one.arg == "kind"] + call.args
                found |= {str(one.value) for one in given if isinstance(one, ast.Constant) and one.value}
    assert handed_in == HANDED_IN
    return frozenset(found - NOT_NOTICES)


def _called(node: ast.AST | None) -> str:
    """The last part of a name: note, for notices.note."""
    return str(getattr(node, "attr", getattr(node, "id", "")))


NOT_NOTICES = {"joined", "payment_talk", "raised"}  # what a story calls that it has done so


@each_language
def test_the_page_of_ones_data_names_every_kind_of_record_and_column(language: str) -> None:
    from storage.belongings import _THEIRS

    page = texts(language)["mydata_page"]
    assert {*ORDER} <= set(page)
    assert {*_THEIRS, "consents", "answers"} == set(ORDER)
