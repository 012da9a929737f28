"""A learning report as a Word file, with real headings, tables and quotations, so that Word's navigation and a screen
reader find their way. Pictures are in none: each figure is its sentence and its numbers."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.chat.days import day_in_words
from bot.exports.inert import written
from bot.rules.figures import Figure
from console.report_content import Part, Told, Whole
from console.report_left_out import WHY, is_most

LANGUAGE = "en-GB"


def document(whole: Whole) -> bytes:
    """The whole report. What people wrote stands in it as text and is nothing else."""
    made = Document()
    _set_up(made, whole)
    made.add_heading(written(whole.report.title), level=0)
    made.add_paragraph(whole.period_in_words, style="Subtitle")
    if whole.ahead:
        made.add_paragraph(whole.ahead)
    if is_most(whole.parts):
        made.add_paragraph(WHY)
    for part in whole.parts:
        _part(made, part)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any, whole: Whole) -> None:
    core = made.core_properties
    core.title, core.language, core.author, core.comments = written(whole.report.title), LANGUAGE, "Voices", ""
    core.created = core.modified = whole.made_at.replace(tzinfo=None)  # by which it means UTC
    _without_picture(made)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(11)
    run = made.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    run.append(language)
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        _footer(section.footer.paragraphs[0], whole)


def _without_picture(made: Any) -> None:
    """The library's own empty document brings a picture of its first page, which is not this one's."""
    links = made.part.package.rels
    for name in [name for name, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[name]


def _footer(line: Any, whole: Whole) -> None:
    """The title, the day, and the number of the page."""
    made_on = day_in_words(whole.made_here.date(), whole.voice.words)
    line.add_run(f"{written(whole.report.title)}, as of {made_on}. Page ")
    number = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        number._r.append(mark)


def _part(made: Any, part: Part) -> None:
    made.add_heading(part.title, level=1)
    made.add_paragraph(part.intro)
    for words in part.commentary.split("\n\n"):
        if words.strip():
            made.add_paragraph(written(words.strip()))
    for figure in part.figures:
        _figure(made, figure)
    for told in part.told:
        _told(made, told)
    for placed in part.quoted:
        if placed.quotation is not None:
            made.add_paragraph(written(f"“{placed.quotation.as_it_stands}”"), style="Quote")
            made.add_paragraph(written(placed.quotation.attribution), style="Caption")
    for note in (part.nothing, *part.notes):
        if note:
            made.add_paragraph(note, style="List Bullet" if note in part.notes else None)


def _told(made: Any, one: Told) -> None:
    line = made.add_paragraph(style="List Bullet")
    line.add_run(written(one.words))
    line.add_run(f" ({one.of})").italic = True


def _figure(made: Any, figure: Figure) -> None:
    made.add_heading(figure.title, level=2)
    made.add_paragraph(written(figure.sentence)).runs[0].bold = True
    about = " ".join(part for part in (figure.denominator, figure.silence) if part)
    if about:
        made.add_paragraph(about)
    if figure.is_shown:
        _table(made, figure)
        for note in figure.notes:
            made.add_paragraph(note, style="Caption")


def _table(made: Any, figure: Figure) -> None:
    """A real table; its first row is said again on each page."""
    table = made.add_table(rows=1, cols=1 + len(figure.columns), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, ("Of what", *figure.columns), strict=True):
        cell.text = head
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for line in figure.lines:
        cells = table.add_row().cells
        cells[0].text = written(line.label)
        for cell, value in zip(cells[1:], line.told, strict=True):
            cell.text = value
    made.add_paragraph()
