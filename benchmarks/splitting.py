"""Whether the time to cut a long text grows with its length alone: `python -m benchmarks.splitting`.

Texts of 20,000 and 80,000 characters, each of one thing over and over: letters, flags, marks, blanks. Work that goes
with the square of the length would take sixteen times as long for four times the text.
"""

from __future__ import annotations

import time

from bot.chat.splitting import split_message

MANY = 20_000  # characters
THINGS = {
    "letters": "x",
    "words": "word ",
    "sentences": "One. ",
    "paragraphs": "Line.\n\n",
    "emoji": "😀",
    "flags": "🇬🇧",
    "half flags and marks": "🇬\u0301",
    "families": "👨‍👩‍👧",
    "joined to nothing": "👨\u200d",
    "marks": "\u0301",
    "Hangul": "\u1112\u1161\u11ab",
    "Devanagari": "क्",
    "number signs": "\u0600",
    "blanks": " ",
    "lines": "\n",
    "nothing to see": "\u200b",
    "half a character": "\ud800",
}


def _seconds(thing: str, length: int) -> float:
    """The better of two runs, of the processor."""
    text, taken = thing * (length // len(thing)), []
    for _ in range(2):
        started = time.process_time()
        split_message(text)
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> None:
    split_message("x" * 5000)  # what is loaded at the first long text is no part of it
    print(f"{'':22}{'20,000':>10}{'80,000':>10}{'ratio':>8}")
    for name, thing in THINGS.items():
        short, long = _seconds(thing, MANY), _seconds(thing, 4 * MANY)
        print(f"{name:22}{short * 1000:8.1f}ms{long * 1000:8.1f}ms{long / short:8.1f}")


if __name__ == "__main__":
    main()
