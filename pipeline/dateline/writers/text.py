"""A record as a short paragraph that a person can read."""

from __future__ import annotations

from typing import Any


def paragraph(event: dict[str, Any]) -> str:
    """What, when, where, who, with what loss, according to whom, and the sentence; `event` is a record as JSON."""
    assertion = event["assertion"]
    head = f"{event['date']['value'] or 'date unknown'}  {event['event_type']}  {place_name(event['place'])}"
    if assertion["status"] != "asserted":
        source = f" by {assertion['source']['name']}" if assertion["source"] else ""
        head += f"  [{assertion['status']}{source}]"
    lines = [head]
    lines += [f"  {_part(p)}" for p in event["participants"]]
    lines += [f"  {_loss(c)}" for c in event["casualties"]]
    lines.append(f"  “{' '.join(event['sentence']['text'].split())}”")
    lines.append(f"  {event['doc_id']} {event['trigger']['start']}–{event['trigger']['end']}  {event['id']}")
    return "\n".join(lines)


def _part(participant: dict[str, Any]) -> str:
    """Role and actor; that the text implies it and does not say it is told."""
    actor, implied = participant["actor"], participant["via"] == "implied"
    return f"{participant['role']}: {actor['name']} ({actor['kind']}{', implied' if implied else ''})"


def place_name(place: dict[str, Any] | None) -> str:
    """A place with what it lies in, and its point."""
    if place is None:
        return "place unknown"
    parts = [place["name"], place["admin1"], place["country"]]
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    point = f" ({place['lat']:.2f}, {place['lon']:.2f})" if place["lat"] is not None else ""
    return ("near " if place["precision"] == "near" else "") + name + point


def _loss(casualty: dict[str, Any]) -> str:
    low, best, high = casualty["low"], casualty["best"], casualty["high"]
    figure = str(best)
    if high != best or low != best:
        figure = f"{low if low is not None else '?'}–{high if high is not None else '?'}"
    victims = f" of {casualty['victims']['name']}" if casualty["victims"] else ""
    source = f", says {casualty['claimed_by']['name']}" if casualty["claimed_by"] else ""
    return f"{casualty['kind']}: {figure}{victims}{source} (“{casualty['mention']['text']}”)"
