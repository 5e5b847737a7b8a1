"""SQL dumps: what a script inserts, read as text; dumps as the programs write them, with made-up enterprises."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables.formats.dumps import sql_tokens, sql_values
from plut_kumkm.tables.formats.dumps.sql import SqlGrid, grids
from plut_kumkm.tables.formats.dumps.sql_tokens import Dialect, find_dialect
from plut_kumkm.tables.formats.grids import Limits
from plut_kumkm.tables.formats.records import Mended

Write = Callable[[str | bytes], Path]

INSERT = "INSERT INTO a (x, y) VALUES (?, 1);"

PHPMYADMIN = r"""-- phpMyAdmin SQL Dump
-- version 5.2.1
-- Host: localhost
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
/*!40101 SET NAMES utf8mb4 */;
-- Database: `dinas`
CREATE TABLE `umkm` (
  `id` int(11) NOT NULL,
  `nama usaha` varchar(100) DEFAULT 'a, b) c' COMMENT 'nama; usaha',
  `omzet` decimal(15,3) DEFAULT NULL,
  `luas` float,
  `foto` blob,
  `aktif` bit(1) DEFAULT b'1'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Dumping data for table `umkm`
INSERT INTO `umkm` (`id`, `nama usaha`, `omzet`, `luas`, `foto`, `aktif`) VALUES
(1, 'Toko \'Contoh\' \\ \"A\"', '1500.500', 12.5, 0x89504e47, b'1'),
(2, 'Warung; (baru)\nCabang', NULL, 2000000, _binary 'x\'y', b'0'),
(3, "Kios ""C"" D", 25, NULL, NULL, b'101');
INSERT INTO `umkm` VALUES (4, 'D', 7, -1.5e3, X'00', NULL);
ALTER TABLE `umkm`
  ADD PRIMARY KEY (`id`);
DELIMITER $$
CREATE DEFINER=`root`@`localhost` PROCEDURE `isi` () BEGIN INSERT INTO umkm VALUES (9); END$$

CREATE TRIGGER t BEFORE INSERT ON umkm FOR EACH ROW BEGIN DELETE FROM x; END$$
SELECT 1$$
DELIMITER ;
COMMIT;
"""

POSTGRESQL = r"""--
-- PostgreSQL database dump
--
\restrict AbC123
\c dinas
SET standard_conforming_strings = on;
CREATE FUNCTION public.catat() RETURNS trigger LANGUAGE plpgsql AS $_$
begin INSERT INTO public.umkm VALUES (9, 'tidak'); end; $_$;
CREATE TABLE public.umkm (
    id integer NOT NULL,
    nama character varying(100),
    omzet numeric(15,3),
    rating real,
    CONSTRAINT umkm_cek CHECK ((omzet > (0)::numeric))
);
COPY public.umkm (id, nama, omzet, rating) FROM stdin;
1	Toko\tContoh	1500.500	4.5
2	\N	\N	20000000
3	C:\\usaha\x41\101\b\q		1
\.

INSERT INTO umkm VALUES (4, 'C:\', '7.5'::numeric(15,3), NULL), (5, E'a\'b', DATE '2024-01-31', NULL);
INSERT INTO public.umkm OVERRIDING SYSTEM VALUE VALUES (6, $$Toko 'D'$$, - 5, NULL), (7, $a$x$a$, (1), NULL);
COPY public.lain FROM 'x.csv';
CREATE TRIGGER t AFTER INSERT ON public.umkm FOR EACH ROW EXECUTE FUNCTION public.catat();
"""

SQL_SERVER = """USE [dinas]
GO
/****** Object:  Table [dbo].[Umkm]    Script Date: 31/01/2024 ******/
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Umkm](
\t[Id] [int] IDENTITY(1,1) NOT NULL,
\t[Nama]]Usaha] [nvarchar](50) NULL,
\t[Omzet] [decimal](18, 2) NULL,
\t[Berdiri] [date] NULL,
 CONSTRAINT [PK_Umkm] PRIMARY KEY CLUSTERED ([Id] ASC)
) ON [PRIMARY]
GO
SET IDENTITY_INSERT [dbo].[Umkm] ON
INSERT [dbo].[Umkm] ([Id], [Nama]]Usaha], [Omzet], [Berdiri]) VALUES (1, N'Toko O''Contoh',
CAST(1500.50 AS Decimal(18, 2)), CAST(N'2019-01-31' AS Date))
INSERT [dbo].[Umkm] ([Id], [Nama]]Usaha], [Omzet], [Berdiri]) VALUES (2, N'C:\\', NULL, GETDATE())
SET IDENTITY_INSERT [dbo].[Umkm] OFF
GO
CREATE PROCEDURE [dbo].[isi] AS BEGIN INSERT INTO [dbo].[Umkm] ([Id]) VALUES (9); SELECT 1; END
GO
EXEC x
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_it(content: str | bytes) -> Path:
        path = tmp_path / "dinas.sql"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_it


def one(path: Path, limits: Limits | None = None) -> SqlGrid:
    (grid,) = grids(path, limits) if limits is not None else grids(path)
    return grid


def rows(path: Path) -> list[list[str]]:
    """Return the rows without the names of the columns."""
    return list(one(path).records())[1:]


def refused(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        grids(path, limits or Limits())
    found = caught.value.finding
    assert found.params["file"] == "dinas.sql"
    assert found.message("id") != found.message("en")
    return {"code": found.code, **{key: value for key, value in found.params.items() if key != "file"}}


def notes(grid: SqlGrid) -> list[tuple[Any, ...]]:
    """Return code and parameters of every note but the one on the dialect."""
    assert all(found.message("id") and found.message("en") for found in grid.notes)
    assert grid.notes[0].code in ("table.sql_escapes", "table.sql_letters")
    return [
        (found.code.removeprefix("table."), *([] if found.row is None else [found.row]), *found.params.values())
        for found in grid.notes[1:]
    ]


# -------------------------------------------------------------------------------------------- dumps of other programs


def test_a_dump_of_phpmyadmin(write: Write) -> None:
    grid = one(write(PHPMYADMIN))
    assert (grid.name, grid.hidden, grid.header_records) == ("umkm", False, 1)
    wanted = [
        ["id", "nama usaha", "omzet", "luas", "foto", "aktif"],
        ["1", "Toko 'Contoh' \\ \"A\"", "1500,5000", "12,5", "", "1"],
        ["2", "Warung; (baru)\nCabang", "", "", "", "0"],
        ["3", 'Kios "C" D', "25"],
        ["4", "D", "7", "-1500"],
    ]
    assert list(grid.records()) == list(grid.records()) == wanted
    assert grid.notes[0].code == "table.sql_escapes"
    assert grid.notes[0].params["dialect"] == "MySQL/MariaDB"
    assert notes(grid) == [
        ("sql_routine", 2, 26),
        ("cells_blob", 2, ("foto", "aktif"), 4),
        # A FLOAT of MySQL keeps, and prints, six digits.
        ("cells_inexact", 3, ("luas",), 1),
    ]


def test_a_dump_of_postgresql(write: Write) -> None:
    grid = one(write(POSTGRESQL))
    assert list(grid.records()) == [
        ["id", "nama", "omzet", "rating"],
        ["1", "Toko\tContoh", "1500,5000", "4,5"],
        ["2"],
        ["3", "C:\\usahaAA\bq", "", "1"],
        ["4", "C:\\", "7,5"],
        ["5", "a'b", "2024-01-31"],
        ["6", "Toko 'D'", "-5"],
        ["7", "x"],
    ]
    assert grid.notes[0].code == "table.sql_letters"
    assert notes(grid) == [
        ("sql_routine", 2, 7),
        ("sql_insert", 1, 24),
        ("cells_inexact", 3, ("rating",), 1),
        ("cells_computed", 8, ("omzet",), 1),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "cp1252"])
def test_a_script_of_sql_server(write: Write, encoding: str) -> None:
    grid = one(write(SQL_SERVER.replace("\n", "\r\n").encode(encoding)))
    assert list(grid.records()) == [
        ["Id", "Nama]Usaha", "Omzet", "Berdiri"],
        ["1", "Toko O'Contoh", "1500,50", "2019-01-31"],
        ["2", "C:\\"],
    ]
    assert notes(grid) == [("sql_routine", 1, 20), ("cells_computed", 3, ("Berdiri",), 1)]


def test_a_dump_of_sqlite(write: Write) -> None:
    base = sqlite3.connect(":memory:")
    base.execute('CREATE TABLE "umkm" (id INTEGER PRIMARY KEY AUTOINCREMENT, "nama usaha" TEXT, omzet REAL, foto BLOB)')
    base.execute(
        "CREATE TRIGGER t AFTER INSERT ON umkm WHEN new.omzet < 0 BEGIN "
        "UPDATE umkm SET omzet = CASE WHEN omzet > 0 THEN 1 ELSE 2 END; INSERT INTO umkm (omzet) VALUES (9); END"
    )
    data = [("Jum'at \\'Contoh\nCabang", 1.5e9, None), (None, 1.25, b"\x89PNG"), ("", 0.125, None)]
    base.executemany('INSERT INTO umkm ("nama usaha", omzet, foto) VALUES (?, ?, ?)', data)
    grid = one(write("\n".join(base.iterdump())))
    base.close()
    assert list(grid.records()) == [
        ["id", "nama usaha", "omzet", "foto"],
        ["1", "Jum'at \\'Contoh\nCabang", "1500000000"],
        ["2", "", "1,25"],
        ["3", "", "0,1250"],
    ]
    assert notes(grid)[1:] == [("cells_blob", 3, ("foto",), 1)]
    assert notes(grid)[0][:2] == ("sql_routine", 1)


def test_texts_with_line_breaks_as_the_shell_of_sqlite_writes_them(write: Write) -> None:
    dump = r"""PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE umkm(a, b);
INSERT INTO umkm VALUES(replace('Toko\nContoh','\n',char(10)),replace(replace('a\r\nb','\r',char(13)),'\n',char(10)));
INSERT INTO umkm VALUES(unistr('a\u000ab\\c\000d\+00000a\U0000000a\uD800\U00ffffff'),unistr(''));
INSERT INTO umkm VALUES(replace('a','b',char(65)),replace('a','b','c'));
INSERT INTO umkm VALUES(replace(x,'b',char(10)),unistr(x));
COMMIT;"""
    grid = one(write(dump))
    assert list(grid.records())[1:] == [["Toko\nContoh", "a\r\nb"], ["a\nb\\c\r\n\n\ufffd\ufffd"], [], []]
    assert notes(grid) == [("cells_computed", 4, ("a", "b"), 4)]


def test_inserts_of_pandas_and_adminer_style(write: Write) -> None:
    dump = """-- Adminer 4.8.1 MySQL 8.0.31 dump
INSERT IGNORE INTO `umkm` (`a`, `b`) VALUES ROW(1, 'x'), ROW(2, 'y') ON DUPLICATE KEY UPDATE `a` = VALUES(`a`);
REPLACE INTO dinas.umkm (a) VALUE (3) RETURNING a;
INSERT LOW_PRIORITY INTO `umkm` (`b`, `a`) VALUES ('z', 4) AS baru;
insert into `umkm` values (5, 'w'); # catatan
"""
    first, second = grids(write(dump))
    assert (first.name, list(first.records())) == ("umkm", [["a", "b"], ["1", "x"], ["2", "y"], ["4", "z"], ["5", "w"]])
    assert (second.name, list(second.records())) == ("dinas.umkm", [["a"], ["3"]])


# ------------------------------------------------------------------------------------------------- tables and columns


def test_tables_of_the_same_name_in_two_databases_are_both_named(write: Write) -> None:
    dump = """CREATE TABLE `umkm` (`a` int); USE `Satu`; INSERT INTO `umkm` VALUES (1); USE `dua`;
    INSERT INTO `umkm` VALUES (2); INSERT INTO satu.umkm VALUES (3); INSERT INTO kelas (b) VALUES (4);"""
    tables = grids(write(dump))
    assert [(grid.name, list(grid.records())) for grid in tables] == [
        ("satu.umkm", [["a"], ["1"], ["3"]]),
        ("dua.umkm", [["a"], ["2"]]),
        ("kelas", [["b"], ["4"]]),
    ]


def test_tables_of_the_same_columns_stay_apart(write: Write) -> None:
    dump = "INSERT INTO a (x, y) VALUES (1, 2); INSERT INTO b (x, y) VALUES (3, 4); INSERT INTO a (x, y) VALUES (5, 6);"
    tables = grids(write(dump))
    assert [(grid.name, list(grid.records())[1:]) for grid in tables] == [
        ("a", [["1", "2"], ["5", "6"]]),
        ("b", [["3", "4"]]),
    ]


def test_rows_that_alternate_between_many_tables(write: Write) -> None:
    lines = [INSERT.replace("a (x, y)", f"t{number % 3}").replace("?", f"{number}") for number in range(6600)]
    tables = grids(write("\n".join(lines)))
    assert [[cells[0] for cells in grid.records()][1:] for grid in tables] == [
        [str(number) for number in range(start, 6600, 3)] for start in range(3)
    ]


def test_columns_of_several_statements_are_joined(write: Write) -> None:
    dump = "INSERT INTO a (x, y) VALUES (1, 2); INSERT INTO a (Z, X) VALUES (3, 4); INSERT INTO a VALUES (5, 6, 7);"
    assert list(one(write(dump)).records()) == [["x", "y", "Z"], ["1", "2"], ["4", "", "3"], ["5", "6", "7"]]


def test_columns_that_nobody_names_are_numbered(write: Write) -> None:
    dump = "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2, NOW(), 'x'); INSERT INTO a VALUES (1);"
    grid = one(write(dump))
    assert list(grid.records()) == [["kolom 1", "kolom 2", "kolom 3"], ["1"], ["2", "", "x"], ["1"]]
    assert notes(grid) == [("cells_computed", 3, ("kolom 2",), 1)]


def test_a_table_created_anew_with_other_columns(write: Write) -> None:
    dump = "CREATE TABLE a (x int, y int); INSERT INTO a VALUES (1, 2); DROP TABLE IF EXISTS a;\n"
    dump += "CREATE TABLE a (y int, z int); INSERT INTO a VALUES (3, 4); DROP VIEW a; DROP TABLE b;"
    grid = one(write(dump))
    assert list(grid.records()) == [["x", "y", "z"], ["1", "2"], ["", "3", "4"]]
    assert notes(grid) == [("sql_changes", 1, 1)]


def test_rows_that_do_not_fit_their_columns_are_mended(write: Write) -> None:
    short, long, right = rows(write("INSERT INTO a (x, y, z) VALUES (1, 2), (1, 2, 3, NOW()), (4, 5, 6);"))
    assert (short, long, right) == (["1", "2"], ["1", "2", "3"], ["4", "5", "6"])
    assert isinstance(short, Mended)
    assert short.note == ("record.ragged", "warning", {"got": 2, "expected": 3})
    assert isinstance(long, Mended)
    assert long.note[2] == {"got": 4, "expected": 3}
    assert type(right) is list


def test_what_create_table_may_hold(write: Write) -> None:
    dump = """CREATE TEMPORARY TABLE IF NOT EXISTS "a" (
    "x" decimal(5,3) CHECK (x > 0), y, "key" text, 'z' numeric,
    PRIMARY KEY (x), UNIQUE (y), , KEY k (y));
    CREATE TABLE b AS SELECT 1; CREATE VIEW v AS SELECT 'INSERT INTO a VALUES (1)'; CREATE UNIQUE INDEX i ON a (x);
    CREATE; INSERT INTO a VALUES ('1.500', '1.500', 'x.y', 'x.y'), ('1', '2', '3', '4.25');"""
    assert list(one(write(dump)).records()) == [
        ["x", "y", "key", "z"],
        ["1,5000", "1.500", "x.y", "x.y"],
        ["1", "2", "3", "4,25"],
    ]


def test_batches_part_statements_without_semicolons(write: Write) -> None:
    dump = "SET ANSI_NULLS ON\nGO\nINSERT a (x) VALUES (1)\nGO\nGO\n"
    dump += "PRINT 'x'\nINSERT a (x) VALUES (2)\ngo\nDELETE FROM a\n"
    grid = one(write(dump))
    assert list(grid.records()) == [["x"], ["1"], ["2"]]
    assert notes(grid) == [("sql_changes", 1, 9)]


def test_copies_in_other_formats_are_skipped_with_their_data(write: Write) -> None:
    dump = "-- PostgreSQL\nCOPY a FROM stdin WITH (FORMAT csv);\n1,'x\n\\.\n"
    dump += "COPY a (x) TO stdout;\nCOPY a (x) FROM stdin;\n2\n\\.\n"
    grid = one(write(dump))
    assert list(grid.records()) == [["x"], ["2"]]
    assert notes(grid) == [("sql_insert", 2, 2)]


def test_what_changes_rows_afterwards_is_said(write: Write) -> None:
    dump = """DELETE FROM a;
    INSERT INTO a (x) VALUES (1);
    UPDATE ONLY a SET x = 2;
    DELETE FROM [dbo].[a] WHERE x = 1; TRUNCATE TABLE a; UPDATE b SET x = 3;"""
    grid = one(write(dump))
    assert list(grid.records()) == [["x"], ["1"]]
    assert notes(grid) == [("sql_changes", 3, 3)]


def test_rows_that_would_have_to_be_computed_are_said(write: Write) -> None:
    dump = (
        "INSERT INTO a (x) SELECT 1;\nINSERT INTO a SET x = 1; INSERT INTO a DEFAULT VALUES; INSERT INTO a VALUES (1);"
    )
    assert notes(one(write(dump))) == [("sql_insert", 3, 1)]


# ----------------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("NULL", ""),
        ("default", ""),
        ("TRUE", "ya"),
        ("false", "tidak"),
        ("+5", "5"),
        ("- 1.250", "-1,250" + "0"),
        (".5", "0,5"),
        ("5.", "5"),
        ("007", "007"),
        ("1e3", "1000"),
        ("12345678901234567890.12", "12345678901234567890,12"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("'1.500.000'", "1.500.000"),
        ("n'Toko'", "Toko"),
        ("_utf8mb4'Toko'", "Toko"),
        ("TIMESTAMP '2024-01-31 00:00:00'", "2024-01-31 00:00:00"),
        ('"Toko"', "Toko"),
        ("'a' /* b */ -- c\n", "a"),
        ("CAST(CAST('5' AS text) AS int)", "5"),
        ("'5'::text::int", "5"),
    ],
)
def test_literals(write: Write, value: str, cell: str) -> None:
    grid = one(write(INSERT.replace("?", value)))
    assert list(grid.records())[1:] == [[cell, "1"]]
    assert notes(grid) == []


@pytest.mark.parametrize(
    "value",
    [
        "NOW()",
        "1+1",
        "CURRENT_TIMESTAMP",
        "x",
        "(SELECT 1)",
        "'a' 'b'",
        "f(',', ')')",
        "CAST( AS x)",
        "+".join("1" * 99),
    ],
)
def test_what_would_have_to_be_computed_is_blank_and_said(write: Write, value: str) -> None:
    grid = one(write(INSERT.replace("?", value)))
    assert list(grid.records())[1:] == [["", "1"]]
    assert notes(grid) == [("cells_computed", 2, ("x",), 1)]


@pytest.mark.parametrize("value", ["X'00'", "x'AB'", "0xAB", "_binary 0xAB", "_binary 'a'", "b'0110'"])
def test_binary_values_are_blank_and_said(write: Write, value: str) -> None:
    grid = one(write(INSERT.replace("?", value)))
    assert list(grid.records())[1:] == [["", "1"]]
    assert notes(grid) == [("cells_blob", 2, ("x",), 1)]


def test_a_value_that_is_missing_is_blank(write: Write) -> None:
    assert rows(write("INSERT INTO a (x, y) VALUES (, 1);")) == [["", "1"]]


@pytest.mark.parametrize(
    ("head", "dialect"),
    [
        ("-- MariaDB dump 10.19", Dialect("MySQL", backslash=True)),
        ("CREATE TABLE a (b int) ENGINE=MyISAM;", Dialect("MySQL", backslash=True)),
        ("INSERT INTO `a` VALUES", Dialect("MySQL", backslash=True)),
        ("-- PostgreSQL database dump", Dialect("PostgreSQL", backslash=False)),
        ("SET standard_conforming_strings = off;", Dialect("PostgreSQL", backslash=True)),
        ("PRAGMA foreign_keys=OFF;", Dialect("SQLite", backslash=False)),
        ("SET ANSI_NULLS ON\nGO\n", Dialect("SQL Server", backslash=False)),
        ("INSERT INTO a VALUES ('it\\'s')", Dialect("", backslash=True)),
        ("INSERT INTO a VALUES ('C:\\', 'x')", Dialect("", backslash=False)),
    ],
)
def test_the_head_tells_the_dialect(head: str, dialect: Dialect) -> None:
    assert find_dialect(head.encode()) == dialect


# --------------------------------------------------------------------------------------------------- broken and absurd


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("(2, 'Tok", 2),
        ("(2, NOW(", 2),
        ("(2", 2),
        ("", 1),
        ("ROW", 1),
        ("(2, 'x'),\n(3, 'y'), \n  ", 3),
        ('(2, "Tok', 2),
        ("(2, /* x", 2),
    ],
)
def test_a_statement_that_breaks_off_is_said_with_its_line(write: Write, end: str, line: int) -> None:
    grid = one(write(INSERT.replace("?, 1);", "1, 'x'),\n") + end))
    assert list(grid.records())[:2] == [["x", "y"], ["1", "x"]]
    assert notes(grid) == [("sql_broken", line)]
    assert grid.notes[-1].severity == "error"


@pytest.mark.parametrize(
    "end", ["INSERT INTO a (x", "INSERT INTO ", "CREATE TABLE b (x int", "COPY a (x) FROM stdin;\n1\n2", "'", "$$x"]
)
def test_other_statements_that_break_off(write: Write, end: str) -> None:
    dump = f"-- PostgreSQL\nINSERT INTO a (x) VALUES (1);\n{end}"
    assert notes(one(write(dump)))[-1] in (("sql_broken", 3), ("sql_broken", 4))


def test_what_is_no_row_ends_the_statement_and_is_said(write: Write) -> None:
    dump = "-- MySQL\nINSERT INTO a (x) VALUES (1) lain\n"
    dump += "(2); INSERT INTO a (x) VALUES (3), 4; INSERT INTO a (x) VALUES (5;\n"
    dump += "INSERT INTO a (x; INSERT INTO a.(x) VALUES (1); INSERT INTO a (x) VALUES (6); INSERT INTO 5; 'x"
    grid = one(write(dump))
    assert list(grid.records())[1:] == [["1"], ["3"], ["6"]]
    assert sorted(notes(grid)) == [("sql_broken", line) for line in (2, 3, 3, 4, 4, 4, 4)]


def test_a_dump_full_of_defects_names_the_first_ones(write: Write) -> None:
    grid = one(write(INSERT.replace("?", "1") + "\nINSERT INTO a VALUES 5;" * 50))
    assert notes(grid) == [("sql_broken", line) for line in range(2, 12)]


def test_rows_and_names_without_end_are_no_table(write: Write) -> None:
    wide = "INSERT INTO a VALUES (" + "1," * 20_000 + "1);"
    assert refused(write(wide))["code"] == "table.sql_no_rows"
    names = "INSERT INTO a (" + "x," * 20_000 + "x) VALUES (1);"
    assert refused(write(names))["code"] == "table.sql_no_rows"
    columns = "CREATE TABLE a (" + "x int," * 20_000 + "x int); INSERT INTO a VALUES (1);"
    assert list(one(write(columns)).records()) == [["kolom 1"], ["1"]]


def test_limits_of_cells_and_texts(write: Write) -> None:
    path = write("INSERT INTO a (x, y) VALUES (1, 'abcdef'), (NULL, 'b');")
    assert refused(path, Limits(cells=2)) == {"code": "table.limit_cells", "limit": 2}
    grid = one(path, Limits(text=5))
    assert list(grid.records())[1:] == [["1"], ["", "b"]]
    assert notes(grid) == [("cells_long", 2, ("y",), 1, 5)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "empty"),
        ("CREATE TABLE a (x int);", "sql_no_rows"),
        ("/* x", "sql_no_rows"),
        ("-- x", "sql_no_rows"),
        (b"SQLite format 3\0", "binary"),
    ],
)
def test_files_without_rows_are_refused(write: Write, data: str | bytes, code: str) -> None:
    assert refused(write(data)) == {"code": f"table.{code}"}


def test_a_file_that_goes_or_changes_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as caught:
        grids(tmp_path / "tidak-ada.sql")
    assert caught.value.finding.code == "table.unreadable"
    grid = one(write("INSERT INTO a VALUES (1)"))
    write("INSERT INTO a VALUES (1, 2)")
    with pytest.raises(ValidationError) as caught:
        list(grid.records())
    assert caught.value.finding.code == "table.changed"


# ------------------------------------------------------------------------------------------------ read by the block


@pytest.fixture(params=[1, 2, 3, 7, 64])
def small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a script read by so few bytes that every token is cut somewhere."""
    monkeypatch.setattr(sql_tokens, "_CHUNK", request.param)
    monkeypatch.setattr(sql_values, "_AHEAD", 1)


@pytest.mark.parametrize("dump", [PHPMYADMIN, POSTGRESQL, SQL_SERVER, SQL_SERVER.encode("utf-16")])
def test_nothing_depends_on_where_a_block_ends(
    write: Write, small_blocks: None, monkeypatch: pytest.MonkeyPatch, dump: str | bytes
) -> None:
    path = write(dump)
    small = [(list(grid.records()), notes(grid)) for grid in grids(path)]
    monkeypatch.undo()
    assert small == [(list(grid.records()), notes(grid)) for grid in grids(path)]


def test_a_quote_that_is_open_for_too_long_ends_the_statement(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_tokens, "_CHUNK", 100)
    monkeypatch.setattr(sql_tokens, "_LONGEST", 1000)
    monkeypatch.setattr(sql_values, "_AHEAD", 1)
    for end in ("'" + "x" * 5000, "$$" + "x" * 5000):
        grid = one(write(INSERT.replace("(x, y)", "").replace("?, 1);", "1), (2), (") + end))
        assert list(grid.records())[1:] == [["1"], ["2"]]
        assert notes(grid) == [("sql_broken", 1)]
    copied = one(write("-- PostgreSQL\nCOPY a (x) FROM stdin;\n1\n" + "x" * 5000))
    assert list(copied.records()) == [["x"], ["1"]]
    # Comments may be as long as they like.
    assert rows(write("/*" + "x" * 5000 + "*/ INSERT INTO a VALUES (1);")) == [["1"]]
    malformed = one(write("-- MySQL\nINSERT INTO a VALUES (1), x '" + "y" * 5000))
    assert notes(malformed) == [("sql_broken", 2)]


# ------------------------------------------------------------------------------------------------------- round trips

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(cells=st.lists(st.lists(st.none() | TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_table_of_text_comes_back_from_sqlite(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str | None]]
) -> None:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE umkm (a TEXT, b TEXT, c TEXT)")
    base.executemany("INSERT INTO umkm VALUES (?, ?, ?)", cells)
    path = tmp_path_factory.mktemp("sql") / "a.sql"
    path.write_bytes("\n".join(base.iterdump()).encode())
    base.close()
    got = [record + [""] * (3 - len(record)) for record in one(path).records()]
    assert got == [["a", "b", "c"], *([cell or "" for cell in row] for row in cells)]


ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", '"': '\\"', "\x1a": "\\Z"})


@given(cells=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_any_table_of_text_comes_back_from_mysql(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    values = ",".join("(" + ",".join(f"'{cell.translate(ESCAPES)}'" for cell in row) + ")" for row in cells)
    path = tmp_path_factory.mktemp("sql") / "a.sql"
    path.write_bytes(f"-- MySQL dump\nINSERT INTO `a` (`x`,`y`) VALUES {values};".encode())
    got = [record + [""] * (2 - len(record)) for record in one(path).records()]
    assert got == [["x", "y"], *cells]
