"""The log in words: what was done, what was counted, and what did it where it was nobody with an account."""

from __future__ import annotations

REFUSED = "access_refused"
FORGOTTEN, NOTHING = "bodies_wiped", "there was nothing"
# Whoever did it and is nobody with an account.
PROGRAMS = {
    "retention": "Voices, by itself at night",
    "command line": "Somebody at the machine, by a command",
    "": "Voices, by itself",
}
# What the name of it alone would not tell.
DID = {
    FORGOTTEN: "forgot what is past its term",
    REFUSED: "asked for a page that is not for them",
    "duty_changed": "changed the hours in which somebody reads what comes in",
    "deputy_named": "named who stands in for somebody",
    "report_made": "made a whole report",
    "took_part_noted": "noted who took part",
    "concern_closed": "closed a concern",
    "concern_asked": "asked for a person",
    "concern_handed": "asked somebody to take over a concern",
    "concern_held": "took back that Voices may write first",
    "concern_lifted": "let Voices write first again",
    "concern_looked_at": "looked at a concern",
    "concern_noted": "noted what was done about a concern",
    "concern_seen_to_exist": "saw that there is a concern, and nothing of what it holds",
    "concern_taken": "took on a concern",
    "concern_told": "wrote to the person about their concern",
    "concern_listed": "saw a concern in the list",
    "concerns_listed": "looked at the list of concerns",
    "quotation_place_gone": "ended what was asked for a report, which was deleted",
    "part_taken": "took one more part by an invite",
    "session_has_to_move": "wrote down that a session has to move",
    "session_stays": "said that a session stays as it is",
}
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
