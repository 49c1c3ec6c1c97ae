"""A brief as a file: Markdown, no text of which becomes markup, and HTML to print, which loads and runs nothing."""

from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo

from ungacli.escapes import markdown_block
from ungacli.phrases import event_title
from ungacli.planning.brief import Brief
from ungacli.render.brief import NOTHING_OPEN, OPEN, Line, brief_facts, heading, times, unconfirmed
from ungacli.render.data import markdown_text
from ungacli.render.terminal_text import safe
from ungacli.when.vocabulary import day_words

# The paper is the reader's own, A4 or Letter: margins alone are given, and sizes in points.
_STYLE = """
:root { color-scheme: light; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff;
  font: 11pt/1.35 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 17pt; margin: 0; }
h2 { font-size: 13pt; margin: 1.2em 0 .3em; padding-bottom: .1em; border-bottom: 1pt solid #1f4e79; color: #1f4e79; }
h3 { font-size: 11pt; margin: 0 0 .2em; }
header p { margin: .1em 0; color: #4a4a4a; }
article { margin: 0 0 .9em; }
time { color: #1f4e79; white-space: nowrap; }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .1em .6em; margin: 0; }
dt { color: #4a4a4a; }
dd { margin: 0; }
dd p { margin: 0; }
.unsure { color: #8a1c5b; }
.quiet { color: #4a4a4a; }
.part { font-weight: 600; }
a { color: #1f4e79; }
ul { margin: 0; padding-left: 1.2em; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3em; } }
@page { margin: 10mm 13mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9pt; line-height: 1.2; }
  dl { grid-template-columns: 4.6rem 1fr; gap: 0 .6em; }
  h2 { margin-top: .6em; }
  header p { display: inline; }
  header p + p::before { content: " · "; }
  article { margin-bottom: .5em; }
  h1 { font-size: 14pt; }
  h2 { font-size: 11pt; }
  h3 { font-size: 9.5pt; }
  h2, h3 { break-after: avoid; }
  article, li { break-inside: avoid; }
  p { orphans: 2; widows: 2; }
}
""".strip()


def markdown_document(brief: Brief, *, also: Sequence[ZoneInfo] = ()) -> str:
    """Return *brief* as a document in GitHub's Markdown."""
    parts = [
        f"# {markdown_text(brief.title)}",
        *(f"\n{markdown_block(safe(line.text).strip())}" for line in heading(brief, also)),
    ]
    for day, entries in brief.days:
        parts.append(f"\n## {day_words(day)}")
        for entry in entries:
            parts.append(f"\n### {times(entry.event)}: {markdown_text(event_title(entry.event))}\n")
            for label, lines in brief_facts(brief, entry, also):
                if len(lines) == 1:
                    parts.append(f"- **{label}:** {markdown_text(lines[0].text)}")
                else:
                    items = (markdown_block(safe(line.text).strip()) for line in lines)
                    parts += [f"- **{label}:**", *(f"  - {item}" for item in items)]
    parts.append(f"\n## {OPEN}\n")
    parts += [f"- **{markdown_text(event)}:** {markdown_text(what)}" for event, what in unconfirmed(brief)]
    return "\n".join(parts if brief.unconfirmed else [*parts, NOTHING_OPEN]) + "\n"


def html_page(brief: Brief, *, also: Sequence[ZoneInfo] = ()) -> str:
    """Return *brief* as a standalone page."""
    name = _text(brief.title)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        f"<header>\n<h1>{name}</h1>",
        *map(_line, heading(brief, also)),
        "</header>\n<main>",
    ]
    for day, entries in brief.days:
        parts.append(f"<section>\n<h2>{_text(day_words(day))}</h2>")
        for entry in entries:
            when = f'<time datetime="{entry.event.start.isoformat()}">{_text(times(entry.event))}</time>'
            parts.append(f"<article>\n<h3>{when} {_text(event_title(entry.event))}</h3>\n<dl>")
            for label, lines in brief_facts(brief, entry, also):
                own = ' class="part"' if label == "Part" else ""
                parts.append(f"<dt>{label}</dt><dd{own}>{''.join(map(_line, lines))}</dd>")
            parts.append("</dl>\n</article>")
        parts.append("</section>")
    parts.append(f"<section>\n<h2>{OPEN}</h2>")
    items = [
        f'<li>{_text(event)}: <span class="unsure">{_text(what)}</span></li>' for event, what in unconfirmed(brief)
    ]
    parts += ["<ul>", *items, "</ul>"] if items else [f"<p>{NOTHING_OPEN}</p>"]
    return "\n".join([*parts, "</section>\n</main>\n</body>\n</html>"]) + "\n"


def _line(line: Line) -> str:
    kind = ' class="unsure"' if line.unsure else ' class="quiet"' if line.quiet else ""
    text = _text(line.text)
    # Only what a browser fetches: any other scheme may run what it names.
    if line.url and line.url.casefold().startswith(("https://", "http://")):
        text = f'<a href="{_text(line.url)}">{text}</a>'
    return f"<p{kind}>{text}</p>"


def _text(text: str) -> str:
    return escape(safe(text).strip())
