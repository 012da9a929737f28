"""What listens, in chats: a process like the real one, which hears what stands in its folder, whatever the sound is."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(folder: str, language: str = "") -> dict[str, object]:
    """What is said on standard output."""
    if not language:
        return {"languages": ["en", "cy"]}
    assert sys.stdin.buffer.read()
    return {"words": (Path(folder) / "heard").read_text(encoding="utf-8")}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
