"""Gazetteers of the user's own: built of dumps, looked up, used by a run; broken ones are refused."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.engines.places.gazetteer import Gazetteer
from dateline.engines.places.own_places import gazetteer_of, own_places
from dateline.errors import UsageError
from dateline.layers import Place


def line(
    ident: int, name: str, names: str, lat: object, lon: object, code: str, country: str, people: int
) -> str:
    """A line of a GeoNames dump."""
    kind, feature = code.split(".")
    row = [
        ident,
        name,
        name,
        names,
        lat,
        lon,
        kind,
        feature,
        country,
        "",
        "01",
        "",
        "",
        "",
        people,
        "",
        "",
        "",
        "",
    ]
    return "\t".join(map(str, row))


GOOD = [
    line(9000001, "Quelvania", "Kvelvanija,Кельвания", 61.5, 20.25, "P.PPLA", "FI", 54321),
    line(9000002, "Orvath", "", -1.5, 30.5, "P.PPL", "RW", 0),
    line(9000003, "Quelvan Province", "", 61.0, 20.0, "A.ADM1", "FI", 90000),
    line(9000004, "Little Brook", "", 61.0, 20.0, "H.STM", "FI", 0),
    line(9000005, "Dune 7", "", 61.0, 20.0, "T.DUNE", "FI", 0),
]
BAD = {
    "missing columns": "9000006\tShort\tShort",
    "coordinates out of range": line(9000007, "Nowhere", "", 91, 0, "P.PPL", "FI", 1),
    "no coordinates": line(9000008, "Nowhere", "", "", "", "P.PPL", "FI", 1),
    "no GeoNames id": line(9000009, "Nowhere", "", 1, 1, "P.PPL", "FI", 1).replace("9000009", "x"),
    "no name": line(9000010, "", "", 1, 1, "P.PPL", "FI", 1),
    "no population": line(9000011, "Nowhere", "", 1, 1, "P.PPL", "FI", 1).replace(
        "\t1\t\t\t", "\tmany\t\t\t"
    ),
}
NAMES = ["1\t9000002\ten\tNew Orvath", "2\t9000002\tlink\thttps://example.org", "3\t9000099\ten\tGone"]


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def write(path: Path, lines: list[str]) -> Path:
    """A file, plain, gzip or zip by its suffix."""
    content = "\n".join(lines) + "\n"
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "see geonames.org")
            archive.writestr(path.stem + ".txt", content)
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(content.encode(), mtime=0))
    else:
        path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer of a small dump with a file of alternate names."""
    folder = tmp_path_factory.mktemp("gazetteer")
    dump, names = write(folder / "XX.txt", GOOD), write(folder / "alternateNamesV2.zip", NAMES)
    result = run(
        "gazetteer", "build", "--geonames", dump, "--alternate-names", names, "-o", folder / "G.sqlite"
    )
    assert result.exit_code == 0, result.output
    return folder / "G.sqlite"


def names_of(gazetteer: Path, name: str) -> list[tuple[int, str | None, str | None]]:
    return [(c.id, c.country, c.admin1) for c in Gazetteer(str(gazetteer)).lookup(name)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Quelvania", [(9000001, "FI", "Quelvan")]),
        ("Kvelvanija", [(9000001, "FI", "Quelvan")]),
        ("new orvath", [(9000002, "RW", "Eastern Province")]),
        ("Quelvan", [(9000003, "FI", "Quelvan")]),
        ("Little Brook", []),
        ("Dune 7", []),
        ("Gone", []),
    ],
)
def test_what_is_kept_of_a_dump(built: Path, name: str, found: list[tuple[int, str, str]]) -> None:
    assert [(i, c) for i, c, _ in names_of(built, name)] == [(i, c) for i, c, _ in found]


def test_countries_and_own_places_come_along(built: Path) -> None:
    gazetteer = Gazetteer(str(built))
    assert gazetteer.country("ML") == Place.unmapped("Mali", "ML", "country")
    assert "NE" in gazetteer.neighbours("ML")
    assert [c.feature for c in gazetteer.lookup("Sahel")] == ["L.RGN"]


def test_attribution_travels_with_the_file(built: Path) -> None:
    meta = Gazetteer(str(built)).meta()
    assert "GeoNames" in meta["attribution"]
    assert "CC BY 4.0" in meta["licence"]


@pytest.mark.parametrize("name", ["XX.txt", "XX.txt.gz", "XX.zip"])
def test_same_content_same_bytes_whatever_the_packing(built: Path, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, GOOD)
    outputs = [tmp_path / "1.sqlite", tmp_path / "2.sqlite"]
    for output in outputs:
        assert run("gazetteer", "build", "--geonames", tmp_path / name, "-o", output).exit_code == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert names_of(outputs[0], "Quelvania") == names_of(built, "Quelvania")


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD)
def test_faulty_row_is_named_counted_and_left_out(tmp_path: Path, reason: str, row: str) -> None:
    dump, output = write(tmp_path / "XX.txt", [*GOOD, row]), tmp_path / "G.sqlite"
    result = run("gazetteer", "build", "--geonames", dump, "-o", output)
    assert result.exit_code == 0
    assert f"XX.txt, line 6: {reason}" in result.stderr
    assert f"rows left out, {reason}: 1" in result.stderr
    assert "1 faulty" in result.stdout
    assert names_of(output, "Nowhere") == []


def test_row_twice_counts_once(tmp_path: Path) -> None:
    dump = write(tmp_path / "XX.txt", [*GOOD, GOOD[0]])
    result = run("gazetteer", "build", "--geonames", dump, "-o", tmp_path / "G.sqlite")
    assert "1 of an id that was there" in result.stdout


FOREIGN = {
    "E310: another kind of file": ("X.csv", b"a,b\n"),
    "E311: no row of a dump": ("X.txt", b"The quick brown fox\n"),
    "E311: empty": ("X.txt", b""),
    "E312: damaged zip": ("X.zip", b"PK\x03\x04 broken"),
    "E312: cut gzip": ("X.txt.gz", gzip.compress("\n".join(GOOD * 100).encode())[:-20]),
    "E312: not UTF-8": ("X.txt", "\n".join(GOOD).encode("utf-16")),
}  # fmt: skip


@pytest.mark.parametrize(("told", "file"), FOREIGN.items(), ids=FOREIGN)
def test_foreign_dump_is_refused_and_nothing_written(
    tmp_path: Path, told: str, file: tuple[str, bytes]
) -> None:
    (tmp_path / file[0]).write_bytes(file[1])
    output = tmp_path / "out" / "G.sqlite"
    result = run("gazetteer", "build", "--geonames", tmp_path / file[0], "-o", output)
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == told[:4]
    assert not list(tmp_path.glob("out/*"))


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def scrambled(content: bytes) -> bytes:
    return content[:1000] + b"\xff" * (len(content) - 1000)


def test_gazetteer_cut_short_is_refused(built: Path, tmp_path: Path) -> None:
    broken = tmp_path / "G.sqlite"
    broken.write_bytes(cut(built.read_bytes()))
    with pytest.raises(UsageError, match="E314"):
        Gazetteer(str(broken))


def test_gazetteer_with_wrong_pages_is_refused(built: Path, tmp_path: Path) -> None:
    broken = tmp_path / "G.sqlite"
    broken.write_bytes(scrambled(built.read_bytes()))
    with pytest.raises(UsageError, match=r"E31[34]"):
        Gazetteer(str(broken)).lookup("Quelvania")


def test_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "G.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE poems (title TEXT)")
    db.commit()
    db.close()
    with pytest.raises(UsageError, match="E313"):
        Gazetteer(str(path))


@pytest.mark.parametrize(("content", "code"), [(b"", "E313"), (b"id,name\n1,Gao\n", "E313"), (None, "E206")])
def test_extract_refuses_what_is_no_gazetteer(tmp_path: Path, content: bytes | None, code: str) -> None:
    text, wrong = tmp_path / "a.txt", tmp_path / "G.sqlite"
    text.write_text("Rebels took Gao.", encoding="utf-8")
    if content is not None:
        wrong.write_bytes(content)
    result = run("extract", text, "-o", tmp_path / "out", "--gazetteer", wrong)
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == code
    assert not (tmp_path / "out").exists()


def test_two_gazetteers_are_refused(built: Path) -> None:
    with pytest.raises(UsageError, match="E316"):
        gazetteer_of((str(built), str(built)))


HEADER = "name\tcountry\tfeature\tlat\tlon\taliases"
TABLES = {
    "no header": ["Camp Zulu\tML\tS.MILB\t1\t1\t"],
    "missing column": [HEADER, "Camp Zulu\tML"],
    "latitude": [HEADER, "Camp Zulu\tML\tS.MILB\t95\t1\t"],
    "longitude": [HEADER, "Camp Zulu\tML\tS.MILB\t1\teast\t"],
    "half a point": [HEADER, "Camp Zulu\tML\tS.MILB\t1\t\t"],
    "feature": [HEADER, "Camp Zulu\tML\tbase\t1\t1\t"],
    "country": [HEADER, "Camp Zulu\tMali\tS.MILB\t1\t1\t"],
    "no name": [HEADER, "\tML\tS.MILB\t1\t1\t"],
    "nothing": [""],
}


@pytest.mark.parametrize("lines", TABLES.values(), ids=TABLES)
def test_faulty_table_is_refused_with_its_line(tmp_path: Path, lines: list[str]) -> None:
    table = write(tmp_path / "own.tsv", lines)
    with pytest.raises(UsageError, match=rf"E315.*own.tsv, line {max(1, len([x for x in lines if x]))}"):
        own_places([str(table)])


def places_of(output: Path) -> dict[str, dict[str, object]]:
    document = json.loads(next(output.glob("*.documents.jsonl")).read_text(encoding="utf-8"))
    return {span["text"]: entry for entry in document["places"] for span in entry["mentions"]}


TEXT = (
    "On 3 May 2014 soldiers attacked a column near Quelvania. A day later they reached the town of Camp Zulu."
)


def test_own_gazetteer_and_table_are_used_alike_by_workers(built: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    table = write(tmp_path / "own.tsv", [HEADER, "Camp Zulu\tFI\tP.PPL\t62.5\t21\tZulu Camp|CZ"])
    args = [
        "extract",
        tmp_path / "a.txt",
        tmp_path / "b.txt",
        "-q",
        "--gazetteer",
        built,
        "--gazetteer",
        table,
    ]
    for workers in (1, 2):
        assert run(*args, "--workers", workers, "-o", tmp_path / f"out{workers}").exit_code == 0
    places = places_of(tmp_path / "out1")
    assert (places["Quelvania"]["geonames_id"], places["Quelvania"]["precision"]) == (9000001, "near")
    assert (places["Camp Zulu"]["lat"], places["Camp Zulu"]["country"]) == (62.5, "FI")
    models = json.loads((tmp_path / "out1" / "run.json").read_text(encoding="utf-8"))["tool"]["models"]
    assert {"G.sqlite", "own.tsv"} <= models.keys()
    for file in (tmp_path / "out1").glob("*.jsonl"):
        assert file.read_bytes() == (tmp_path / "out2" / file.name).read_bytes()


def test_packaged_gazetteer_does_not_know_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", tmp_path / "a.txt", "-q", "-o", tmp_path / "out").exit_code == 0
    assert places_of(tmp_path / "out")["Quelvania"]["reason"] == "no_candidate"


@pytest.mark.parametrize(
    ("args", "first", "told"),
    [
        (("Gao",), "ML", "chosen: Gao (ML)"),
        (("Gao, Burkina Faso",), "BF", "chosen: Gao (BF)"),
        (("Paris, Texas",), "US", "chosen: Paris (US)"),
        (("Maidugura", "--country", "ng"), "NG", "chosen: Maiduguri (NG)"),
        (("Qworlavik",), None, "no candidate for 'Qworlavik'"),
        (("Niger",), None, "also the state Niger (NE)"),
    ],
)
def test_lookup_shows_candidates_best_first(args: tuple[str, ...], first: str | None, told: str) -> None:
    result = run("gazetteer", "lookup", *args)
    rows = result.stdout.splitlines()
    assert told in rows[-1]
    assert rows[0].split()[:3] == ["score", "name", "country"]
    if first is not None:
        assert first in rows[1].split()


def test_places_command_prints_what_names_were_taken_for(tmp_path: Path) -> None:
    text = "Rebels took Gao in northern Mali. They left Gao. A mine exploded near Qworlavik."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run("extract", tmp_path / "a.txt", "-q", "-o", tmp_path / "out").exit_code == 0
    result = run("places", tmp_path / "out" / "a.documents.jsonl")
    rows = {row.split()[1]: row.split() for row in result.stdout.splitlines()[2:]}
    assert rows["Gao"][0] == "2"
    assert rows["Gao"][-2] == "2457163"
    assert rows["Qworlavik"][-1] == "no_candidate"


def test_places_command_refuses_other_files(tmp_path: Path) -> None:
    path = tmp_path / "a.documents.jsonl"
    path.write_text('{"doc_id": "a"}\n', encoding="utf-8")
    result = run("places", path)
    assert isinstance(result.exception, UsageError)
    assert result.exception.code == "E210"
