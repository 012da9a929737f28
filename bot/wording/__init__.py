"""The bot's own texts as staff work on them: where each appears, what is wrong with a change, who would notice it."""
