"""Writes forms with ReportLab: reportlab_form.py FORM.json COUNT FOLDER."""

import sys
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from form import FONTS, forms

for name, file in FONTS.items():
    pdfmetrics.registerFont(TTFont(name, file))
styles = getSampleStyleSheet()
body, heading, title = styles["BodyText"], styles["Heading2"], styles["Title"]
body.fontName, body.fontSize, body.leading = "Regular", 9, 12
heading.fontName = title.fontName = "Bold"
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.3, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def cell(text):
    return Paragraph(escape(text).replace("\n", "<br/>"), body)


def table(rows, columns, repeat):
    width = (A4[0] - 90) / columns
    return Table([[cell(text) for text in row] for row in rows], colWidths=[width] * columns, repeatRows=repeat, style=GRID)


def story(form):
    yield Paragraph(escape(form["title"]), title)
    yield table(form["facts"], 2, 0) if form["facts"] else cell("")
    for block in form["blocks"]:
        if "heading" in block:
            yield Paragraph(escape(block["heading"]), heading)
        elif "paragraph" in block:
            yield cell(block["paragraph"])
        elif "fields" in block:
            yield table(block["fields"], 2, 0)
        else:
            yield table([block["head"], *block["rows"]], len(block["head"]), 1)


for form, path in forms(*sys.argv[1:4]):
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=45, rightMargin=45, title=form["title"]).build(list(story(form)))
