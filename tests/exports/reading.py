"""Files read back by programs that know nothing of ours: what stands in them, and whether anything could run."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from zipfile import ZipFile

import openpyxl

_ACTIVE = re.compile(r"<(?:\w+:)?(f|hyperlink|hyperlinks|oleObject|externalReference|ddeLink|script)[\s>/]")
_LEADS_OUT = ('TargetMode="External"', "externalLink", "vbaProject", "macro")


@dataclass
class Opened:
    """A workbook: the rows of each sheet by its title, and everything in it that is more than a value."""

    sheets: dict[str, list[list[object]]] = field(default_factory=dict)
    active: list[str] = field(default_factory=list)


def workbook(content: bytes) -> Opened:
    """As openpyxl reads it; and the raw parts of the file, for a reader may overlook what it does not know."""
    opened = Opened()
    for page in openpyxl.load_workbook(io.BytesIO(content)):
        opened.sheets[page.title] = [[cell.value for cell in row] for row in page.iter_rows()]
        for row in page.iter_rows():
            opened.active += [cell.coordinate for cell in row if cell.data_type == "f" or cell.hyperlink]
    with ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8", "replace")
            opened.active += [f"{name}: {one}" for one in _ACTIVE.findall(text)]
            opened.active += [f"{name}: {one}" for one in _LEADS_OUT if one in text or one in name]
    return opened


def table(content: bytes) -> list[list[str]]:
    """A CSV file as any program reads it that goes by RFC 4180; it begins with the mark that Excel wants."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
