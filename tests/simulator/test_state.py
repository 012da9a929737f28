"""The state file: whatever happens to the process, the phones show the same chats afterwards."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.simulator.rig import TOKEN, Rig

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def process(state: Path) -> AsyncIterator[Rig]:
    """`python -m simulator`, killed with -9 at the end of the block."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", TOKEN, "--state", str(state)]
    running = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert running.stdout
    url = (await asyncio.wait_for(running.stdout.readline(), 30)).decode().strip()
    try:
        async with aiohttp.ClientSession() as client:
            yield Rig(url, client)
    finally:
        os.kill(running.pid, signal.SIGKILL)
        await running.communicate()


async def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    state = tmp_path / "phones.jsonl"
    async with process(state) as rig:
        await rig.post("clock", advance_seconds=3600)
        ana = await rig.phone(note="Partner")
        markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
        sent = await rig.result("sendMessage", chat_id=ana, text="Well?", reply_markup=markup)
        await rig.result(
            "editMessageText", chat_id=ana, message_id=sent["message_id"], text="Well??", reply_markup=markup
        )
        await rig.result("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        await rig.post(f"phones/{ana}/press", label="Yes")
        voice = (await rig.send(ana, "voice"))["message"]["voice"]
        kept = await rig.get(f"phones/{ana}"), await rig.messages(ana), await rig.updates()
    with state.open("ab") as torn:
        torn.write(b'["person","1","{"fir')
    async with process(state) as rig:
        assert (await rig.get(f"phones/{ana}"), await rig.messages(ana), await rig.updates()) == kept
        assert (await rig.get("clock"))["offset_seconds"] == 3600
        file = await rig.result("getFile", file_id=voice["file_id"])
        async with rig.client.get(f"{rig.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
            assert (await answer.read()).startswith(b"OggS")
        press = kept[2][0]["callback_query"]["id"]
        assert await rig.result("answerCallbackQuery", callback_query_id=press) is True
        newer = await rig.result("sendMessage", chat_id=ana, text="Still here")
        assert newer["message_id"] == kept[1][-1]["id"] + 1
        await rig.say(ana, "Me too")
        assert [each["update_id"] for each in await rig.updates()][-1] == kept[2][-1]["update_id"] + 1


async def test_confirmed_updates_stay_confirmed(tmp_path: Path) -> None:
    state = tmp_path / "phones.jsonl"
    async with process(state) as rig:
        ana = await rig.phone()
        await rig.say(ana, "seen")
        await rig.updates(offset=(await rig.updates())[0]["update_id"] + 1)
        await rig.say(ana, "unseen")
    async with process(state) as rig:
        assert [each["message"]["text"] for each in await rig.updates()] == ["unseen"]
