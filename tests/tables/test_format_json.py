"""JSON files: lists of objects wherever they stand in the tree, as other programs write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables.formats.grids import Limits
from plut_kumkm.tables.formats.records import Mended
from plut_kumkm.tables.formats.trees.json_tree import JsonGrid, grids

Write = Callable[[Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a value, a text or bytes as a file."""

    def write_it(content: Any) -> Path:
        path = tmp_path / "usaha.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_it


def one(path: Path, limits: Limits | None = None) -> JsonGrid:
    (grid,) = grids(path, limits) if limits is not None else grids(path)
    return grid


def rows(path: Path) -> list[list[str]]:
    return list(one(path).records())


def everything(path: Path, limits: Limits | None) -> list[list[list[str]]]:
    return [list(grid.records()) for grid in grids(path, limits or Limits())]


def refused(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        everything(path, limits)
    found = caught.value.finding
    assert found.params["file"] == "usaha.json"
    assert found.message("id") != found.message("en")
    return {"code": found.code, **{key: value for key, value in found.params.items() if key != "file"}}


def notes(grid: JsonGrid) -> list[tuple[str, int | None, tuple[str, ...]]]:
    assert all(found.message("id") and found.message("en") for found in grid.notes)
    return [(found.code, found.row, found.params.get("columns", ())) for found in grid.notes]


# ------------------------------------------------------------------------------------------------------ what is read


def test_a_list_of_objects_is_a_table_and_can_be_read_again(write: Write) -> None:
    grid = one(write([{"nama usaha": "Toko Contoh", "omzet": 1500}, {"omzet": 20, "modal": 3}]))
    wanted = [["nama usaha", "omzet", "modal"], ["Toko Contoh", "1500"], ["", "20", "3"]]
    assert list(grid.records()) == list(grid.records()) == wanted
    assert (grid.name, grid.hidden, grid.notes, grid.header_records) == ("", False, (), 1)


def test_nested_objects_are_titles_over_one_another(write: Write) -> None:
    path = write([{"nama usaha": "Toko", "pemilik": {"nama": "Sari", "alamat": {"kota": "Sleman"}}, "kosong": {}}])
    assert one(path).header_records == 3
    assert rows(path) == [
        ["nama usaha", "pemilik", "pemilik"],
        ["", "nama", "alamat"],
        ["", "", "kota"],
        ["Toko", "Sari", "Sleman"],
    ]


def test_titles_beyond_the_fourth_level_share_the_first_record(write: Write) -> None:
    assert rows(write([{"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}])) == [["a / b / c"], ["d"], ["e"], ["f"], ["1"]]


def test_values_are_exact_and_written_as_in_our_tables(write: Write) -> None:
    text = '[{"a": 1500000.50, "b": 0.125, "c": 1e9, "d": true, "e": false, "f": null, "g": 12345678901234567890}]'
    assert rows(write(text))[1] == ["1500000,50", "0,1250", "1000000000", "ya", "tidak", "", "12345678901234567890"]
    assert rows(write('[{"a": 1e99999999999999999999, "b": 1E+400}]'))[1] == ["1e99999999999999999999", "1E+400"]


def test_lists_of_plain_values_are_joined_and_others_named(write: Write) -> None:
    element = {"hp": ["1", 2, True], "produk": [{"nama": "x"}], "titik": [[1, 2]], "nama": "Toko"}
    grid = one(write([{"nama": "A"}, element, element]))
    assert list(grid.records())[2] == ["Toko", "1; 2; ya"]
    assert notes(grid) == [("table.cells_nested", 3, ("produk", "titik"))]
    assert grid.notes[0].params["count"] == 4


def test_lists_inside_an_envelope_are_tables_named_by_their_keys(write: Write) -> None:
    tables = grids(write({"status": "ok", "result": {"records": [{"a": 1}], "fields": [{"id": "a"}]}, "kosong": []}))
    assert [(grid.name, list(grid.records())) for grid in tables] == [
        ("result / records", [["a"], ["1"]]),
        ("result / fields", [["id"], ["a"]]),
    ]


def test_a_single_object_is_a_table_of_one_record(write: Write) -> None:
    path = write({"nama usaha": "Toko", "pemilik": {"nama": "Sari"}, "hp": ["1", "2"], "kosong": {}})
    assert rows(path) == [["nama usaha", "pemilik", "hp"], ["", "nama"], ["Toko", "Sari", "1; 2"]]
    parts = {"usaha": {"nama": "Toko"}, "pemilik": {"alamat": "Sleman"}}
    assert rows(write(parts)) == [["usaha", "pemilik"], ["nama", "alamat"], ["Toko", "Sleman"]]


def test_geojson_properties_are_the_record_and_the_shape_is_named(write: Write) -> None:
    shape = {"type": "Point", "coordinates": [110.3, -7.8]}
    features = [
        {"type": "Feature", "id": 7, "geometry": shape, "properties": {"nama": "Toko"}},
        {"type": "Feature", "geometry": None, "properties": {"nama": "Warung"}},
    ]
    grid = one(write({"type": "FeatureCollection", "features": features}))
    assert (grid.name, list(grid.records())) == ("features", [["id", "nama"], ["7", "Toko"], ["", "Warung"]])
    assert notes(grid) == [("table.cells_nested", 2, ("geometry",))]


def test_mongodb_types_are_unwrapped(write: Write) -> None:
    element = {
        "_id": {"$oid": "65f0"},
        "omzet": {"$numberDecimal": "1500.5"},
        "berdiri": {"$date": "2020-01-31T00:00:00Z"},
        "waktu": {"$date": {"$numberLong": "5"}},
    }
    titles, lower, cells = rows(write([element]))
    assert titles == ["_id", "omzet", "berdiri", "waktu"]
    assert lower == ["", "", "", "$date"]
    assert cells == ["65f0", "1500,5", "2020-01-31T00:00:00Z", "5"]


def test_tables_exported_by_phpmyadmin(write: Write) -> None:
    head = [{"type": "header", "version": "5.2"}, {"type": "database", "name": "satu"}]
    umkm = {"type": "table", "name": "umkm", "database": "satu", "data": [{"id": "1", "nama": "A"}]}
    kelas = {"type": "table", "name": "kelas", "database": "satu", "data": [{"id": "2"}]}
    assert [grid.name for grid in grids(write([*head, umkm, kelas]))] == ["umkm", "kelas"]
    twice = [*head, umkm, {**umkm, "database": "dua"}]
    assert [grid.name for grid in grids(write(twice))] == ["satu.umkm", "dua.umkm"]
    # Elements of another kind among them: it is a list like others.
    assert one(write([umkm, {"nama": "B"}])).name == ""


@pytest.mark.parametrize("orient", ["records", "columns", "index", "split", "table", "list"])
def test_every_orientation_of_pandas(write: Write, orient: Any) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"nama usaha": ["Toko Satu", "Toko Dua"], "omzet": [1500, None]})
    whole = frame.astype(object).where(frame.notna(), None)
    text = whole.to_dict("list") if orient == "list" else frame.to_json(orient=orient)
    found = {grid.name: list(grid.records()) for grid in grids(write(text))}
    name = {"split": "data", "table": "data"}.get(orient, "")
    kept = [place for place, title in enumerate(found[name][0]) if title != "index"]
    got = [[cells[place] for place in kept if place < len(cells)] for cells in found[name]]
    assert got == [["nama usaha", "omzet"], ["Toko Satu", "1500"], ["Toko Dua"]]


def test_lists_of_lists_take_the_titles_beside_them(write: Write) -> None:
    data = [["Toko", 1], ["Warung", [1, 2]]]
    for key, titles in {
        "aoColumns": [{"sTitle": "Nama"}, {"sTitle": "Omzet"}],
        "columns": ["Nama", "Omzet"],
        "fields": [{"name": "Nama"}, {"name": "Omzet"}],
    }.items():
        (grid,) = grids(write({key: titles, "aaData": data}))
        assert (grid.name, grid.header_records) == ("aaData", 1)
        assert list(grid.records()) == [["Nama", "Omzet"], ["Toko", "1"], ["Warung", "1; 2"]]
    levels = one(write({"columns": [["Usaha", "Nama"], ["Usaha", "Omzet"]], "data": data}))
    assert list(levels.records())[:2] == [["Usaha", "Usaha"], ["Nama", "Omzet"]]


@pytest.mark.parametrize("titles", [["Nama"], [["a", None], "b"], [None, "a"], [{"x": 1}, {"y": 2}], "Nama", []])
def test_titles_that_do_not_fit_are_not_taken(write: Write, titles: Any) -> None:
    found = {grid.name: grid for grid in grids(write({"columns": titles, "data": [["Toko", 1], ["Warung", 2, 3]]}))}
    assert found["data"].header_records is None
    assert list(found["data"].records()) == [["Toko", "1"], ["Warung", "2", "3"]]


def test_a_list_beside_lists_that_is_not_one_of_lists(write: Write) -> None:
    tables = grids(write({"columns": ["a"], "data": [["x"]], "lain": [{"b": 1}, ["y"]]}))
    assert [(grid.name, list(grid.records())) for grid in tables] == [
        ("data", [["a"], ["x"]]),
        ("lain", [["b"], ["1"], []]),
    ]
    (broken,) = list(tables[1].records())[2:]
    assert isinstance(broken, Mended)
    assert (broken.note[0], broken.lost) == ("record.json_no_object", True)


def test_objects_under_keys_are_records_or_columns(write: Write) -> None:
    by_push_id = {"usaha": {"-Mx1": {"nama": "A", "omzet": 1}, "-Mx2": {"nama": "B", "omzet": 2}}}
    grid = one(write(by_push_id))
    assert (grid.name, list(grid.records())) == (
        "usaha",
        [["kunci", "nama", "omzet"], ["-Mx1", "A", "1"], ["-Mx2", "B", "2"]],
    )
    assert rows(write({"7": {"nama": "A"}, "9": {"nama": "B"}})) == [["nama"], ["A"], ["B"]]
    assert rows(write({"nama usaha": {"a": "A", "b": "B"}, "omzet": {"a": None, "b": 2}})) == [
        ["nama usaha", "omzet"],
        ["A"],
        ["B", "2"],
    ]
    assert rows(write({"x": {"0": "A"}, "y": {"0": "B"}})) == [["x", "y"], ["A", "B"]]


def test_objects_with_tables_inside_are_no_records(write: Write) -> None:
    tables = grids(write({"sleman": {"data": [{"a": 1}]}, "bantul": {"data": [{"a": 2}]}}))
    assert [grid.name for grid in tables] == ["sleman / data", "bantul / data"]
    deeper = grids(write({"sleman": {"x": {"data": [{"a": 1}]}}, "bantul": {"x": {"data": [{"a": 2}]}}}))
    assert [grid.name for grid in deeper] == ["sleman / x / data", "bantul / x / data"]
    plain = one(write({"1": {"nama": "A", "hp": ["1", "2"]}, "2": {"nama": "B", "hp": []}}))
    assert list(plain.records()) == [["nama", "hp"], ["A", "1; 2"], ["B"]]


def test_a_plain_list_too_long_to_keep_is_named(write: Write) -> None:
    grid = one(write({"nama": "Toko", "deret": list(range(2001))}))
    assert list(grid.records()) == [["nama"], ["Toko"]]
    assert notes(grid) == [("table.cells_nested", 2, ("deret",))]


def test_elements_that_are_no_records_are_counted(write: Write) -> None:
    null, number = rows(write([{"a": 1}, None, 5]))[2:]
    assert (null, type(null)) == ([], list)
    assert isinstance(number, Mended)
    assert number.note == ("record.json_no_object", "error", {})


# ---------------------------------------------------------------------------------------------------- JSON Lines


def test_json_lines_under_another_name(write: Write) -> None:
    path = write('{"a": 1}\n{"a": 2, "b": {"c": 3}}\r\n\n{broken\n"text"\n{"a": 4}')
    records = rows(path)
    assert records[:4] == [["a", "b"], ["", "c"], ["1"], ["2", "3"]]
    assert (records[4], records[7]) == ([], ["4"])
    codes = [record.note[0] for record in records if isinstance(record, Mended)]
    assert codes == ["record.json_bad", "record.json_no_object"]
    assert rows(write("\ufeff" + '{"a": 1}\n' * 3)) == [["a"], ["1"], ["1"], ["1"]]
    deep = '{"a": 1}\n' + '{"a": ' * 5000 + "\n"
    assert isinstance(rows(write(deep))[2], Mended)


@pytest.mark.parametrize("text", ['{"a": 1} {"a": 2}', '{\n"a": 1}\n{"a": 2}', "[1]\n[2]", "1\n2"])
def test_other_values_in_a_row_are_no_json(write: Write, text: str) -> None:
    assert refused(write(text))["code"] == "table.json_bad"


# ------------------------------------------------------------------------------------------------ doubtful and broken


def test_a_key_that_stands_twice_is_not_taken_and_said(write: Write) -> None:
    path = write('[{"nama": "A", "omzet": 1, "omzet": 2, "p": {"q": 1, "q": 2}}, {"nama": "B", "omzet": 3}]')
    _, _, first, second = rows(path)
    assert (first, second) == (["A"], ["B", "3"])
    assert isinstance(first, Mended)
    assert first.note == ("record.json_doubtful", "error", {"keys": ("omzet", "p / q")})
    assert first.lost is False


def test_nan_and_infinity_are_not_taken(write: Write) -> None:
    record = rows(write('[{"a": NaN, "b": [1, -Infinity], "c": 5}]'))[1]
    assert record == ["", "", "5"]
    assert isinstance(record, Mended)
    assert record.note[2] == {"keys": ("a", "b")}


def test_a_list_under_a_key_that_stands_twice_is_read_twice(write: Write) -> None:
    tables = grids(write('{"data": [{"a": 1}], "data": [{"a": 2}], "data": [{"a": 3}], "x": 1, "x": 2}'))
    assert [list(grid.records())[1] for grid in tables] == [["1"], ["2"], ["3"]]
    assert [found.code for found in tables[0].notes] == ["table.json_key_twice"]
    record = rows(write('{"a": 1, "p": {"b": 1}, "p": {"c": 1}, "q": 1, "q": 2}'))[-1]
    assert isinstance(record, Mended)
    assert record.note[2] == {"keys": ("p", "q")}
    columns = '{"omzet": {"0": 1, "1": 2}, "omzet": {"0": 3, "1": 4}, "nama usaha": {"0": "A", "1": "B"}}'
    record = rows(write(columns))[-1]
    assert record == ["", "A", "B"]
    assert isinstance(record, Mended)
    by_id = '{"7": {"nama": "A"}, "7": {"nama": "B"}}'
    assert rows(write(by_id)) == [["nama"], ["A"], ["B"]]
    assert len(grids(write('{"a": {"d": [{"x": 1}], "d": [{"x": 2}]}, "b": {"d": 1}}'))) == 2


def test_personal_numbers_in_keys_do_not_appear(write: Write) -> None:
    grid = one(write({"3402010101900001": [{"3402010101900002": [[1]], "a": 1, "b": 2, "b ": 3}]}))
    shown = grid.name + "".join(found.message() for found in grid.notes)
    assert "3402010101900001" not in shown
    assert "3402010101900002" not in shown
    assert "34" in shown


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('[{"a": 1},\n {"a" 2}]', 2, 7),
        ('[{"a": 1} {"a": 2}]', 1, 11),
        ('[{"a": 1},]', 1, 11),
        ('[{"a": 1}', 1, 10),
        ('{"a": [1, 2}', 1, 12),
        ('{"a" 1}', 1, 6),
        ('{"a": 1 "b": 2}', 1, 9),
        ('{"a": 1,}', 1, 9),
        ("{'a': 1}", 1, 2),
        ('{"a": ', 1, 7),
        ("nama;omzet", 1, 1),
    ],
)
def test_broken_json_says_line_and_column(write: Write, text: str, line: int, column: int) -> None:
    assert refused(write(text)) == {"code": "table.json_bad", "line": line, "column": column}


@pytest.mark.parametrize("text", ["5", '"Toko"', "[]", "{}", "[1, 2]", "[[], []]", "[{}]", '{"a": {}}'])
def test_json_without_a_table_is_refused(write: Write, text: str) -> None:
    assert refused(write(text)) == {"code": "table.json_no_table"}


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe", "empty"), (b"PK\x03\x04x", "binary"), (b"{\0\0", "binary")],
)
def test_files_that_hold_no_text_are_refused(write: Write, data: bytes, code: str) -> None:
    assert refused(write(data)) == {"code": f"table.{code}"}


def test_a_missing_folder_or_changed_file_is_refused(write: Write, tmp_path: Path) -> None:
    for path in (tmp_path / "tidak-ada.json", tmp_path, tmp_path / "x\0.json"):
        with pytest.raises(ValidationError) as caught:
            grids(path)
        assert caught.value.finding.code == "table.unreadable"
    grid = one(write([{"a": 1}]))
    write([{"a": 1}, {"a": 2}])
    with pytest.raises(ValidationError) as caught:
        list(grid.records())
    assert caught.value.finding.code == "table.changed"
    (tmp_path / "usaha.json").unlink()
    with pytest.raises(ValidationError) as caught:
        list(grid.records())
    assert caught.value.finding.code == "table.unreadable"


# ------------------------------------------------------------------------------------------------------------ limits


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        '{"a":' * 5000,
        "[" * 11 + "]" * 11,
        '{"a":' * 11 + "1" + "}" * 11,
        '[{"a":' + '{"a":' * 11 + "1" + "}" * 12 + "]",
        '[{"a": [' + '{"a": [' * 6 + "]}" * 6 + "]}]",
        '[{"type": "Feature", "properties": {}, "geometry": ' + "[" * 12 + "]" * 12 + "}]",
    ],
)
def test_trees_too_deep_are_refused_with_the_limit(write: Write, text: str) -> None:
    assert refused(write(text), Limits(nesting=10)) == {"code": "table.limit_nesting", "limit": 10}


def test_limits_of_size_and_cells(write: Write) -> None:
    path = write([{"a": 1, "b": 2}, {"a": 3}])
    assert refused(path, Limits(unpacked=5)) == {"code": "table.limit_bytes", "limit": 5}
    assert refused(path, Limits(cells=2)) == {"code": "table.limit_cells", "limit": 2}
    assert len(list(one(path, Limits(cells=3)).records())) == 3


def test_long_texts_and_columns_beyond_the_limit_are_named(write: Write) -> None:
    long = one(write([{"a": 1, "foto": "x" * 11, "l": ["x" * 6, "y" * 6]}]), Limits(text=10))
    assert list(long.records()) == [["a", "foto", "l"], ["1"]]
    assert notes(long) == [("table.cells_long", 2, ("foto", "l"))]
    wide = one(write([{f"k{number}": number for number in range(2003)}]))
    assert [len(record) for record in wide.records()] == [2000, 2000]
    assert notes(wide) == [("table.cells_beyond", 2, ("k2000", "k2001", "k2002"))]
    many = one(write([{"a": 1, **{f"l{number}": [[]] for number in range(12)}}]))
    assert many.notes[0].params["count"] == 12
    assert notes(many)[0][2] == tuple(f"l{number}" for number in range(10))


# --------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(write: Write, encoding: str) -> None:
    assert rows(write('[{"nama": "Kafé Contoh"}]'.encode(encoding))) == [["nama"], ["Kafé Contoh"]]


# ------------------------------------------------------------------------------------------------------- round trips

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(cells=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5), ascii_only=st.booleans())
def test_any_table_of_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("json") / "a.json"
    elements = [dict(zip("abc", row, strict=True)) for row in cells]
    path.write_text(json.dumps(elements, ensure_ascii=ascii_only), encoding="utf-8")
    got = [record + [""] * (3 - len(record)) for record in one(path).records()]
    assert got == [["a", "b", "c"], *cells]
