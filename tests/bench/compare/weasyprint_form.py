"""Writes forms with WeasyPrint: weasyprint_form.py FORM.json COUNT FOLDER."""

import sys

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from form import forms, html

fonts = FontConfiguration()
for form, path in forms(*sys.argv[1:4]):
    HTML(string=html(form)).write_pdf(str(path), pdf_variant="pdf/ua-1", font_config=fonts)
