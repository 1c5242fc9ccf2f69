"""Writes forms with LibreOffice, all in one call of it: libreoffice_form.py FORM.json COUNT FOLDER."""

import pathlib
import subprocess
import sys
import tempfile

from form import forms, html

FILTER = (
    'pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
with tempfile.TemporaryDirectory() as folder:
    pages = []
    for form, path in forms(*sys.argv[1:4]):
        pages.append(pathlib.Path(folder) / f"{path.stem}.html")
        pages[-1].write_text(html(form), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = ["soffice", profile, "--headless", "--convert-to", FILTER, "--outdir", sys.argv[3]]
    subprocess.run([*call, *map(str, pages)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
