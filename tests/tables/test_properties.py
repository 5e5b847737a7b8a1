from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables import read_table

HEADS = st.sampled_from([
    b"", b"Nama Usaha,Omzet (Rp.000),KBLI,Tahun Data\n", b"No;Nama Usaha;Pemilik;NIK;Omzet 2020;Luas Lahan\n",
    b"\xef\xbb\xbfNama\tOmset\tModal\tTenaga Kerja\n", b"\xff\xfe", b'{"nama usaha": "a", "omzet": 1}\n',
])  # fmt: skip
BITS = st.sampled_from([
    b'"', b"\n", b",", b";", b"\t", b"\r", b"\0", b"\xe9", b"1.234,5", b"2147483647", b"-", b"JUMLAH", b"1,2,3\n",
    b"{", b"}",
    b"10710", b"E+15", b"Rp", b"3573010101900001", b" ", b"2020", b'{"a": [1]}', b"0", b"\xe2\x80\x8b",
])  # fmt: skip


def read_through(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"berkas{ending}"
        path.write_bytes(data)
        try:
            read = read_table(path, accept_proxies=True, sum_months=True)
            rows = list(read.rows())
        except ValidationError as error:
            assert str(error)  # noqa: PT017 - the text must be writable, whatever the file holds
            return
        numbers = [row.number for row in rows]
        assert numbers == list(range(read.header_records + 1, read.header_records + 1 + len(rows)))
        for one in (*read.findings, *(one for row in rows for one in row.findings)):
            assert one.to_dict()["message_id"]
            assert "3573010101900001" not in str(one.to_dict()), one.to_dict()


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(
    HEADS, st.lists(st.one_of(BITS, st.binary(max_size=8)), max_size=40), st.sampled_from([".csv", ".jsonl", ".tsv"])
)
@example(b"Nama Usaha,Omzet\n", [b'"' * 3, b"\n" * 40, b'"'], ".csv")
@example(b"Nama Usaha,Omzet\n", [b"a" * 140_000, b"\n"], ".csv")
def test_no_file_raises_anything_but_a_validation_error(head: bytes, parts: list[bytes], ending: str) -> None:
    read_through(head + b"".join(parts), ending)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 10**14), st.integers(0, 10**5)), min_size=1, max_size=30))
def test_what_was_written_is_read(figures: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "usaha.csv"
        lines = "".join(f"Toko {place};{sales};{workers}\n" for place, (sales, workers) in enumerate(figures))
        path.write_text("Nama Usaha;Omzet;Tenaga Kerja\n" + lines, encoding="utf-8")
        overflow = (2**31 - 1, 2**32 - 1)
        known = [(row.values.get("sales"), row.values.get("workers")) for row in read_table(path).rows()]
        assert known == [(None if sales in overflow else sales, workers) for sales, workers in figures]
