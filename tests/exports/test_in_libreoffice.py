"""The files as LibreOffice opens them, where it is: every text is a text, and there is no formula and no link."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.exports.book import Book
from bot.exports.files import csv_file
from bot.exports.workbook import workbook
from tests.exports.test_files import MORE_HOSTILE, book

OFFICE = shutil.which("soffice")
READ_LIKE_ANYBODY = "44,34,76,1,,0,false,true,false,false,false,-1"  # commas, quotes, UTF-8; formulas would be taken
ACTIVE = re.compile(r"table:formula=|xlink:href=|<text:a |<office:event-listener|<office:dde|<script:module")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")


@pytest.mark.parametrize(("name", "made"), [("a.xlsx", workbook), ("a.csv", csv_file)])
def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path, name: str, made: Callable[[Book], bytes]) -> None:
    (tmp_path / name).write_bytes(made(book(list(MORE_HOSTILE))))
    opened = _as_flat_xml(tmp_path, name)
    assert "=1+1" in opened and "https://evil.example" in opened
    assert (
        re.findall(r"table:formula=|xlink:href=|<text:a |<office:event-listener|<office:dde|<script:module", opened)
        == []
    )


def _as_flat_xml(folder: Path, name: str) -> str:
    """All that LibreOffice sees in a file, as one text."""
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    if name.endswith(".csv"):
        command += [f"--infilter=Text - txt - csv (StarCalc):{READ_LIKE_ANYBODY}"]
    command += ["--convert-to", "fods", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (folder / name).with_suffix(".fods").read_text(encoding="utf-8")
