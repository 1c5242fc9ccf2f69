"""Writes forms with Typst, one compiler for all: typst_form.py FORM.json COUNT FOLDER."""

import json
import pathlib
import sys

import typst

from form import FOLDER, forms

here = pathlib.Path(__file__).parent
compiler = typst.Compiler(str(here / "form.typ"), font_paths=[str(FOLDER)], ignore_system_fonts=True)
for form, path in forms(*sys.argv[1:4]):
    compiler.compile(
        output=str(path), format="pdf", pdf_standards=["a-3a", "ua-1"], sys_inputs={"form": json.dumps(form)}
    )
