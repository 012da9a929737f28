"""Pages as HTML. Jinja escapes whatever is put in; a text that a page needs and nobody gave is an error."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.actions.web_link import PAGE, TABLE
from bot.chat.texts import Voice

_FOLDER = Path(__file__).parent
STATIC = {path.name: path.read_bytes() for path in (_FOLDER / "static").iterdir()}
# What stands on the page around the conversation.
WORDS = (
    *("title", "heading", "to_newest", "messages", "earlier", "we_wrote", "you_wrote", "nothing_yet", "download"),
    *("its_buttons", "your_answer", "choose", "or_write", "write", "so_far", "send", "more_ways", "ask_menu"),
    *(
        "ask_person",
        "ask_help",
        "try_again",
        "go_to_page",
        "your_words",
        "to_answer",
        "to_words",
        "look_here",
        "look_again",
    ),
    *("everything", "all_commands", "keep_page", "own_link", "home_screen", "say_it", "recording", "recording_hint"),
    *("send_recording", "private_title", "private", "open", "have_a_link", "your_link_or_code", "have_email"),
    *("your_address", "send_link", "go_on_here", "stop_title", "stop_emails", "stop_now"),
)
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, voice: Voice, values: Mapping[str, object]) -> bytes:
    """The page made of a template, in one language."""
    words = {key: voice.says(TABLE, key, {}) for key in WORDS}
    frame = {"language": voice.about.tag, "direction": voice.direction, "words": words, "page": PAGE}
    return _ENVIRONMENT.get_template(template).render(**frame, **values).encode("utf-8", "replace")
