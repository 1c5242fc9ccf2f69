"""What the other makers of PDF share: the form's text with another number for each file, and the fonts."""

import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "assets" / "fonts"
FONTS = {"Regular": str(FOLDER / "NotoSans-Regular.ttf"), "Bold": str(FOLDER / "NotoSans-Bold.ttf")}


def forms(file, count, folder):
    """Yields each form with the path it is to be written to."""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    folder = pathlib.Path(folder)
    for number in range(int(count)):
        yield json.loads(text.replace("{n}", f"{number:05}")), folder / f"{number:05}.pdf"


def html(form):
    """Returns the form as HTML."""
    from html import escape

    def row(cells, tag="td"):
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    parts = [f"<h1>{escape(form['title'])}</h1><table>", *(row(fact) for fact in form["facts"]), "</table>"]
    for block in form["blocks"]:
        if "heading" in block:
            parts.append(f"<h2>{escape(block['heading'])}</h2>")
        elif "paragraph" in block:
            parts.append(f"<p>{escape(block['paragraph'])}</p>")
        elif "fields" in block:
            parts.append("<table>" + "".join(row(field) for field in block["fields"]) + "</table>")
        else:
            parts.append("<table><thead>" + row(block["head"], "th") + "</thead><tbody>")
            parts.append("".join(row(cells) for cells in block["rows"]) + "</tbody></table>")
    style = (
        "@font-face{font-family:N;src:url('file://%s')}@font-face{font-family:N;font-weight:bold;src:url('file://%s')}"
        % (FONTS["Regular"], FONTS["Bold"])
        + "@page{size:A4;margin:16mm}body{font:9pt N}td,th{border:.3pt solid #999;vertical-align:top;white-space:pre-line}"
        + "table{border-collapse:collapse;width:100%}"
    )
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title>{escape(form['title'])}</title>"
        f"<style>{style}</style></head><body>{''.join(parts)}</body></html>"
    )
