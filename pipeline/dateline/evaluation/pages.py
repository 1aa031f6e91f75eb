"""One HTML page per article: annotation and result side by side, misses and inventions in colour."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from dateline.evaluation.evaluate import Judged
from dateline.evaluation.matching import (
    Json,
    align,
    align_spans,
    casualties_found,
    interval,
    participants_found,
    place_matches,
)
from dateline.evaluation.scoring import aliases, mentions, same_entity

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5em; color: #222; max-width: 120em }
table { border-collapse: collapse; width: 100% } td, th { vertical-align: top; padding: .3em .6em; text-align: left }
.text td { width: 50%; border-top: 2px solid #888 } .events td { border-top: 1px solid #ddd; font-size: 13px }
.events { margin: 0 0 1em } .timex { border-bottom: 2px dotted } .trigger { font-weight: bold }
.actor { border-bottom: 1px solid }
.place { border-bottom: 3px double } .right { background: #dff3df } .partly { background: #fdf0c4 }
.missed { background: #f9d0d0 } .invented { background: #e2d4f5 } .none { color: #999 }
"""
LEGEND = (
    '<p><span class="right">right</span> <span class="partly">found, value or identity wrong</span> '
    '<span class="missed">missed</span> <span class="invented">invented</span>; '
    '<span class="timex">time expression</span>, <span class="trigger">trigger</span>, '
    '<span class="actor">actor</span>, <span class="place">place</span></p>'
)
COLUMNS = ("event", "date", "place", "participants", "losses", "status")
Mark = tuple[int, int, str, str]  # start, end, classes, title


def write(judged: Judged, folder: Path) -> Path:
    """Write the page of an article into `folder`; its path."""
    path = folder / f"{judged.item.doc_id}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(page(judged)), encoding="utf-8", newline="\n")
    return path


def page(judged: Judged) -> Iterator[str]:
    """The page of an article."""
    source = judged.item.text.read_bytes().decode("utf-8")
    title = escape(judged.item.doc_id)
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>\n'
    yield f"<h1>{title}</h1>{LEGEND}\n<table class='text'><tr><th>annotated</th><th>found</th></tr>\n"
    gold_marks, found_marks = marks(judged)
    events = list(_event_rows(judged))
    start = 0
    for line in source.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            cells = (_marked(source, start, end, side) for side in (gold_marks, found_marks))
            yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
            told = [html for at, html in events if start <= at < end]
            if told:
                head = "".join(f"<th>{name}</th>" for name in COLUMNS)
                yield f"<tr><td colspan=2><table class='events'><tr>{head}</tr>{''.join(told)}</table></td></tr>\n"
        start = end
    yield "</table></html>\n"


def marks(judged: Judged) -> tuple[list[Mark], list[Mark]]:
    """The coloured spans of both sides."""
    gold: list[Mark] = []
    found: list[Mark] = []
    for layer in ("timex", "actor", "place"):
        if layer != "timex" and not judged.gold.get(f"{layer}s"):
            continue
        wanted, had = (_spans(side, layer) for side in (judged.gold, judged.document))
        pairs = align_spans(wanted, had)
        colour = {i: "right" if _same(layer, wanted[i], had[j]) else "partly" for i, j in pairs.items()}
        of_found = {j: colour[i] for i, j in pairs.items()}
        gold += [_mark(m, layer, colour.get(i, "missed"), _title(layer, m)) for i, m in enumerate(wanted)]
        found += [_mark(m, layer, of_found.get(j, "invented"), _title(layer, m)) for j, m in enumerate(had)]
    events = align(judged.gold.get("events", []), judged.events)
    taken = set(events.values())
    for i, event in enumerate(judged.gold.get("events", [])):
        gold.append(
            _mark(event["trigger"], "trigger", "right" if i in events else "missed", event["event_type"])
        )
    for j, event in enumerate(judged.events):
        found.append(
            _mark(event["trigger"], "trigger", "right" if j in taken else "invented", event["event_type"])
        )
    return gold, found


def _mark(span: Json, layer: str, colour: str, title: str) -> Mark:
    return (span["start"], span["end"], f"{layer} {colour}", title)


def _spans(side: Json, layer: str) -> list[Json]:
    return list(side.get("timexes", [])) if layer == "timex" else mentions(side, layer)


def _same(layer: str, gold: Json, found: Json) -> bool:
    return gold.get("value") == found.get("value") if layer == "timex" else same_entity(layer, gold, found)


def _title(layer: str, span: Json) -> str:
    if layer != "timex":
        return str(span["names"][0])
    return " ".join(filter(None, (span["type"], span.get("value"), span.get("mod"))))


def _marked(source: str, start: int, end: int, side: list[Mark]) -> str:
    """The text with its marks; of two that overlap the one that begins first, the longer, is shown."""
    out, at = [], start
    for first, last, classes, title in sorted(side, key=lambda m: (m[0], -m[1])):
        if first < at or last > end:
            continue
        out.append(escape(source[at:first]))
        out.append(f'<span class="{classes}" title="{escape(title)}">{escape(source[first:last])}</span>')
        at = last
    return "".join([*out, escape(source[at:end])])


def _event_rows(judged: Judged) -> Iterator[tuple[int, str]]:
    """(offset of the trigger, table row) of every event of either side, in text order."""
    gold, found = judged.gold.get("events", []), judged.events
    pairs = align(gold, found)
    taken = set(pairs.values())
    names = aliases(gold)
    both: list[tuple[Json | None, Json | None]] = [
        (event, found[pairs[i]] if i in pairs else None) for i, event in enumerate(gold)
    ]
    both += [(None, event) for j, event in enumerate(found) if j not in taken]
    for want, have in sorted(both, key=lambda pair: (pair[0] or pair[1] or {})["trigger"]["start"]):
        right = _agreement(want, have, names) if want and have else {}
        colour = "missed" if have is None else "invented"
        cells = []
        for column in COLUMNS:
            sides = [_slot(column, event) if event else "" for event in (want, have)]
            if right and right[column]:
                cells.append(f'<td class="right">{sides[1] or "<span class=none>–</span>"}</td>')
            elif right:
                said = "<br>".join(
                    f'<span class="{c}">{s or "–"}</span>'
                    for c, s in zip(("missed", "invented"), sides, strict=True)
                )
                cells.append(f"<td>{said}</td>")
            else:
                cells.append(f'<td class="{colour}">{sides[0] or sides[1]}</td>')
        yield (want or have or {})["trigger"]["start"], f"<tr>{''.join(cells)}</tr>"


def _agreement(want: Json, have: Json, names: dict[str, list[str | None]]) -> dict[str, bool]:
    """Whether the two agree, column by column."""
    people, extra = participants_found(want.get("participants") or [], have.get("participants") or [])
    losses = want.get("casualties") or [], have.get("casualties") or []
    place = want.get("place")
    return {
        "event": want["event_type"] == have["event_type"],
        "date": interval(want.get("date")) == interval(have.get("date")),
        "place": place_matches(place, have.get("place")) if place else not have.get("place"),
        "participants": people == len(want.get("participants") or []) and not extra,
        "losses": len(losses[0]) == len(losses[1]) == casualties_found(*losses, names),
        "status": _status(want) == _status(have),
    }


def _status(event: Json) -> str:
    return (event.get("assertion") or {}).get("status") or ""


def _slot(column: str, event: Json) -> str:
    """What an event says in a column, as HTML."""
    if column == "event":
        return escape(f"{event['event_type']}: {event['trigger']['text']}")
    if column == "date":
        date = event.get("date")
        return escape(str((date.get("value") if isinstance(date, dict) else date) or ""))
    if column == "place":
        place = event.get("place") or {}
        return escape(
            " ".join(filter(None, (place.get("name"), place.get("country"), place.get("precision"))))
        )
    if column == "participants":
        people = event.get("participants") or []
        return "<br>".join(escape(f"{p['role']}: {p.get('name') or p['actor']['name']}") for p in people)
    if column == "losses":
        return "<br>".join(escape(_loss(c)) for c in event.get("casualties") or [])
    return escape(_status(event))


def _loss(casualty: Json) -> str:
    figures = "/".join("–" if casualty.get(k) is None else str(casualty[k]) for k in ("low", "best", "high"))
    victims = casualty.get("victims") or {}
    name = victims if isinstance(victims, str) else victims.get("name", "")
    return f"{casualty['kind']} {figures} {name}".strip()
