"""Charts as SVG: words for every figure, patterns beside colours, links to the records.

The picture has no background and takes the ink of its surroundings, so that it stands in light
and dark pages and in a PDF alike.
"""

import math
from html import escape

from gongkai.documents.chart_words import amount, spoken
from gongkai.documents.model import Chart, ChartKind, Mark, printable

WIDTH = 640
FONT = "'Source Han Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
COLOURS = ("#0a5299", "#b45309", "#1d6b3a", "#6b3fa0", "#4c5661", "#a21c4b")
HATCHES = ("M0 0", "M0 8L8 0", "M0 4H8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M3 4H5")
INK = 'fill="currentColor"'
# Without it typst sets an unspecified weight of a variable font in its thinnest.
REGULAR = "'wght' 400"


def render_chart(chart: Chart) -> str:
    """The chart as an SVG element that is also a whole SVG file."""
    draw = {ChartKind.BAR: _bars, ChartKind.COLUMN: _columns, ChartKind.SHARE: _shares}
    body, height = draw[chart.kind](chart)
    key = chart.key
    # Inside an image nothing can be reached by keyboard, so a chart with links is a group.
    role = "group" if any(mark.href for mark in chart.marks) else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="{role}"'
        f' aria-labelledby="{key}-title" aria-describedby="{key}-desc" font-family="{FONT}"'
        f' font-size="14" font-variation-settings="{REGULAR}">'
        f'<title id="{key}-title">{_xml(chart.title)}</title>'
        f'<desc id="{key}-desc">{_xml(spoken(chart))}</desc>{"".join(body)}</svg>'
    )


def _bars(chart: Chart) -> tuple[list[str], int]:
    left, room, top = 190, 300, 8
    body: list[str] = []
    for mark in chart.marks:
        lines = _lines(mark.label, width=12)
        height = max(34, 18 * len(lines) + 12)
        middle = top + height / 2
        length = room * _part(mark, chart)
        body += _text(lines, x=left - 10, y=middle + 5 - 9 * (len(lines) - 1), anchor="end")
        shapes = f'<rect class="chart-mark" x="{left}" y="{middle - 10:.1f}" width="{length:.1f}" '
        shapes += f'height="20" fill="{COLOURS[0]}"/>'
        said = amount(mark, unit=chart.unit)
        words = _text([said], x=left + length + 8, y=middle + 5, anchor="start")
        body.append(_mark(mark, shapes + "".join(words), said=said))
        top += height
    body.append(f'<path d="M{left} 4V{top}" stroke="currentColor"/>')
    return body, top + 8


def _columns(chart: Chart) -> tuple[list[str], int]:
    base, room = 236, 190
    slot = WIDTH / max(len(chart.marks), 1)
    size = 14 if slot >= 60 else 12
    labels = [_lines(mark.label, width=max(int(slot * 0.94 / size), 1)) for mark in chart.marks]
    body = _text([f"单位：{chart.unit}"], x=2, y=14, anchor="start") if chart.unit else []
    for place, (mark, lines) in enumerate(zip(chart.marks, labels, strict=True)):
        middle = slot * (place + 0.5)
        height, width = room * _part(mark, chart), min(slot * 0.6, 64)
        shapes = f'<rect class="chart-mark" x="{middle - width / 2:.1f}" y="{base - height:.1f}" '
        shapes += f'width="{width:.1f}" height="{height:.1f}" fill="{COLOURS[0]}"/>'
        said = [amount(Mark("", mark.value), unit=""), *([mark.share] if mark.share else [])]
        y = base - height - 6 - 16 * (len(said) - 1)
        words = _text(said, x=middle, y=y, anchor="middle", size=size)
        body.append(_mark(mark, shapes + "".join(words), said=amount(mark, unit=chart.unit)))
        body += _text(lines, x=middle, y=base + 20, anchor="middle", size=size)
    body.append(f'<path d="M0 {base}H{WIDTH}" stroke="currentColor"/>')
    return body, base + 20 + 18 * max(map(len, labels), default=1)


def _shares(chart: Chart) -> tuple[list[str], int]:
    total = sum(mark.value or 0 for mark in chart.marks)
    body = ["<defs>", *(_pattern(chart, place) for place in range(1, len(chart.marks))), "</defs>"]
    angle, top = -math.pi / 2, 24
    body.append('<circle cx="140" cy="140" r="120" fill="none" stroke="currentColor"/>')
    for place, mark in enumerate(chart.marks):
        paint = f"url(#{chart.key}-p{place})" if place else COLOURS[0]
        fill = f'class="chart-slice" fill="{paint}"'
        shapes = ""
        if mark.value and total:
            end = angle + 2 * math.pi * float(mark.value / total)
            shapes = _slice(angle, end, fill=fill)
            angle = end
        lines = _lines(f"{mark.label}　{amount(mark, unit=chart.unit)}", width=22)
        words = _text(lines, x=328, y=top + 14, anchor="start")
        shapes += f'<rect x="300" y="{top}" width="18" height="18" {fill}/>{"".join(words)}'
        body.append(_mark(mark, shapes, said=amount(mark, unit=chart.unit)))
        top += 18 * len(lines) + 14
    return body, max(280, top + 10)


def _slice(start: float, end: float, *, fill: str) -> str:
    if end - start > 2 * math.pi - 1e-9:  # an arc back to its own start would vanish
        return f'<circle cx="140" cy="140" r="120" {fill}/>'
    (x0, y0), (x1, y1) = ((140 + 120 * math.cos(a), 140 + 120 * math.sin(a)) for a in (start, end))
    arc = f"A120 120 0 {int(end - start > math.pi)} 1 {x1:.2f} {y1:.2f}"
    path = f"M140 140L{x0:.2f} {y0:.2f}{arc}Z"
    return f'<path d="{path}" stroke="#fff" stroke-width="2" {fill}/>'


def _pattern(chart: Chart, place: int) -> str:
    colour = COLOURS[place % len(COLOURS)]
    # The second round of colours meets other hatches than the first.
    hatch = HATCHES[(place + place // len(COLOURS)) % len(HATCHES)]
    return (
        f'<pattern id="{chart.key}-p{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colour}"/>'
        f'<path d="{hatch}" stroke="#fff" stroke-width="1.2"/></pattern>'
    )


def _part(mark: Mark, chart: Chart) -> float:
    highest = max((other.value or 0 for other in chart.marks), default=0)
    return float((mark.value or 0) / highest) if highest else 0.0


def _mark(mark: Mark, shapes: str, *, said: str) -> str:
    group = f"<g><title>{_xml(f'{mark.label}：{said}')}</title>{shapes}</g>"
    return f'<a href="{_xml(mark.href)}">{group}</a>' if mark.href else group


def _text(lines: list[str], *, x: float, y: float, anchor: str, size: int = 14) -> list[str]:
    place = f'text-anchor="{anchor}" font-size="{size}" {INK}'
    return [
        f'<text x="{x:.1f}" y="{y + 18 * row:.1f}" {place}>{_xml(line)}</text>'
        for row, line in enumerate(lines)
    ]


def _lines(text: str, *, width: int) -> list[str]:
    """Break `text` after `width` Chinese characters; two narrow ones count as one."""
    lines, used = [""], 0.0
    for character in printable(text).replace("\n", " "):
        step = 1 if ord(character) > 0x2E7F else 0.55
        if used + step > width:
            lines.append("")
            used = 0
        lines[-1] += character
        used += step
    return lines


def _xml(text: str) -> str:
    return escape(printable(text))
