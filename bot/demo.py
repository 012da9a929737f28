"""`voices demo`: practice phones in the browser, the real bot behind them, and a small programme to begin with."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import webbrowser
from pathlib import Path

from bot import demo_page, demo_programme
from bot.chat.texts import Texts
from bot.clock import SystemClock
from bot.commands.refused import CannotGoOn
from config.languages import language_files
from config.prompts import prompt_files
from simulator import people as phones
from simulator.app import Control, Simulator, create_app
from simulator.serving import serving
from storage.database import DatabaseHeld
from storage.holding import Held, hold
from storage.opening import open_database

FOLDER = Path("var/demo")
TOKEN = "1000001:practice-phones-only"  # noqa: S105 - opens nothing but this machine's simulator
PACE = ("VOICES_RATE_PER_SECOND", "VOICES_RATE_PER_CHAT")  # all that a demo takes over from a real set-up
GRACE = 12.0  # seconds for the bot to finish what it has in hand


class PracticeBot:
    """The bot in its own process, so that it can be killed and started again while the phones stay."""

    def __init__(self, url: str, database_url: str, port: int) -> None:
        self._settings = {
            "VOICES_TELEGRAM_TOKEN": TOKEN,
            "VOICES_TELEGRAM_API_URL": url,
            "VOICES_DATABASE_URL": database_url,
            "VOICES_TIMEZONE": demo_programme.TIMEZONE,
            "VOICES_CONSOLE_PORT": str(port),
            "VOICES_CONSOLE_URL": url,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def status(self) -> str:
        if self._process is None or self._process.returncode is not None:
            return "not running"
        return f"running, process {self._process.pid}"

    async def start(self) -> None:
        """Start it, unless it is running."""
        if self._process is not None and self._process.returncode is None:
            return
        inherited = {
            name: value for name, value in os.environ.items() if name in PACE or not name.startswith("VOICES_")
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.rehearsing",
            stdin=asyncio.subprocess.PIPE,
            env=inherited | self._settings,
            start_new_session=True,
        )

    async def kill(self) -> None:
        """kill -9, in the middle of whatever it does."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """Let it finish what it has in hand."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), GRACE)
        except TimeoutError:
            await self.kill()


async def demo(port: int, browser: bool) -> int:
    """Serve until cancelled; 0. Raises CannotGoOn when the port or the folder is taken."""
    with await asyncio.to_thread(_hold_folder):
        return await _serve(port, browser)


def _hold_folder() -> Held:
    """The demo's folder, against a second demo that would write into the same phones."""
    try:
        return hold(FOLDER / "phones.jsonl")
    except DatabaseHeld:
        raise CannotGoOn(
            f"A demo runs from {FOLDER.resolve()} already. Stop that one first, or start this one in another folder."
        ) from None


async def _serve(port: int, browser: bool) -> int:
    database_url = f"sqlite:///{FOLDER / 'voices.db'}"
    pages = demo_page.free_port()
    bot = PracticeBot(f"http://127.0.0.1:{port}", database_url, pages)
    control = Control("The bot", lambda: bot.status, {"Kill it (kill -9)": bot.kill, "Start it": bot.start})
    app = create_app(tokens={TOKEN: "voices_practice_bot"}, state=FOLDER / "phones.jsonl", controls=[control])
    app.router.routes.extend(demo_page.Passage(pages).routes)
    link = await _set_the_scene(app, database_url, f"http://127.0.0.1:{port}")
    async with contextlib.AsyncExitStack() as stack:
        try:
            url = await stack.enter_async_context(serving(app, port=port))
        except OSError as error:
            raise CannotGoOn(
                f"Port {port} cannot be used ({error.strerror or error}). Try another: voices demo --port {port + 1}"
            ) from None
        stack.push_async_callback(bot.stop)
        await bot.start()
        _say(url, bot.status, link, browser)
        await asyncio.Event().wait()
    return 0


async def _set_the_scene(app: Simulator, database_url: str, url: str) -> str | None:
    """The programme in the database and the phones on the page, as far as they are not there yet; Grace's link."""
    database = await open_database(database_url, key=None, clock_now=SystemClock().now())
    try:
        texts = Texts(language_files(), prompts=prompt_files())
        codes = await database.write(lambda tx: demo_programme.seed(tx, SystemClock().now(), texts))
        link = await database.write(lambda tx: demo_page.link(tx, SystemClock().now(), texts, url))
    finally:
        await database.close()
    for one in demo_programme.CAST:
        if one.telegram_id not in app.world.people:
            wish = {"id": one.telegram_id, "first_name": one.name, "note": one.note, "started": one.joined}
            phones.join(app.world, {**wish, "invite": codes.get(one.telegram_id, "")})
    return link


def _say(url: str, status: str, link: str | None, browser: bool) -> None:
    lines = (
        "",
        f"  Practice phones:  {url}",
        "  Staff pages: send /console from Rachel's phone and tap the button. Sol, Lewis and Noor have other roles.",
        *([f"  {demo_page.NAME}, a leader without Telegram, answers here:  {link}"] if link else ()),
        f"  The bot is {status}. Kill it with -9 in mid-answer and start it again on the page.",
        f"  Its data is in {FOLDER}; delete that folder to begin anew. Stop with Ctrl-C.",
        "",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    if browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)
