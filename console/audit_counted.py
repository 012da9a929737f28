"""What a part of the program counted, as the log tells it."""

from __future__ import annotations

# What is forgotten each night, by the name under which it is counted.
COUNTED = {
    "received": "messages to us, handled long ago",
    "set_aside": "messages to us that could not be handled",
    "ids": "numbers of messages to us",
    "sent": "messages from us",
    "rows": "notes that a message went",
    "fleeting": "messages that were to be seen once",
    "nudges": "plans for notes",
    "asked": "questions as they were put",
    "transcripts": "voice notes in writing",
    "sounds": "voice notes",
    "notices": "lines of Today that somebody has seen",
    "guesses": "wrong codes of invites",
    "invites": "invites that nobody used",
    "labels": "names on invites",
    "offers": "offers of a person",
    "moves": "moves to another phone",
    "uploads": "files on their way",
    "emails": "emails",
    "exports": "records of files that were taken away",
    "sign_in_links": "links to sign in",
    "sign_ins": "sign-ins that are over",
    "presses": "presses of buttons here",
    "links": "links",
    "left": "people who have left, and how to reach them",
    "people": "people whose time with us is long over",
    "answers": "answers of whoever is gone",
    "concerns": "concerns that are closed",
    "consents": "permissions that are over",
    "audit": "rows of this log",
}
NOTHING = "there was nothing"


def counted(detail: str) -> str:
    """Such as "received=0 ids=2" in words and without what there was none of; whatever counts nothing as it is."""
    parts = [part.partition("=") for part in detail.split()]
    if not parts or not all(sign and value.isdigit() for _, sign, value in parts):
        return detail
    told = [f"{COUNTED.get(name, name.replace('_', ' '))}: {value}" for name, _, value in parts if value != "0"]
    return ", ".join(told) or NOTHING
