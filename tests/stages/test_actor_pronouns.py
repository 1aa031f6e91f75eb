"""Whom pronouns, offices and bodies' nouns take up: one row a behaviour. All texts are our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.build import build

STAGES = {"dateline_sentences", "dateline_actors"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


def taken_up(nlp: Language, text: str, words: str) -> str | None:
    """The id of the actor that the last such words in a text stand for."""
    others = [name for name in nlp.pipe_names if name.startswith("dateline") and name not in STAGES]
    with nlp.select_pipes(disable=others):
        found = [m for m in nlp(text)._.actors if text[m.start : m.end] == words]
    return found[-1].actor.id if found else None


TAKEN_UP = [
    # an office that somebody has by a title before or behind the name, or takes
    ("Foreign Minister Karl Holm came. The foreign minister signed.", "The foreign minister", "person:karl-holm"),
    ("Foreign Minister Karl Holm went to Bern. The minister signed.", "The minister", "person:karl-holm"),
    ("Ibrahim Pasha crossed the Euphrates. The pasha burned a village.", "The pasha", "person:ibrahim-pasha"),
    ("Rafael Ortiz was elected president in 1998. The president fled.", "The president", "person:rafael-ortiz"),
    ("Rafael Ortiz became president in 1998. The president fled.", "The president", "person:rafael-ortiz"),
    ("President Rafael Ortiz fell ill. The late president was mourned.", "The late president", "person:rafael-ortiz"),
    # but not one of another's, of several or of a deputy
    ("Commander Ali Hassan fell. The ship's commander fled.", "The ship's commander", "generic:ship-s-commander"),
    ("Minister Karl Holm went to Bern. The ministers resigned.", "The ministers", "generic:ministers"),
    ("Vice President John Amos spoke. The president resigned.", "The president", "generic:president"),
    ("Rafael Ortiz did not become president. The president fled.", "The president", "generic:president"),
    # a unit or society by the noun that ends its name
    ("The 4th Brigade crossed the river. The brigade took Bria.", "The brigade", "group:4th-brigade"),
    ("The Hanseatic League armed ships. The league attacked Copenhagen.", "The league", "org:hanseatic-league"),
    # a subject in the passive before by whom it is done
    ("Emilio Aguilar was captured by Colonel Fenton; he swore allegiance to Spain.", "he", "person:emilio-aguilar"),
    # a state of which something is only told
    ("Chad had one weak army, but it called up farmers.", "it", "state:TD"),
    # the object of a verb that shares its subject with the one before
    ("Karim Salem met Paul Dumont and told him of the raid.", "him", "person:paul-dumont"),
    ("In Syria, soldiers ambushed the insurgents and drove them from Homs.", "them", "generic:insurgents"),
    # what is one's own who is answered, and what agrees with no subject behind it
    ("Karim Salem sued for peace, but Paul Dumont refused his offer.", "his", "person:karim-salem"),
    ("In Colombia, the ELN held a ridge. The Danish army attacked its positions.", "its", "group:eln"),
    ("The rebels crossed the river. After their defeat, Bulgaria annexed Bria.", "their", "generic:rebels"),
    ("General Dumont crossed the river. After his defeat, Bulgaria annexed Bria.", "his", "person:dumont"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor"), TAKEN_UP)
def test_taken_up(nlp: Language, text: str, words: str, actor: str) -> None:
    assert taken_up(nlp, text, words) == actor
