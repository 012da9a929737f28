"""The kinds of question a conversation can ask."""

from bot.chat.choices import Choice, Scale, Several, YesNo
from bot.chat.question import Question, Said
from bot.chat.spoken import Mixed, VoiceNote
from bot.chat.weekdays import Weekdays
from bot.chat.words import HINTS, NotAnAnswer, Words
from bot.chat.written import Day, Instead, Number, Text, Time

__all__ = [
    "HINTS",
    "Choice",
    "Day",
    "Instead",
    "Mixed",
    "NotAnAnswer",
    "Number",
    "Question",
    "Said",
    "Scale",
    "Several",
    "Text",
    "Time",
    "VoiceNote",
    "Weekdays",
    "Words",
    "YesNo",
]
