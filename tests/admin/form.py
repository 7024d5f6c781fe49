"""What is typed into the form of a new employee."""

from __future__ import annotations

BUDI = {
    "nip": "199001152015031002",
    "nama": "Budi Santoso",
    "jenis_kelamin": "L",
    "status": "PNS",
    "tanggal_lahir": "1990-01-15",
    "tanggal_masuk": "2015-03-01",
}
