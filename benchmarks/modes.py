"""The situations a bot is measured in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mode:
    """How many people talk, how fast, and how far away Telegram is; times in seconds."""

    says: str
    people: int
    think: tuple[float, float] = (0.0, 0.0)
    opening: float = 0.0  # the first /start of everybody is spread over this time
    round_trip: float = 0.0
    per_second: float | None = None  # updates come by the metronome, whatever people think
    repeat_after: float | None = None  # people without an answer say it again, once, and then /start


MODES = {
    "burst": Mode("people who answer at once", people=200),
    "rtt": Mode("people who answer at once, 50 ms to Telegram and back", people=200, round_trip=0.05),
    "steady": Mode(
        "people who think 20 s, 50 ms to Telegram and back", people=600, think=(10, 30), opening=20, round_trip=0.05
    ),
    "lone": Mode("40 updates a second, one after another", people=40, per_second=40),
    "kill": Mode("100 people who think 1 s", people=100, think=(0.5, 1.5), opening=1.0, repeat_after=8.0),
}
