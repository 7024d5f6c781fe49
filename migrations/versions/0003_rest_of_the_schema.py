"""Rest of the schema."""

# ruff: noqa: E501, PLR0915 - written by Alembic

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = "jenjang IN ('pemula', 'terampil', 'mahir', 'penyelia', 'pertama', 'muda', 'madya', 'utama')"
AFTER = (
    "jenjang IN ('pemula', 'terampil', 'mahir', 'penyelia', 'ahli_pertama', 'ahli_muda', 'ahli_madya', 'ahli_utama')"
)


def upgrade() -> None:
    op.create_table(
        "pelatihan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("cara", sa.String(), nullable=False),
        sa.Column("penyelenggara", sa.String(), nullable=False),
        sa.Column("tempat", sa.String(), nullable=True),
        sa.Column("materi", sa.Text(), nullable=True),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("jp", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "cara IN ('klasikal', 'daring', 'campuran', 'magang', 'mandiri')", name=op.f("ck_pelatihan_cara")
        ),
        sa.CheckConstraint(
            "jenis IN ('kepemimpinan', 'fungsional', 'teknis', 'integritas_etika', 'sosial_kultural', 'seminar', 'lainnya')",
            name=op.f("ck_pelatihan_jenis"),
        ),
        sa.CheckConstraint("jp >= 0", name=op.f("ck_pelatihan_jp")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_pelatihan_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_pelatihan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pelatihan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_pelatihan_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_pelatihan_region_id_kode")),
    )
    with op.batch_alter_table("pelatihan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pelatihan_region_id_mulai"), ["region_id", "mulai"], unique=False)

    op.create_table(
        "tahapan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahap", sa.String(), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "tahap IN ('penyusunan_rencana', 'persetujuan_rencana', 'pelaporan_capaian', 'penilaian_diri', 'umpan_balik', 'penilaian_atasan')",
            name=op.f("ck_tahapan_tahap"),
        ),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_tahapan_periode")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_tahapan_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_tahapan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tahapan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_tahapan_region_id_id")),
        sa.UniqueConstraint("region_id", "tahap", "periode", name=op.f("uq_tahapan_region_id_tahap_periode")),
    )
    op.create_table(
        "angka_kredit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("jenjang", sa.String(), nullable=False),
        sa.Column("golongan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("jumlah", sa.BigInteger(), nullable=False),
        sa.Column("nomor_pak", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('konversi', 'integrasi', 'pendidikan', 'penyesuaian')", name=op.f("ck_angka_kredit_jenis")
        ),
        sa.CheckConstraint(
            "jenjang IN ('pemula', 'terampil', 'mahir', 'penyelia', 'ahli_pertama', 'ahli_muda', 'ahli_madya', 'ahli_utama')",
            name=op.f("ck_angka_kredit_jenjang"),
        ),
        sa.CheckConstraint("jumlah >= 0", name=op.f("ck_angka_kredit_jumlah")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_angka_kredit_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(["golongan_id"], ["golongan.id"], name=op.f("fk_angka_kredit_golongan_id_golongan")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_angka_kredit_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_angka_kredit_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_angka_kredit")),
        sa.UniqueConstraint("pegawai_id", "jenis", "mulai", name=op.f("uq_angka_kredit_pegawai_id_jenis_mulai")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_angka_kredit_region_id_id")),
    )
    op.create_table(
        "asesmen_talenta",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("berlaku_sampai", sa.Date(), nullable=True),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("penyelenggara", sa.String(), nullable=True),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('asesmen', 'catatan_kerja', 'kehadiran', 'pendidikan', 'rekam_jejak')",
            name=op.f("ck_asesmen_talenta_jenis"),
        ),
        sa.CheckConstraint("berlaku_sampai >= tanggal", name=op.f("ck_asesmen_talenta_berlaku_sampai")),
        sa.CheckConstraint("nilai BETWEEN 0 AND 10000", name=op.f("ck_asesmen_talenta_nilai")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_asesmen_talenta_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_asesmen_talenta_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asesmen_talenta")),
        sa.UniqueConstraint("pegawai_id", "jenis", "tanggal", name=op.f("uq_asesmen_talenta_pegawai_id_jenis_tanggal")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_asesmen_talenta_region_id_id")),
    )
    op.create_table(
        "bimbingan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pembimbing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("perlu_diperbaiki", sa.Text(), nullable=True),
        sa.Column("potensi", sa.Text(), nullable=True),
        sa.Column("kesepakatan", sa.Text(), nullable=True),
        sa.Column("tenggat", sa.Date(), nullable=True),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("jenis IN ('bimbingan', 'konseling')", name=op.f("ck_bimbingan_jenis")),
        sa.CheckConstraint("pembimbing_id <> pegawai_id", name=op.f("ck_bimbingan_bukan_diri_sendiri")),
        sa.CheckConstraint("selesai >= tanggal", name=op.f("ck_bimbingan_selesai_setelah_tanggal")),
        sa.CheckConstraint("tenggat >= tanggal", name=op.f("ck_bimbingan_tenggat_setelah_tanggal")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_bimbingan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pembimbing_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_bimbingan_region_id_pembimbing_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_bimbingan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bimbingan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_bimbingan_region_id_id")),
    )
    with op.batch_alter_table("bimbingan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bimbingan_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bimbingan_pembimbing_id"), ["pembimbing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bimbingan_region_id_tanggal"), ["region_id", "tanggal"], unique=False)

    op.create_table(
        "keberatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("perihal", sa.String(), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("hasil_diterima_pada", sa.Date(), nullable=False),
        sa.Column("diajukan_pada", sa.Date(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("tanggapan", sa.Text(), nullable=True),
        sa.Column("ditanggapi_pada", sa.Date(), nullable=True),
        sa.Column("ditarik_pada", sa.Date(), nullable=True),
        sa.Column("diputus_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("diputus_pada", sa.Date(), nullable=True),
        sa.Column("keputusan", sa.String(), nullable=True),
        sa.Column("alasan_keputusan", sa.Text(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "keputusan IN ('dikabulkan', 'dikabulkan_sebagian', 'ditolak')", name=op.f("ck_keberatan_keputusan")
        ),
        sa.CheckConstraint("perihal IN ('penilaian', 'tpp', 'presensi', 'lainnya')", name=op.f("ck_keberatan_perihal")),
        sa.CheckConstraint(
            "(keputusan IS NULL) = (diputus_pada IS NULL)", name=op.f("ck_keberatan_keputusan_bertanggal")
        ),
        sa.CheckConstraint("diajukan_pada >= hasil_diterima_pada", name=op.f("ck_keberatan_diajukan_setelah_diterima")),
        sa.CheckConstraint("diputus_oleh_id <> pegawai_id", name=op.f("ck_keberatan_bukan_diri_sendiri")),
        sa.CheckConstraint("diputus_pada >= diajukan_pada", name=op.f("ck_keberatan_diputus_setelah_diajukan")),
        sa.CheckConstraint("ditanggapi_pada >= diajukan_pada", name=op.f("ck_keberatan_ditanggapi_setelah_diajukan")),
        sa.CheckConstraint("ditarik_pada >= diajukan_pada", name=op.f("ck_keberatan_ditarik_setelah_diajukan")),
        sa.CheckConstraint(
            "keputusan IS NULL OR alasan_keputusan IS NOT NULL", name=op.f("ck_keberatan_alasan_keputusan")
        ),
        sa.CheckConstraint("keputusan IS NULL OR diputus_oleh_id IS NOT NULL", name=op.f("ck_keberatan_diputus_oleh")),
        sa.CheckConstraint(
            "keputusan IS NULL OR ditarik_pada IS NULL", name=op.f("ck_keberatan_ditarik_tanpa_keputusan")
        ),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_keberatan_periode")),
        sa.ForeignKeyConstraint(
            ["region_id", "diputus_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_keberatan_region_id_diputus_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_keberatan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_keberatan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keberatan")),
        sa.UniqueConstraint(
            "pegawai_id",
            "perihal",
            "periode",
            "diajukan_pada",
            name=op.f("uq_keberatan_pegawai_id_perihal_periode_diajukan_pada"),
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_keberatan_region_id_id")),
    )
    with op.batch_alter_table("keberatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keberatan_diputus_oleh_id"), ["diputus_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_keberatan_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_keberatan_region_id_diajukan_pada"), ["region_id", "diajukan_pada"], unique=False
        )

    op.create_table(
        "keluarga",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hubungan", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("tanggal_lahir", sa.Date(), nullable=True),
        sa.Column("pasangan_asn", sa.Boolean(), nullable=False),
        sa.Column("bersekolah_sampai", sa.Date(), nullable=True),
        sa.Column("menikah_pada", sa.Date(), nullable=True),
        sa.Column("berpenghasilan_sejak", sa.Date(), nullable=True),
        sa.Column("ditanggung_sejak", sa.Date(), nullable=True),
        sa.Column("ditanggung_sampai", sa.Date(), nullable=True),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "hubungan <> 'anak' OR tanggal_lahir IS NOT NULL", name=op.f("ck_keluarga_anak_bertanggal_lahir")
        ),
        sa.CheckConstraint("hubungan = 'pasangan' OR NOT pasangan_asn", name=op.f("ck_keluarga_pasangan_asn")),
        sa.CheckConstraint("hubungan IN ('pasangan', 'anak')", name=op.f("ck_keluarga_hubungan")),
        sa.CheckConstraint("ditanggung_sampai >= ditanggung_sejak", name=op.f("ck_keluarga_ditanggung_sampai")),
        sa.CheckConstraint(
            "ditanggung_sampai IS NULL OR ditanggung_sejak IS NOT NULL", name=op.f("ck_keluarga_ditanggung_sejak")
        ),
        sa.CheckConstraint("ditanggung_sejak >= tanggal_lahir", name=op.f("ck_keluarga_ditanggung_setelah_lahir")),
        sa.CheckConstraint("ditanggung_sejak IS NULL OR dasar IS NOT NULL", name=op.f("ck_keluarga_dasar")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_keluarga_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_keluarga_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keluarga")),
        sa.UniqueConstraint(
            "pegawai_id",
            "hubungan",
            "nama",
            "ditanggung_sejak",
            name=op.f("uq_keluarga_pegawai_id_hubungan_nama_ditanggung_sejak"),
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_keluarga_region_id_id")),
    )
    with op.batch_alter_table("keluarga", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keluarga_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "kewajiban",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahapan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tentang_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("jatuh_tempo", sa.Date(), nullable=False),
        sa.Column("selesai_pada", sa.Date(), nullable=True),
        sa.Column("dibebaskan", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("tentang_id <> pegawai_id", name=op.f("ck_kewajiban_tentang_orang_lain")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_kewajiban_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "tahapan_id"],
            ["tahapan.region_id", "tahapan.id"],
            name=op.f("fk_kewajiban_region_id_tahapan_id_tahapan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "tentang_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_kewajiban_region_id_tentang_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_kewajiban_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kewajiban")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_kewajiban_region_id_id")),
        sa.UniqueConstraint(
            "tahapan_id", "pegawai_id", "tentang_id", name=op.f("uq_kewajiban_tahapan_id_pegawai_id_tentang_id")
        ),
    )
    with op.batch_alter_table("kewajiban", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kewajiban_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kewajiban_region_id_jatuh_tempo"), ["region_id", "jatuh_tempo"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_kewajiban_tentang_id"), ["tentang_id"], unique=False)
        batch_op.create_index(
            "uq_kewajiban_sendiri",
            ["tahapan_id", "pegawai_id"],
            unique=True,
            sqlite_where=sa.text("tentang_id IS NULL"),
            postgresql_where=sa.text("tentang_id IS NULL"),
        )

    op.create_table(
        "pendidikan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenjang", sa.String(), nullable=False),
        sa.Column("jurusan", sa.String(), nullable=True),
        sa.Column("lembaga", sa.String(), nullable=False),
        sa.Column("tahun_lulus", sa.Integer(), nullable=False),
        sa.Column("nomor_ijazah", sa.String(), nullable=True),
        sa.Column("diakui_sejak", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenjang IN ('di_bawah_slta', 'slta', 'd1', 'd2', 'd3', 's1_d4', 's2', 's3')",
            name=op.f("ck_pendidikan_jenjang"),
        ),
        sa.CheckConstraint("tahun_lulus BETWEEN 1950 AND 2100", name=op.f("ck_pendidikan_tahun_lulus")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_pendidikan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_pendidikan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pendidikan")),
        sa.UniqueConstraint(
            "pegawai_id", "jenjang", "tahun_lulus", name=op.f("uq_pendidikan_pegawai_id_jenjang_tahun_lulus")
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_pendidikan_region_id_id")),
    )
    op.create_table(
        "penghargaan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("pemberi", sa.String(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=True),
        sa.Column("nomor_sk", sa.String(), nullable=True),
        sa.Column("boleh_diumumkan", sa.Boolean(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_penghargaan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_penghargaan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penghargaan")),
        sa.UniqueConstraint("pegawai_id", "nama", "tanggal", name=op.f("uq_penghargaan_pegawai_id_nama_tanggal")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_penghargaan_region_id_id")),
    )
    with op.batch_alter_table("penghargaan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penghargaan_region_id_tanggal"), ["region_id", "tanggal"], unique=False)

    op.create_table(
        "perilaku_lama",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("orientasi_pelayanan", sa.BigInteger(), nullable=True),
        sa.Column("integritas", sa.BigInteger(), nullable=True),
        sa.Column("komitmen", sa.BigInteger(), nullable=True),
        sa.Column("disiplin", sa.BigInteger(), nullable=True),
        sa.Column("kerja_sama", sa.BigInteger(), nullable=True),
        sa.Column("kepemimpinan", sa.BigInteger(), nullable=True),
        sa.Column("nilai", sa.BigInteger(), nullable=True),
        sa.Column("dinilai_rekan_dan_bawahan", sa.Boolean(), nullable=True),
        sa.Column("ide_baru", sa.Boolean(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("disiplin BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_disiplin")),
        sa.CheckConstraint("integritas BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_integritas")),
        sa.CheckConstraint("kepemimpinan BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_kepemimpinan")),
        sa.CheckConstraint("kerja_sama BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_kerja_sama")),
        sa.CheckConstraint("komitmen BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_komitmen")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_perilaku_lama_periode")),
        sa.CheckConstraint("nilai BETWEEN 0 AND 12000", name=op.f("ck_perilaku_lama_nilai")),
        sa.CheckConstraint(
            "orientasi_pelayanan BETWEEN 0 AND 10000", name=op.f("ck_perilaku_lama_orientasi_pelayanan")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_perilaku_lama_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_perilaku_lama_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perilaku_lama")),
        sa.UniqueConstraint("pegawai_id", "periode", name=op.f("uq_perilaku_lama_pegawai_id_periode")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_perilaku_lama_region_id_id")),
    )
    with op.batch_alter_table("perilaku_lama", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_perilaku_lama_region_id_periode"), ["region_id", "periode"], unique=False)

    op.create_table(
        "peserta_pelatihan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pelatihan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("diundang_pada", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("selesai_pada", sa.Date(), nullable=True),
        sa.Column("jp_diakui", sa.Integer(), nullable=True),
        sa.Column("nomor_sertifikat", sa.String(), nullable=True),
        sa.Column("alasan", sa.String(), nullable=True),
        sa.Column("catatan", sa.Text(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "alasan IN ('beban_kerja', 'bentrok_jadwal', 'sakit_atau_cuti', 'tidak_berminat', 'tidak_sesuai', 'jarak_atau_biaya', 'lainnya')",
            name=op.f("ck_peserta_pelatihan_alasan"),
        ),
        sa.CheckConstraint(
            "alasan IS NULL OR status = 'tidak_ikut'", name=op.f("ck_peserta_pelatihan_alasan_tidak_ikut")
        ),
        sa.CheckConstraint(
            "status <> 'diundang' OR diundang_pada IS NOT NULL", name=op.f("ck_peserta_pelatihan_diundang_pada")
        ),
        sa.CheckConstraint(
            "status IN ('diundang', 'terdaftar', 'lulus', 'tidak_lulus', 'tidak_ikut')",
            name=op.f("ck_peserta_pelatihan_status"),
        ),
        sa.CheckConstraint("jp_diakui >= 0", name=op.f("ck_peserta_pelatihan_jp_diakui")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_peserta_pelatihan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pelatihan_id"],
            ["pelatihan.region_id", "pelatihan.id"],
            name=op.f("fk_peserta_pelatihan_region_id_pelatihan_id_pelatihan"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_peserta_pelatihan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peserta_pelatihan")),
        sa.UniqueConstraint("pelatihan_id", "pegawai_id", name=op.f("uq_peserta_pelatihan_pelatihan_id_pegawai_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_peserta_pelatihan_region_id_id")),
    )
    with op.batch_alter_table("peserta_pelatihan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peserta_pelatihan_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "skp_lama",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("tugas_tambahan", sa.Integer(), nullable=True),
        sa.Column("kreativitas", sa.Integer(), nullable=True),
        sa.Column("kinerja_tambahan", sa.BigInteger(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("kinerja_tambahan >= 0", name=op.f("ck_skp_lama_kinerja_tambahan")),
        sa.CheckConstraint("kreativitas BETWEEN 0 AND 12", name=op.f("ck_skp_lama_kreativitas")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_skp_lama_periode")),
        sa.CheckConstraint("tugas_tambahan BETWEEN 0 AND 3", name=op.f("ck_skp_lama_tugas_tambahan")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_skp_lama_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_skp_lama_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skp_lama")),
        sa.UniqueConstraint("pegawai_id", "periode", name=op.f("uq_skp_lama_pegawai_id_periode")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_skp_lama_region_id_id")),
    )
    with op.batch_alter_table("skp_lama", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skp_lama_region_id_periode"), ["region_id", "periode"], unique=False)

    op.create_table(
        "status_ptkp",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('TK/0', 'TK/1', 'TK/2', 'TK/3', 'K/0', 'K/1', 'K/2', 'K/3')", name=op.f("ck_status_ptkp_status")
        ),
        sa.CheckConstraint("tahun BETWEEN 2000 AND 2100", name=op.f("ck_status_ptkp_tahun")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_status_ptkp_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_status_ptkp_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_ptkp")),
        sa.UniqueConstraint("pegawai_id", "tahun", name=op.f("uq_status_ptkp_pegawai_id_tahun")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_status_ptkp_region_id_id")),
    )
    op.create_table(
        "umpan_balik",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dinilai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("penilai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=True),
        sa.Column("diberikan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("jenis IN ('rekan', 'bawahan')", name=op.f("ck_umpan_balik_jenis")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_umpan_balik_periode")),
        sa.CheckConstraint("nilai BETWEEN 0 AND 10000", name=op.f("ck_umpan_balik_nilai")),
        sa.CheckConstraint("penilai_id <> dinilai_id", name=op.f("ck_umpan_balik_bukan_diri_sendiri")),
        sa.ForeignKeyConstraint(
            ["region_id", "dinilai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_umpan_balik_region_id_dinilai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "penilai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_umpan_balik_region_id_penilai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_umpan_balik_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umpan_balik")),
        sa.UniqueConstraint(
            "dinilai_id", "penilai_id", "periode", name=op.f("uq_umpan_balik_dinilai_id_penilai_id_periode")
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_umpan_balik_region_id_id")),
    )
    with op.batch_alter_table("umpan_balik", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_umpan_balik_penilai_id"), ["penilai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_umpan_balik_region_id_periode"), ["region_id", "periode"], unique=False)

    op.create_table(
        "usulan_pelatihan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("diajukan_pada", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("diputus_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("diputus_pada", sa.Date(), nullable=True),
        sa.Column("pelatihan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(status = 'diajukan') = (diputus_pada IS NULL)", name=op.f("ck_usulan_pelatihan_diputus_pada")
        ),
        sa.CheckConstraint(
            "jenis IN ('kepemimpinan', 'fungsional', 'teknis', 'integritas_etika', 'sosial_kultural', 'seminar', 'lainnya')",
            name=op.f("ck_usulan_pelatihan_jenis"),
        ),
        sa.CheckConstraint("status IN ('diajukan', 'disetujui', 'ditolak')", name=op.f("ck_usulan_pelatihan_status")),
        sa.CheckConstraint("diputus_oleh_id <> pegawai_id", name=op.f("ck_usulan_pelatihan_bukan_diri_sendiri")),
        sa.CheckConstraint("diputus_pada >= diajukan_pada", name=op.f("ck_usulan_pelatihan_diputus_setelah_diajukan")),
        sa.ForeignKeyConstraint(
            ["region_id", "diputus_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_usulan_pelatihan_region_id_diputus_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_usulan_pelatihan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pelatihan_id"],
            ["pelatihan.region_id", "pelatihan.id"],
            name=op.f("fk_usulan_pelatihan_region_id_pelatihan_id_pelatihan"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_usulan_pelatihan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usulan_pelatihan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_usulan_pelatihan_region_id_id")),
    )
    with op.batch_alter_table("usulan_pelatihan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_usulan_pelatihan_diputus_oleh_id"), ["diputus_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_usulan_pelatihan_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_usulan_pelatihan_pelatihan_id"), ["pelatihan_id"], unique=False)

    op.create_table(
        "capaian_unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("predikat", sa.String(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=True),
        sa.Column("uraian", sa.Text(), nullable=True),
        sa.Column("ditetapkan_pada", sa.Date(), nullable=True),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "predikat IN ('sangat_kurang', 'kurang', 'butuh_perbaikan', 'baik', 'istimewa')",
            name=op.f("ck_capaian_unit_predikat"),
        ),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_capaian_unit_periode")),
        sa.CheckConstraint("nilai >= 0", name=op.f("ck_capaian_unit_nilai")),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_capaian_unit_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_capaian_unit_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capaian_unit")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_capaian_unit_region_id_id")),
        sa.UniqueConstraint("unit_kerja_id", "periode", name=op.f("uq_capaian_unit_unit_kerja_id_periode")),
    )
    with op.batch_alter_table("capaian_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capaian_unit_region_id_periode"), ["region_id", "periode"], unique=False)

    op.create_table(
        "faktor_eksternal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("penyesuaian", sa.BigInteger(), nullable=True),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("diajukan_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disetujui_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disetujui_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('bencana', 'perubahan_aturan', 'pasokan', 'wabah', 'lainnya')",
            name=op.f("ck_faktor_eksternal_jenis"),
        ),
        sa.CheckConstraint(
            "(disetujui_pada IS NULL) = (disetujui_oleh_id IS NULL)", name=op.f("ck_faktor_eksternal_persetujuan")
        ),
        sa.CheckConstraint(
            "(pegawai_id IS NULL) <> (unit_kerja_id IS NULL)", name=op.f("ck_faktor_eksternal_satu_subjek")
        ),
        sa.CheckConstraint("disetujui_oleh_id <> diajukan_oleh_id", name=op.f("ck_faktor_eksternal_dua_orang")),
        sa.CheckConstraint("disetujui_oleh_id <> pegawai_id", name=op.f("ck_faktor_eksternal_bukan_diri_sendiri")),
        sa.CheckConstraint(
            "disetujui_pada IS NULL OR penyesuaian IS NOT NULL", name=op.f("ck_faktor_eksternal_penyesuaian_disetujui")
        ),
        sa.CheckConstraint("penyesuaian BETWEEN 0 AND 10000", name=op.f("ck_faktor_eksternal_penyesuaian")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_faktor_eksternal_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "diajukan_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_faktor_eksternal_region_id_diajukan_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "disetujui_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_faktor_eksternal_region_id_disetujui_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_faktor_eksternal_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_faktor_eksternal_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_faktor_eksternal_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faktor_eksternal")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_faktor_eksternal_region_id_id")),
    )
    with op.batch_alter_table("faktor_eksternal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_faktor_eksternal_diajukan_oleh_id"), ["diajukan_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_faktor_eksternal_disetujui_oleh_id"), ["disetujui_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_faktor_eksternal_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_faktor_eksternal_region_id_mulai"), ["region_id", "mulai"], unique=False)
        batch_op.create_index(batch_op.f("ix_faktor_eksternal_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "indikator_skp",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skp_lama_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("satuan", sa.String(), nullable=True),
        sa.Column("arah", sa.String(), nullable=False),
        sa.Column("bobot", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("target_atas", sa.BigInteger(), nullable=True),
        sa.Column("target_terbesar", sa.Boolean(), nullable=False),
        sa.Column("realisasi", sa.BigInteger(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("arah IN ('naik', 'turun')", name=op.f("ck_indikator_skp_arah")),
        sa.CheckConstraint("bobot BETWEEN 0 AND 10000", name=op.f("ck_indikator_skp_bobot")),
        sa.CheckConstraint("realisasi >= 0", name=op.f("ck_indikator_skp_realisasi")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_indikator_skp_target")),
        sa.CheckConstraint("target_atas >= target", name=op.f("ck_indikator_skp_target_atas")),
        sa.ForeignKeyConstraint(
            ["region_id", "skp_lama_id"],
            ["skp_lama.region_id", "skp_lama.id"],
            name=op.f("fk_indikator_skp_region_id_skp_lama_id_skp_lama"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_indikator_skp_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indikator_skp")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_indikator_skp_region_id_id")),
        sa.UniqueConstraint("skp_lama_id", "nomor", name=op.f("uq_indikator_skp_skp_lama_id_nomor")),
    )
    op.create_table(
        "kegiatan_skp",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skp_lama_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("satuan", sa.String(), nullable=True),
        sa.Column("target_kuantitas", sa.BigInteger(), nullable=False),
        sa.Column("realisasi_kuantitas", sa.BigInteger(), nullable=True),
        sa.Column("target_kualitas", sa.BigInteger(), nullable=False),
        sa.Column("realisasi_kualitas", sa.BigInteger(), nullable=True),
        sa.Column("target_waktu", sa.BigInteger(), nullable=False),
        sa.Column("realisasi_waktu", sa.BigInteger(), nullable=True),
        sa.Column("target_biaya", sa.BigInteger(), nullable=True),
        sa.Column("realisasi_biaya", sa.BigInteger(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("realisasi_biaya >= 0", name=op.f("ck_kegiatan_skp_realisasi_biaya")),
        sa.CheckConstraint("realisasi_kualitas >= 0", name=op.f("ck_kegiatan_skp_realisasi_kualitas")),
        sa.CheckConstraint("realisasi_kuantitas >= 0", name=op.f("ck_kegiatan_skp_realisasi_kuantitas")),
        sa.CheckConstraint("realisasi_waktu >= 0", name=op.f("ck_kegiatan_skp_realisasi_waktu")),
        sa.CheckConstraint("target_biaya >= 0", name=op.f("ck_kegiatan_skp_target_biaya")),
        sa.CheckConstraint("target_kualitas >= 0", name=op.f("ck_kegiatan_skp_target_kualitas")),
        sa.CheckConstraint("target_kuantitas >= 0", name=op.f("ck_kegiatan_skp_target_kuantitas")),
        sa.CheckConstraint("target_waktu >= 0", name=op.f("ck_kegiatan_skp_target_waktu")),
        sa.ForeignKeyConstraint(
            ["region_id", "skp_lama_id"],
            ["skp_lama.region_id", "skp_lama.id"],
            name=op.f("fk_kegiatan_skp_region_id_skp_lama_id_skp_lama"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_kegiatan_skp_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kegiatan_skp")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_kegiatan_skp_region_id_id")),
        sa.UniqueConstraint("skp_lama_id", "nomor", name=op.f("uq_kegiatan_skp_skp_lama_id_nomor")),
    )
    op.create_table(
        "pagu",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("jumlah", sa.BigInteger(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("jenis IN ('tpp', 'gaji', 'insentif')", name=op.f("ck_pagu_jenis")),
        sa.CheckConstraint("jumlah >= 0", name=op.f("ck_pagu_jumlah")),
        sa.CheckConstraint("tahun BETWEEN 2000 AND 2100", name=op.f("ck_pagu_tahun")),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_pagu_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_pagu_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pagu")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_pagu_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "tahun", "jenis", "unit_kerja_id", name=op.f("uq_pagu_region_id_tahun_jenis_unit_kerja_id")
        ),
    )
    with op.batch_alter_table("pagu", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pagu_unit_kerja_id"), ["unit_kerja_id"], unique=False)
        batch_op.create_index(
            "uq_pagu_seluruh_daerah",
            ["region_id", "tahun", "jenis"],
            unique=True,
            sqlite_where=sa.text("unit_kerja_id IS NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NULL"),
        )

    op.create_table(
        "program",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("ukuran", sa.String(), nullable=True),
        sa.Column("satuan", sa.String(), nullable=True),
        sa.Column("arah", sa.String(), nullable=False),
        sa.Column("sebelum", sa.BigInteger(), nullable=True),
        sa.Column("sesudah", sa.BigInteger(), nullable=True),
        sa.Column("diukur_pada", sa.Date(), nullable=True),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("arah IN ('naik', 'turun')", name=op.f("ck_program_arah")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_program_selesai_setelah_mulai")),
        sa.CheckConstraint("sesudah IS NULL OR diukur_pada IS NOT NULL", name=op.f("ck_program_diukur_pada")),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_program_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_program_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_program_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_program_region_id_kode")),
    )
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_program_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "sosialisasi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("judul", sa.String(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("tempat", sa.String(), nullable=True),
        sa.Column("materi", sa.Text(), nullable=True),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_sosialisasi_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_sosialisasi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sosialisasi")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_sosialisasi_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_sosialisasi_region_id_kode")),
    )
    with op.batch_alter_table("sosialisasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sosialisasi_region_id_tanggal"), ["region_id", "tanggal"], unique=False)
        batch_op.create_index(batch_op.f("ix_sosialisasi_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "inovasi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("judul", sa.String(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=True),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("program_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tahap", sa.String(), nullable=False),
        sa.Column("percobaan", sa.Boolean(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("dievaluasi_pada", sa.Date(), nullable=True),
        sa.Column("berhasil", sa.Boolean(), nullable=True),
        sa.Column("ukuran", sa.String(), nullable=True),
        sa.Column("satuan", sa.String(), nullable=True),
        sa.Column("arah", sa.String(), nullable=False),
        sa.Column("sebelum", sa.BigInteger(), nullable=True),
        sa.Column("sesudah", sa.BigInteger(), nullable=True),
        sa.Column("tanggal_diakui", sa.Date(), nullable=True),
        sa.Column("dasar_pengakuan", sa.String(), nullable=True),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("arah IN ('naik', 'turun')", name=op.f("ck_inovasi_arah")),
        sa.CheckConstraint("tahap IN ('usulan', 'uji_coba', 'diterapkan')", name=op.f("ck_inovasi_tahap")),
        sa.CheckConstraint("(berhasil IS NULL) = (dievaluasi_pada IS NULL)", name=op.f("ck_inovasi_berhasil")),
        sa.CheckConstraint("dievaluasi_pada >= mulai", name=op.f("ck_inovasi_dievaluasi_setelah_mulai")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_inovasi_selesai_setelah_mulai")),
        sa.CheckConstraint("tanggal_diakui >= mulai", name=op.f("ck_inovasi_diakui_setelah_mulai")),
        sa.CheckConstraint(
            "tanggal_diakui IS NULL OR dasar_pengakuan IS NOT NULL", name=op.f("ck_inovasi_dasar_pengakuan")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "program_id"],
            ["program.region_id", "program.id"],
            name=op.f("fk_inovasi_region_id_program_id_program"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_inovasi_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_inovasi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inovasi")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_inovasi_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_inovasi_region_id_kode")),
    )
    with op.batch_alter_table("inovasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inovasi_program_id"), ["program_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inovasi_region_id_mulai"), ["region_id", "mulai"], unique=False)
        batch_op.create_index(batch_op.f("ix_inovasi_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "lowongan_jabatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nomor", sa.String(), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dibuka", sa.Date(), nullable=False),
        sa.Column("ditutup", sa.Date(), nullable=True),
        sa.Column("formasi", sa.Integer(), nullable=False),
        sa.Column("golongan_min_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("golongan_maks_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pendidikan_min", sa.String(), nullable=True),
        sa.Column("syarat", sa.Text(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "pendidikan_min IN ('di_bawah_slta', 'slta', 'd1', 'd2', 'd3', 's1_d4', 's2', 's3')",
            name=op.f("ck_lowongan_jabatan_pendidikan_min"),
        ),
        sa.CheckConstraint("ditutup >= dibuka", name=op.f("ck_lowongan_jabatan_ditutup_setelah_dibuka")),
        sa.CheckConstraint("formasi >= 1", name=op.f("ck_lowongan_jabatan_formasi")),
        sa.ForeignKeyConstraint(
            ["golongan_maks_id"], ["golongan.id"], name=op.f("fk_lowongan_jabatan_golongan_maks_id_golongan")
        ),
        sa.ForeignKeyConstraint(
            ["golongan_min_id"], ["golongan.id"], name=op.f("fk_lowongan_jabatan_golongan_min_id_golongan")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "jabatan_id"],
            ["jabatan.region_id", "jabatan.id"],
            name=op.f("fk_lowongan_jabatan_region_id_jabatan_id_jabatan"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_lowongan_jabatan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lowongan_jabatan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_lowongan_jabatan_region_id_id")),
        sa.UniqueConstraint("region_id", "nomor", name=op.f("uq_lowongan_jabatan_region_id_nomor")),
    )
    with op.batch_alter_table("lowongan_jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lowongan_jabatan_jabatan_id"), ["jabatan_id"], unique=False)

    op.create_table(
        "penilaian_masyarakat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("layanan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nilai", sa.Integer(), nullable=False),
        sa.Column("komentar", sa.Text(), nullable=True),
        sa.Column("kanal", sa.String(), nullable=False),
        sa.Column("dihitung", sa.Boolean(), nullable=False),
        sa.Column("alasan_tidak_dihitung", sa.String(), nullable=True),
        sa.Column("tindak_lanjut", sa.Text(), nullable=True),
        sa.Column("ditindaklanjuti_pada", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kanal IN ('aplikasi', 'situs', 'loket', 'telepon')", name=op.f("ck_penilaian_masyarakat_kanal")
        ),
        sa.CheckConstraint(
            "dihitung OR alasan_tidak_dihitung IS NOT NULL", name=op.f("ck_penilaian_masyarakat_alasan_tidak_dihitung")
        ),
        sa.CheckConstraint(
            "ditindaklanjuti_pada >= tanggal", name=op.f("ck_penilaian_masyarakat_ditindaklanjuti_setelah_tanggal")
        ),
        sa.CheckConstraint("nilai BETWEEN 1 AND 5", name=op.f("ck_penilaian_masyarakat_nilai")),
        sa.ForeignKeyConstraint(
            ["region_id", "layanan_id"],
            ["layanan.region_id", "layanan.id"],
            name=op.f("fk_penilaian_masyarakat_region_id_layanan_id_layanan"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_penilaian_masyarakat_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penilaian_masyarakat")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_penilaian_masyarakat_region_id_id")),
    )
    with op.batch_alter_table("penilaian_masyarakat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penilaian_masyarakat_layanan_id"), ["layanan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_penilaian_masyarakat_region_id_tanggal"), ["region_id", "tanggal"], unique=False
        )

    op.create_table(
        "peserta_sosialisasi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sosialisasi_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hadir", sa.Boolean(), nullable=False),
        sa.Column("pemahaman", sa.BigInteger(), nullable=True),
        sa.Column("kekhawatiran", sa.Text(), nullable=True),
        sa.Column("tanggapan", sa.Text(), nullable=True),
        sa.Column("ditanggapi_pada", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("pemahaman BETWEEN 0 AND 10000", name=op.f("ck_peserta_sosialisasi_pemahaman")),
        sa.CheckConstraint(
            "tanggapan IS NULL OR kekhawatiran IS NOT NULL", name=op.f("ck_peserta_sosialisasi_tanggapan")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_peserta_sosialisasi_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "sosialisasi_id"],
            ["sosialisasi.region_id", "sosialisasi.id"],
            name=op.f("fk_peserta_sosialisasi_region_id_sosialisasi_id_sosialisasi"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_peserta_sosialisasi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peserta_sosialisasi")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_peserta_sosialisasi_region_id_id")),
        sa.UniqueConstraint(
            "sosialisasi_id", "pegawai_id", name=op.f("uq_peserta_sosialisasi_sosialisasi_id_pegawai_id")
        ),
    )
    with op.batch_alter_table("peserta_sosialisasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peserta_sosialisasi_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "survei",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("judul", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("layanan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dibuka", sa.Date(), nullable=False),
        sa.Column("ditutup", sa.Date(), nullable=True),
        sa.Column("diumumkan_pada", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("ditutup >= dibuka", name=op.f("ck_survei_ditutup_setelah_dibuka")),
        sa.ForeignKeyConstraint(
            ["region_id", "layanan_id"],
            ["layanan.region_id", "layanan.id"],
            name=op.f("fk_survei_region_id_layanan_id_layanan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_survei_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_survei_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survei")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_survei_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_survei_region_id_kode")),
    )
    with op.batch_alter_table("survei", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survei_layanan_id"), ["layanan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survei_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "anggota_inovasi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("inovasi_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peran", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("peran IN ('anggota', 'ketua')", name=op.f("ck_anggota_inovasi_peran")),
        sa.ForeignKeyConstraint(
            ["region_id", "inovasi_id"],
            ["inovasi.region_id", "inovasi.id"],
            name=op.f("fk_anggota_inovasi_region_id_inovasi_id_inovasi"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_anggota_inovasi_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_anggota_inovasi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anggota_inovasi")),
        sa.UniqueConstraint("inovasi_id", "pegawai_id", name=op.f("uq_anggota_inovasi_inovasi_id_pegawai_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_anggota_inovasi_region_id_id")),
    )
    with op.batch_alter_table("anggota_inovasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anggota_inovasi_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "calon_jabatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lowongan_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("diusulkan_pada", sa.Date(), nullable=False),
        sa.Column("ditarik_pada", sa.Date(), nullable=True),
        sa.Column("diputus_pada", sa.Date(), nullable=True),
        sa.Column("hasil", sa.String(), nullable=True),
        sa.Column("alasan", sa.Text(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("hasil IN ('terpilih', 'tidak_terpilih')", name=op.f("ck_calon_jabatan_hasil")),
        sa.CheckConstraint("(hasil IS NULL) = (diputus_pada IS NULL)", name=op.f("ck_calon_jabatan_hasil_bertanggal")),
        sa.CheckConstraint("diputus_pada >= diusulkan_pada", name=op.f("ck_calon_jabatan_diputus_setelah_diusulkan")),
        sa.CheckConstraint("ditarik_pada >= diusulkan_pada", name=op.f("ck_calon_jabatan_ditarik_setelah_diusulkan")),
        sa.ForeignKeyConstraint(
            ["region_id", "lowongan_jabatan_id"],
            ["lowongan_jabatan.region_id", "lowongan_jabatan.id"],
            name=op.f("fk_calon_jabatan_region_id_lowongan_jabatan_id_lowongan_jabatan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_calon_jabatan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_calon_jabatan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calon_jabatan")),
        sa.UniqueConstraint(
            "lowongan_jabatan_id", "pegawai_id", name=op.f("uq_calon_jabatan_lowongan_jabatan_id_pegawai_id")
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_calon_jabatan_region_id_id")),
    )
    with op.batch_alter_table("calon_jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calon_jabatan_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "jawaban_survei",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("survei_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("persyaratan", sa.Integer(), nullable=True),
        sa.Column("prosedur", sa.Integer(), nullable=True),
        sa.Column("waktu", sa.Integer(), nullable=True),
        sa.Column("biaya", sa.Integer(), nullable=True),
        sa.Column("produk", sa.Integer(), nullable=True),
        sa.Column("kompetensi", sa.Integer(), nullable=True),
        sa.Column("perilaku", sa.Integer(), nullable=True),
        sa.Column("pengaduan", sa.Integer(), nullable=True),
        sa.Column("sarana", sa.Integer(), nullable=True),
        sa.Column("saran", sa.Text(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("biaya BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_biaya")),
        sa.CheckConstraint("kompetensi BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_kompetensi")),
        sa.CheckConstraint("nomor >= 1", name=op.f("ck_jawaban_survei_nomor")),
        sa.CheckConstraint("pengaduan BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_pengaduan")),
        sa.CheckConstraint("perilaku BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_perilaku")),
        sa.CheckConstraint("persyaratan BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_persyaratan")),
        sa.CheckConstraint("produk BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_produk")),
        sa.CheckConstraint("prosedur BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_prosedur")),
        sa.CheckConstraint("sarana BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_sarana")),
        sa.CheckConstraint("waktu BETWEEN 1 AND 4", name=op.f("ck_jawaban_survei_waktu")),
        sa.ForeignKeyConstraint(
            ["region_id", "survei_id"],
            ["survei.region_id", "survei.id"],
            name=op.f("fk_jawaban_survei_region_id_survei_id_survei"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_jawaban_survei_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jawaban_survei")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_jawaban_survei_region_id_id")),
        sa.UniqueConstraint("survei_id", "nomor", name=op.f("uq_jawaban_survei_survei_id_nomor")),
    )
    with op.batch_alter_table("jabatan") as batch_op:
        batch_op.drop_constraint(op.f("ck_jabatan_jenjang"), type_="check")
        batch_op.add_column(sa.Column("tunjangan_fungsional", sa.BigInteger(), nullable=True))
    op.execute("UPDATE jabatan SET jenjang = 'ahli_' || jenjang WHERE jenjang IN ('pertama', 'muda', 'madya', 'utama')")
    with op.batch_alter_table("jabatan") as batch_op:
        batch_op.create_check_constraint(op.f("ck_jabatan_jenjang"), sa.text(AFTER))
        batch_op.create_check_constraint(op.f("ck_jabatan_tunjangan_fungsional"), sa.text("tunjangan_fungsional >= 0"))
        batch_op.create_check_constraint(
            op.f("ck_jabatan_tunjangan_jabatan_fungsional"),
            sa.text("tunjangan_fungsional IS NULL OR jenis = 'fungsional'"),
        )
    with op.batch_alter_table("penilaian") as batch_op:
        batch_op.add_column(sa.Column("nilai_sendiri", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("dinilai_sendiri_pada", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_penilaian_nilai_sendiri"), sa.text("nilai_sendiri BETWEEN 0 AND 10000")
        )


def downgrade() -> None:
    with op.batch_alter_table("penilaian") as batch_op:
        batch_op.drop_constraint(op.f("ck_penilaian_nilai_sendiri"), type_="check")
        batch_op.drop_column("dinilai_sendiri_pada")
        batch_op.drop_column("nilai_sendiri")
    with op.batch_alter_table("jabatan") as batch_op:
        for name in ("jenjang", "tunjangan_fungsional", "tunjangan_jabatan_fungsional"):
            batch_op.drop_constraint(op.f(f"ck_jabatan_{name}"), type_="check")
        batch_op.drop_column("tunjangan_fungsional")
    op.execute("UPDATE jabatan SET jenjang = substr(jenjang, 6) WHERE jenjang LIKE 'ahli_%'")
    with op.batch_alter_table("jabatan") as batch_op:
        batch_op.create_check_constraint(op.f("ck_jabatan_jenjang"), sa.text(BEFORE))

    op.drop_table("jawaban_survei")
    with op.batch_alter_table("calon_jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calon_jabatan_pegawai_id"))

    op.drop_table("calon_jabatan")
    with op.batch_alter_table("anggota_inovasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anggota_inovasi_pegawai_id"))

    op.drop_table("anggota_inovasi")
    with op.batch_alter_table("survei", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survei_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_survei_layanan_id"))

    op.drop_table("survei")
    with op.batch_alter_table("peserta_sosialisasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peserta_sosialisasi_pegawai_id"))

    op.drop_table("peserta_sosialisasi")
    with op.batch_alter_table("penilaian_masyarakat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penilaian_masyarakat_region_id_tanggal"))
        batch_op.drop_index(batch_op.f("ix_penilaian_masyarakat_layanan_id"))

    op.drop_table("penilaian_masyarakat")
    with op.batch_alter_table("lowongan_jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lowongan_jabatan_jabatan_id"))

    op.drop_table("lowongan_jabatan")
    with op.batch_alter_table("inovasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inovasi_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_inovasi_region_id_mulai"))
        batch_op.drop_index(batch_op.f("ix_inovasi_program_id"))

    op.drop_table("inovasi")
    with op.batch_alter_table("sosialisasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sosialisasi_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_sosialisasi_region_id_tanggal"))

    op.drop_table("sosialisasi")
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_program_unit_kerja_id"))

    op.drop_table("program")
    with op.batch_alter_table("pagu", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pagu_seluruh_daerah",
            sqlite_where=sa.text("unit_kerja_id IS NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_pagu_unit_kerja_id"))

    op.drop_table("pagu")
    op.drop_table("kegiatan_skp")
    op.drop_table("indikator_skp")
    with op.batch_alter_table("faktor_eksternal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_faktor_eksternal_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_faktor_eksternal_region_id_mulai"))
        batch_op.drop_index(batch_op.f("ix_faktor_eksternal_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_faktor_eksternal_disetujui_oleh_id"))
        batch_op.drop_index(batch_op.f("ix_faktor_eksternal_diajukan_oleh_id"))

    op.drop_table("faktor_eksternal")
    with op.batch_alter_table("capaian_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capaian_unit_region_id_periode"))

    op.drop_table("capaian_unit")
    with op.batch_alter_table("usulan_pelatihan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_usulan_pelatihan_pelatihan_id"))
        batch_op.drop_index(batch_op.f("ix_usulan_pelatihan_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_usulan_pelatihan_diputus_oleh_id"))

    op.drop_table("usulan_pelatihan")
    with op.batch_alter_table("umpan_balik", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_umpan_balik_region_id_periode"))
        batch_op.drop_index(batch_op.f("ix_umpan_balik_penilai_id"))

    op.drop_table("umpan_balik")
    op.drop_table("status_ptkp")
    with op.batch_alter_table("skp_lama", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_skp_lama_region_id_periode"))

    op.drop_table("skp_lama")
    with op.batch_alter_table("peserta_pelatihan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peserta_pelatihan_pegawai_id"))

    op.drop_table("peserta_pelatihan")
    with op.batch_alter_table("perilaku_lama", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_perilaku_lama_region_id_periode"))

    op.drop_table("perilaku_lama")
    with op.batch_alter_table("penghargaan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penghargaan_region_id_tanggal"))

    op.drop_table("penghargaan")
    op.drop_table("pendidikan")
    with op.batch_alter_table("kewajiban", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_kewajiban_sendiri",
            sqlite_where=sa.text("tentang_id IS NULL"),
            postgresql_where=sa.text("tentang_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_kewajiban_tentang_id"))
        batch_op.drop_index(batch_op.f("ix_kewajiban_region_id_jatuh_tempo"))
        batch_op.drop_index(batch_op.f("ix_kewajiban_pegawai_id"))

    op.drop_table("kewajiban")
    with op.batch_alter_table("keluarga", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keluarga_pegawai_id"))

    op.drop_table("keluarga")
    with op.batch_alter_table("keberatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keberatan_region_id_diajukan_pada"))
        batch_op.drop_index(batch_op.f("ix_keberatan_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_keberatan_diputus_oleh_id"))

    op.drop_table("keberatan")
    with op.batch_alter_table("bimbingan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bimbingan_region_id_tanggal"))
        batch_op.drop_index(batch_op.f("ix_bimbingan_pembimbing_id"))
        batch_op.drop_index(batch_op.f("ix_bimbingan_pegawai_id"))

    op.drop_table("bimbingan")
    op.drop_table("asesmen_talenta")
    op.drop_table("angka_kredit")
    op.drop_table("tahapan")
    with op.batch_alter_table("pelatihan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pelatihan_region_id_mulai"))

    op.drop_table("pelatihan")
