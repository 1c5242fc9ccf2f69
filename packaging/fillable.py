#!/usr/bin/env python3
"""Fills in every field of every fillable form with PDF libraries that are not ours, takes each file in, and compares.

Usage: fillable.py PDESK FOLDER [FILLER…]. A filler is pypdf, pikepdf, pdfium (the engine of Chrome and Edge) or poppler
(that of Evince and Okular); without any, all of them. Each answer must come back as it was written.
"""
import ctypes, json, logging, os, subprocess, sys, tomllib

WORDS = "Łódź Llŷr £1,250 – café"
# Beside the two dates and the numbers that kinds need, every text is different.
BY_KIND = {"date": "31 March 2026", "integer": "12", "number": "2.5", "money": "£1,250.50"}


def pdesk(*words):
    done = subprocess.run([PDESK, "--data", DATA, "--today", "2026-04-03", "--json", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"pdesk {' '.join(words)}: {done.stderr or done.stdout}")
    return json.loads(done.stdout)


def questions(form):
    """Every question of a form, with its columns."""
    shown = pdesk("forms", "show", form)
    return {q["id"]: q for page in shown["pages"] for q in page["questions"]}


def split(name):
    path, _, code = name.partition("=")
    parts = path.split("/")
    return parts[0], (parts[1] if len(parts) == 3 else None), (parts[-1] if len(parts) > 1 else None), code


def values(path, form):
    """What is put into each field: text, or True for a tick."""
    import pypdf

    known, ticked, wanted, at = questions(form), set(), {}, 0
    for name, field in pypdf.PdfReader(path).get_fields().items():
        if name.startswith(":"):
            continue
        at += 1
        question, row, part, code = split(name)
        asked = known[question]
        if code:
            several = asked["kind"] == "many_of"
            if (several and not alone(asked, code)) or (not several and (question, part) not in ticked and code != "na"):
                ticked.add((question, part))
                wanted[name] = True
            continue
        column = next((c for c in asked.get("columns", []) if row and c["id"] == part), None)
        kind = column["kind"] if column else asked["kind"]
        if field["/FT"] == "/Ch":
            wanted[name] = str(field["/Opt"][-1][0])
        elif asked["kind"] == "checklist" and part not in ("owner", "notes"):
            wanted[name] = "31 March 2026"
        elif asked["kind"] in ("one_of", "many_of"):
            continue  # the line beside the boxes, for an option that is not on the paper
        elif part == "email":
            wanted[name] = f"n{at}@example.org"
        elif part == "phone":
            wanted[name] = "01722 000000"
        elif part == "rating":
            wanted[name] = "3"
        else:
            text = BY_KIND.get(kind, f"{at} {WORDS}")
            most = field.indirect_reference.get_object().get("/MaxLen", 200)
            wanted[name] = text[: int(most)].strip()
    return wanted


def alone(asked, code):
    return code in ("none", "nothing") or any(o["code"] == code and o.get("alone") for o in asked.get("options", []))


def fill_pypdf(path, out, wanted):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=path)
    for page in writer.pages:
        texts = {name: ("/Yes" if value is True else value) for name, value in wanted.items()}
        writer.update_page_form_field_values(page, texts, auto_regenerate=False)
    writer.write(out)


def fill_pikepdf(path, out, wanted):
    import pikepdf
    from pikepdf.form import Form

    with pikepdf.open(path) as pdf:
        form = Form(pdf)
        for name, value in wanted.items():
            field = form[name]
            if value is True:
                field.checked = True
            else:
                field.value = value
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def fill_poppler(path, out, wanted):
    # Debian's own Python has the binding; this one may be another.
    code = """
import gi, json, sys
gi.require_version('Poppler', '0.18')
from gi.repository import Poppler
path, out, wanted = sys.argv[1], sys.argv[2], json.load(sys.stdin)
document = Poppler.Document.new_from_file('file://' + path, None)
for at in range(document.get_n_pages()):
    page = document.get_page(at)
    for mapping in page.get_form_field_mapping():
        field = mapping.field
        name = field.get_name()
        if name not in wanted:
            continue
        value = wanted[name]
        kind = field.get_field_type()
        if kind == Poppler.FormFieldType.BUTTON:
            field.button_set_state(True)
        elif kind == Poppler.FormFieldType.CHOICE:
            field.choice_select_item(field.choice_get_n_items() - 1)
        else:
            field.text_set_text(value)
document.save('file://' + out)
"""
    subprocess.run(["/usr/bin/python3", "-c", code, os.path.abspath(path), os.path.abspath(out)], input=json.dumps(wanted), text=True, check=True)


def fill_pdfium(path, out, wanted):
    """Clicks into each field and types, as a person does in Chrome or Edge."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    with open(path, "rb") as file:
        document = pdfium.PdfDocument(file.read())
    document.init_forms()
    form = document.formenv.raw
    for index in range(len(document)):
        page = document[index]
        raw.FORM_OnAfterLoadPage(page.raw, form)
        for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, at)
            length = raw.FPDFAnnot_GetFormFieldName(form, annotation, None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAnnot_GetFormFieldName(form, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
            value = wanted.get(buffer.raw[: length - 2].decode("utf-16-le"))
            if value is None:
                continue
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, box)
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
            if kind == raw.FPDF_FORMFIELD_COMBOBOX:
                raw.FORM_SetFocusedAnnot(form, annotation)
                count = raw.FPDFAnnot_GetOptionCount(form, annotation)
                raw.FORM_SetIndexSelected(form, page.raw, count - 1, True)
            else:
                raw.FORM_OnLButtonDown(form, page.raw, 0, x, y)
                raw.FORM_OnLButtonUp(form, page.raw, 0, x, y)
                if value is not True:
                    raw.FORM_SelectAllText(form, page.raw)
                    typed = (value + "\0").encode("utf-16-le")
                    text = ctypes.create_string_buffer(typed)
                    raw.FORM_ReplaceSelection(form, page.raw, ctypes.cast(text, ctypes.POINTER(raw.FPDF_WCHAR)))
            raw.FORM_ForceToKillFocus(form)
            raw.FPDFPage_CloseAnnot(annotation)
    document.save(out)


FILLERS = {"pypdf": fill_pypdf, "pikepdf": fill_pikepdf, "pdfium": fill_pdfium, "poppler": fill_poppler}


def squeezed(text):
    return "".join(text.split()).lower()


def says(asked, part, code, value):
    """What the answer must say for a field."""
    if value is not True:
        options = [o for c in asked.get("columns", []) if c["id"] == part for o in c.get("options", [])]
        label = next((o["label"] for o in options if o["code"] == value), value)
        return [label, value]
    if code == "done":
        return ["done", "yes", "31 March 2026"]  # the last date makes an item done as well
    label = next((o["label"] for o in asked.get("options", []) if o["code"] == code), code)
    return [label, code]


def compare(form, wanted, taken):
    """Everything that was written and did not come back."""
    known = questions(form)
    came = {answer["question"]: squeezed(answer["says"]) for answer in taken["taken"]}
    lost = []
    for name, value in wanted.items():
        question, row, part, code = split(name)
        here = came.get(question)
        if here is None:
            lost.append(f"{name}: nothing came in")
        elif not any(squeezed(words) in here for words in says(known[question], part if row else None, code, value)):
            lost.append(f"{name}: “{value}” is not in “{here[:200]}”")
    lost += [f"left out: {sentence}" for sentence in taken["left"] if "is not asked with these answers" not in sentence]
    return lost


def registered(folder, name):
    """Returns a new partnership for which every form is offered."""
    with open(os.path.join(os.path.dirname(__file__), "../tests/answers/register-entry.toml"), "rb") as file:
        answers = tomllib.load(file)["answers"]
    path = os.path.join(folder, "register.json")
    with open(path, "w") as file:
        json.dump(answers | {"r_name": name}, file)
    return pdesk("fill", "register-entry", "--answers", path, "--complete")["ref"]


def main(folder, fillers):
    forms, failed = [form["id"] for form in pdesk("forms")], 0
    ours = {filler: registered(folder, f"Filled in with {filler}") for filler in fillers}
    for form in forms:
        blank = os.path.join(folder, f"{form}.pdf")
        pdesk("blank", form, "--fillable", "--out", blank)
        wanted = values(blank, form)
        for filler in fillers:
            filled = os.path.join(folder, f"{form}-{filler}.pdf")
            FILLERS[filler](blank, filled, wanted)
            # Two forms start a partnership of their own.
            of = [] if form in ("register-entry", "appendix-a") else ["--partnership", ours[filler]]
            lost = compare(form, wanted, pdesk("take-in-form", filled, *of))
            print(f"{form}, {filler}: {len(wanted)} fields, {len(lost)} lost")
            for line in lost[:12]:
                print(f"    {line}")
            failed += bool(lost)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    PDESK, FOLDER = sys.argv[1:3]
    DATA = os.path.join(FOLDER, "records")
    os.makedirs(FOLDER, exist_ok=True)
    # That a font has no glyph for a letter is no matter here: what counts is the value.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    main(FOLDER, sys.argv[3:] or list(FILLERS))
