"""What is done about a concern, in English words, as the team reads it on its pages and in the file of one."""

from __future__ import annotations

from typing import Final

# Why it is closed, by the reason that was chosen.
REASONS: Final = {
    "answered": "They have what they asked for",
    "elsewhere": "Somebody else looks after it now",
    "not_wanted": "They do not want it any more",
    "not_reached": "We could not reach them",
    "no_concern": "It was not meant, or it was a test",
}
# Who only looked, and at what, by the name under which it is on record.
LOOKED: Final = {
    "concern_looked_at": "looked at it",
    "concern_listed": "saw it in a list",
    "concern_seen_to_exist": "saw that there is one, and nothing of what it holds",
}
DID: Final = {
    "concern_taken": "said that they are on it",
    "concern_handed": "asked somebody to take it over:",
    "concern_closed": "closed it",
    "concern_lifted": "let Voices write to them first again",
    "concern_held": "took back that Voices may write to them first",
    "concern_exported": "took away a file of it",
    "was_told": "was told that there is one",
}
NOTES: Final = {"done": "noted", "told": "wrote to the person"}
ASKED, TO_HEAR_BY = "asked for a person", "asked for a person, and was told to hear from somebody by"
MISSED = "By then they should have heard from somebody, as they were told. Nobody had been in touch."
