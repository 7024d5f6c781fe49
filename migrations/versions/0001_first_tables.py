"""First tables."""

# ruff: noqa: E501, PLR0915 - written by Alembic

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "golongan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("pangkat", sa.String(), nullable=True),
        sa.CheckConstraint("jenis IN ('PNS', 'PPPK')", name=op.f("ck_golongan_jenis")),
        sa.CheckConstraint("urutan >= 1", name=op.f("ck_golongan_urutan_positif")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_golongan")),
        sa.UniqueConstraint("jenis", "urutan", name=op.f("uq_golongan_jenis_urutan")),
        sa.UniqueConstraint("kode", name=op.f("uq_golongan_kode")),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
        sa.UniqueConstraint("name", name=op.f("uq_region_name")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("ip", sa.String(), nullable=False),
        sa.Column("is_successful", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_ip_at"), ["ip", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_username_at"), ["username", "at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=True),
        sa.CheckConstraint("action IN ('insert', 'update', 'delete', 'export')", name=op.f("ck_audit_action")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_audit_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("chain", "previous_hash", name=op.f("uq_audit_chain_previous_hash")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_audit_region_id_id")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_region_id_at"), ["region_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_table_name_row_id"), ["table_name", "row_id"], unique=False)

    op.create_table(
        "hari_libur",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(jenis = 'libur_daerah') = (region_id IS NOT NULL)", name=op.f("ck_hari_libur_jenis_dan_daerah")
        ),
        sa.CheckConstraint(
            "jenis IN ('libur_nasional', 'cuti_bersama', 'libur_daerah')", name=op.f("ck_hari_libur_jenis")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_hari_libur_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hari_libur")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_hari_libur_region_id_id")),
        sa.UniqueConstraint("region_id", "tanggal", name=op.f("uq_hari_libur_region_id_tanggal")),
    )
    with op.batch_alter_table("hari_libur", schema=None) as batch_op:
        batch_op.create_index(
            "uq_hari_libur_nasional",
            ["tanggal"],
            unique=True,
            sqlite_where=sa.text("region_id IS NULL"),
            postgresql_where=sa.text("region_id IS NULL"),
        )

    op.create_table(
        "jadwal_kerja",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("baku", sa.Boolean(), nullable=False),
        sa.Column("senin", sa.Boolean(), nullable=False),
        sa.Column("selasa", sa.Boolean(), nullable=False),
        sa.Column("rabu", sa.Boolean(), nullable=False),
        sa.Column("kamis", sa.Boolean(), nullable=False),
        sa.Column("jumat", sa.Boolean(), nullable=False),
        sa.Column("sabtu", sa.Boolean(), nullable=False),
        sa.Column("minggu", sa.Boolean(), nullable=False),
        sa.Column("jam_masuk", sa.Time(), nullable=False),
        sa.Column("jam_pulang", sa.Time(), nullable=False),
        sa.Column("jam_masuk_jumat", sa.Time(), nullable=True),
        sa.Column("jam_pulang_jumat", sa.Time(), nullable=True),
        sa.Column("hari_apel", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("hari_apel BETWEEN 1 AND 7", name=op.f("ck_jadwal_kerja_hari_apel")),
        sa.CheckConstraint("jam_pulang > jam_masuk", name=op.f("ck_jadwal_kerja_jam")),
        sa.CheckConstraint(
            "senin OR selasa OR rabu OR kamis OR jumat OR sabtu OR minggu", name=op.f("ck_jadwal_kerja_ada_hari_kerja")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_jadwal_kerja_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jadwal_kerja")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_jadwal_kerja_region_id_id")),
        sa.UniqueConstraint("region_id", "nama", name=op.f("uq_jadwal_kerja_region_id_nama")),
    )
    with op.batch_alter_table("jadwal_kerja", schema=None) as batch_op:
        batch_op.create_index(
            "uq_jadwal_kerja_baku",
            ["region_id"],
            unique=True,
            sqlite_where=sa.text("baku"),
            postgresql_where=sa.text("baku"),
        )

    op.create_table(
        "pegawai",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("gelar_depan", sa.String(), nullable=True),
        sa.Column("gelar_belakang", sa.String(), nullable=True),
        sa.Column("jenis_kelamin", sa.String(), nullable=False),
        sa.Column("tanggal_lahir", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("tanggal_masuk", sa.Date(), nullable=False),
        sa.Column("tanggal_keluar", sa.Date(), nullable=True),
        sa.Column("alasan_keluar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("jenis_kelamin IN ('L', 'P')", name=op.f("ck_pegawai_jenis_kelamin")),
        sa.CheckConstraint("status IN ('CPNS', 'PNS', 'PPPK')", name=op.f("ck_pegawai_status")),
        sa.CheckConstraint(
            "alasan_keluar IS NULL OR tanggal_keluar IS NOT NULL", name=op.f("ck_pegawai_alasan_keluar")
        ),
        sa.CheckConstraint("length(nip) = 18", name=op.f("ck_pegawai_nip")),
        sa.CheckConstraint("tanggal_keluar >= tanggal_masuk", name=op.f("ck_pegawai_keluar_setelah_masuk")),
        sa.CheckConstraint("tanggal_masuk > tanggal_lahir", name=op.f("ck_pegawai_masuk_setelah_lahir")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_pegawai_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pegawai")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_pegawai_region_id_id")),
        sa.UniqueConstraint("region_id", "nip", name=op.f("uq_pegawai_region_id_nip")),
    )
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pegawai_region_id_nama"), ["region_id", "nama"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.String(), nullable=True),
        sa.CheckConstraint("pegawai_id IS NULL OR region_id IS NOT NULL", name=op.f("ck_account_pegawai_daerah")),
        sa.CheckConstraint("username = lower(username)", name=op.f("ck_account_huruf_kecil")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_account_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_account_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_account_region_id_id")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_pegawai_id"), ["pegawai_id"], unique=True)

    op.create_table(
        "cuti",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("dasar", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('tahunan', 'sakit', 'melahirkan', 'besar', 'alasan_penting', 'luar_tanggungan')",
            name=op.f("ck_cuti_jenis"),
        ),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_cuti_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_cuti_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_cuti_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cuti")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_cuti_region_id_id")),
    )
    with op.batch_alter_table("cuti", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cuti_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cuti_region_id_mulai"), ["region_id", "mulai"], unique=False)

    op.create_table(
        "dinas_luar",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("tujuan", sa.String(), nullable=True),
        sa.Column("dasar", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_dinas_luar_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_dinas_luar_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_dinas_luar_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dinas_luar")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_dinas_luar_region_id_id")),
    )
    with op.batch_alter_table("dinas_luar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dinas_luar_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dinas_luar_region_id_mulai"), ["region_id", "mulai"], unique=False)

    op.create_table(
        "hukuman_disiplin",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tingkat", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("dasar", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("tingkat IN ('ringan', 'sedang', 'berat')", name=op.f("ck_hukuman_disiplin_tingkat")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_hukuman_disiplin_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_hukuman_disiplin_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_hukuman_disiplin_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hukuman_disiplin")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_hukuman_disiplin_region_id_id")),
    )
    with op.batch_alter_table("hukuman_disiplin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hukuman_disiplin_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "penilaian",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("penilai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hasil_kerja", sa.String(), nullable=True),
        sa.Column("perilaku_kerja", sa.String(), nullable=True),
        sa.Column("umpan_balik", sa.Text(), nullable=True),
        sa.Column("dinilai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "hasil_kerja IN ('di_bawah_ekspektasi', 'sesuai_ekspektasi', 'di_atas_ekspektasi')",
            name=op.f("ck_penilaian_hasil_kerja"),
        ),
        sa.CheckConstraint(
            "perilaku_kerja IN ('di_bawah_ekspektasi', 'sesuai_ekspektasi', 'di_atas_ekspektasi')",
            name=op.f("ck_penilaian_perilaku_kerja"),
        ),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_penilaian_periode")),
        sa.CheckConstraint("penilai_id <> pegawai_id", name=op.f("ck_penilaian_bukan_diri_sendiri")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_penilaian_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "penilai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_penilaian_region_id_penilai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_penilaian_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penilaian")),
        sa.UniqueConstraint("pegawai_id", "periode", name=op.f("uq_penilaian_pegawai_id_periode")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_penilaian_region_id_id")),
    )
    with op.batch_alter_table("penilaian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penilaian_penilai_id"), ["penilai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penilaian_region_id_periode"), ["region_id", "periode"], unique=False)

    op.create_table(
        "presensi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("jam_masuk", sa.Time(), nullable=True),
        sa.Column("jam_pulang", sa.Time(), nullable=True),
        sa.Column("menit_telat", sa.Integer(), nullable=True),
        sa.Column("menit_pulang_cepat", sa.Integer(), nullable=True),
        sa.Column("apel_wajib", sa.Boolean(), nullable=False),
        sa.Column("apel_hadir", sa.Boolean(), nullable=True),
        sa.Column("keterangan", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('hadir', 'dinas_luar', 'dispensasi', 'cuti', 'alpa')", name=op.f("ck_presensi_status")
        ),
        sa.CheckConstraint("apel_wajib = (apel_hadir IS NOT NULL)", name=op.f("ck_presensi_apel")),
        sa.CheckConstraint("menit_pulang_cepat BETWEEN 0 AND 1440", name=op.f("ck_presensi_menit_pulang_cepat")),
        sa.CheckConstraint("menit_telat BETWEEN 0 AND 1440", name=op.f("ck_presensi_menit_telat")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_presensi_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_presensi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presensi")),
        sa.UniqueConstraint("pegawai_id", "tanggal", name=op.f("uq_presensi_pegawai_id_tanggal")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_presensi_region_id_id")),
    )
    with op.batch_alter_table("presensi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presensi_region_id_tanggal"), ["region_id", "tanggal"], unique=False)

    op.create_table(
        "rencana",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disetujui_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disetujui_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status <> 'disetujui' OR disetujui_pada IS NOT NULL", name=op.f("ck_rencana_disetujui_pada")
        ),
        sa.CheckConstraint("status IN ('belum_ada', 'draf', 'diajukan', 'disetujui')", name=op.f("ck_rencana_status")),
        sa.CheckConstraint("disetujui_oleh_id <> pegawai_id", name=op.f("ck_rencana_bukan_diri_sendiri")),
        sa.CheckConstraint("tahun BETWEEN 2000 AND 2100", name=op.f("ck_rencana_tahun")),
        sa.ForeignKeyConstraint(
            ["region_id", "disetujui_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_rencana_region_id_disetujui_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_rencana_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_rencana_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rencana")),
        sa.UniqueConstraint("pegawai_id", "tahun", name=op.f("uq_rencana_pegawai_id_tahun")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_rencana_region_id_id")),
    )
    with op.batch_alter_table("rencana", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rencana_disetujui_oleh_id"), ["disetujui_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rencana_region_id_tahun"), ["region_id", "tahun"], unique=False)

    op.create_table(
        "riwayat_pangkat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("golongan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("masa_kerja_tahun", sa.Integer(), nullable=False),
        sa.Column("nomor_sk", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("masa_kerja_tahun BETWEEN 0 AND 50", name=op.f("ck_riwayat_pangkat_masa_kerja")),
        sa.ForeignKeyConstraint(["golongan_id"], ["golongan.id"], name=op.f("fk_riwayat_pangkat_golongan_id_golongan")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_riwayat_pangkat_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_riwayat_pangkat_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_pangkat")),
        sa.UniqueConstraint("pegawai_id", "mulai", name=op.f("uq_riwayat_pangkat_pegawai_id_mulai")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_riwayat_pangkat_region_id_id")),
    )
    with op.batch_alter_table("riwayat_pangkat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_riwayat_pangkat_golongan_id"), ["golongan_id"], unique=False)

    op.create_table(
        "riwayat_status",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("nomor_sk", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("status IN ('CPNS', 'PNS', 'PPPK')", name=op.f("ck_riwayat_status_status")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_riwayat_status_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_riwayat_status_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_status")),
        sa.UniqueConstraint("pegawai_id", "mulai", name=op.f("uq_riwayat_status_pegawai_id_mulai")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_riwayat_status_region_id_id")),
    )
    op.create_table(
        "unit_kerja",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("induk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("urusan", sa.String(), nullable=True),
        sa.Column("kepala_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "urusan IN ('pendidikan', 'kesehatan', 'kependudukan', 'pekerjaan_umum', 'kewilayahan', 'penunjang', 'lainnya')",
            name=op.f("ck_unit_kerja_urusan"),
        ),
        sa.CheckConstraint("induk_id <> id", name=op.f("ck_unit_kerja_bukan_induk_sendiri")),
        sa.ForeignKeyConstraint(
            ["region_id", "induk_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_unit_kerja_region_id_induk_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "kepala_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_unit_kerja_region_id_kepala_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_unit_kerja_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_kerja")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_unit_kerja_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_unit_kerja_region_id_kode")),
    )
    with op.batch_alter_table("unit_kerja", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_kerja_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_kerja_kepala_id"), ["kepala_id"], unique=False)

    op.create_table(
        "account_role",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "region_id IS NOT NULL OR role NOT IN ('hr', 'atasan', 'pegawai', 'pimpinan')",
            name=op.f("ck_account_role_hanya_daerah"),
        ),
        sa.CheckConstraint("role <> 'national_admin' OR region_id IS NULL", name=op.f("ck_account_role_nasional")),
        sa.CheckConstraint(
            "role IN ('policy_admin', 'policy_approver', 'hr', 'atasan', 'pegawai', 'pimpinan', 'auditor', 'national_admin', 'operator')",
            name=op.f("ck_account_role_role"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_account_role_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
        sa.UniqueConstraint("account_id", "role", "region_id", name=op.f("uq_account_role_account_id_role_region_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_account_role_region_id_id")),
    )
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.create_index(
            "uq_account_role_nasional",
            ["account_id", "role"],
            unique=True,
            sqlite_where=sa.text("region_id IS NULL"),
            postgresql_where=sa.text("region_id IS NULL"),
        )

    op.create_table(
        "butir_rencana",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rencana_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("tujuan", sa.Text(), nullable=True),
        sa.Column("bobot", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("satuan", sa.String(), nullable=False),
        sa.Column("arah", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("arah IN ('naik', 'turun')", name=op.f("ck_butir_rencana_arah")),
        sa.CheckConstraint("bobot BETWEEN 0 AND 10000", name=op.f("ck_butir_rencana_bobot")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_butir_rencana_target")),
        sa.ForeignKeyConstraint(
            ["region_id", "rencana_id"],
            ["rencana.region_id", "rencana.id"],
            name=op.f("fk_butir_rencana_region_id_rencana_id_rencana"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_butir_rencana_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_butir_rencana")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_butir_rencana_region_id_id")),
        sa.UniqueConstraint("rencana_id", "nomor", name=op.f("uq_butir_rencana_rencana_id_nomor")),
    )
    op.create_table(
        "dispensasi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("alasan", sa.String(), nullable=False),
        sa.Column("disetujui_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("disetujui_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "disetujui_oleh_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_dispensasi_region_id_disetujui_oleh_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_dispensasi_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_dispensasi_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispensasi")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_dispensasi_region_id_id")),
        sa.UniqueConstraint(
            "region_id", "tanggal", "unit_kerja_id", name=op.f("uq_dispensasi_region_id_tanggal_unit_kerja_id")
        ),
    )
    with op.batch_alter_table("dispensasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispensasi_disetujui_oleh_id"), ["disetujui_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dispensasi_unit_kerja_id"), ["unit_kerja_id"], unique=False)
        batch_op.create_index(
            "uq_dispensasi_seluruh_daerah",
            ["region_id", "tanggal"],
            unique=True,
            sqlite_where=sa.text("unit_kerja_id IS NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NULL"),
        )

    op.create_table(
        "jabatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("kelas", sa.Integer(), nullable=False),
        sa.Column("eselon", sa.String(), nullable=True),
        sa.Column("jenjang", sa.String(), nullable=True),
        sa.Column("pelayanan_publik", sa.Boolean(), nullable=False),
        sa.Column("atasan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kebutuhan", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "eselon IN ('V.a', 'IV.b', 'IV.a', 'III.b', 'III.a', 'II.b', 'II.a', 'I.b', 'I.a')",
            name=op.f("ck_jabatan_eselon"),
        ),
        sa.CheckConstraint("eselon IS NULL OR jenis = 'struktural'", name=op.f("ck_jabatan_eselon_struktural")),
        sa.CheckConstraint("jenis IN ('pelaksana', 'fungsional', 'struktural')", name=op.f("ck_jabatan_jenis")),
        sa.CheckConstraint(
            "jenjang IN ('pemula', 'terampil', 'mahir', 'penyelia', 'pertama', 'muda', 'madya', 'utama')",
            name=op.f("ck_jabatan_jenjang"),
        ),
        sa.CheckConstraint("jenjang IS NULL OR jenis = 'fungsional'", name=op.f("ck_jabatan_jenjang_fungsional")),
        sa.CheckConstraint("atasan_id <> id", name=op.f("ck_jabatan_bukan_atasan_sendiri")),
        sa.CheckConstraint("kebutuhan >= 0", name=op.f("ck_jabatan_kebutuhan")),
        sa.CheckConstraint("kelas BETWEEN 1 AND 17", name=op.f("ck_jabatan_kelas")),
        sa.ForeignKeyConstraint(
            ["region_id", "atasan_id"],
            ["jabatan.region_id", "jabatan.id"],
            name=op.f("fk_jabatan_region_id_atasan_id_jabatan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_jabatan_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_jabatan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jabatan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_jabatan_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_jabatan_region_id_kode")),
    )
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jabatan_atasan_id"), ["atasan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jabatan_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("message_code", sa.String(), nullable=True),
        sa.Column("message_parameters", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_job_state")),
        sa.CheckConstraint("done >= 0 AND (total IS NULL OR done <= total)", name=op.f("ck_job_kemajuan")),
        sa.ForeignKeyConstraint(["created_by_id"], ["account.id"], name=op.f("fk_job_created_by_id_account")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_job_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_job_region_id_id")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_state_id"), ["state", "id"], unique=False)

    op.create_table(
        "layanan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_layanan_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_layanan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layanan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_layanan_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_layanan_region_id_kode")),
    )
    with op.batch_alter_table("layanan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_layanan_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "penempatan_jadwal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jadwal_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(pegawai_id IS NULL) <> (unit_kerja_id IS NULL)", name=op.f("ck_penempatan_jadwal_pegawai_atau_unit")
        ),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_penempatan_jadwal_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "jadwal_kerja_id"],
            ["jadwal_kerja.region_id", "jadwal_kerja.id"],
            name=op.f("fk_penempatan_jadwal_region_id_jadwal_kerja_id_jadwal_kerja"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_penempatan_jadwal_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_penempatan_jadwal_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_penempatan_jadwal_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penempatan_jadwal")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_penempatan_jadwal_region_id_id")),
    )
    with op.batch_alter_table("penempatan_jadwal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penempatan_jadwal_jadwal_kerja_id"), ["jadwal_kerja_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penempatan_jadwal_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penempatan_jadwal_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "penilaian_perilaku",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("penilaian_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aspek", sa.String(), nullable=False),
        sa.Column("nilai", sa.BigInteger(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "aspek IN ('berorientasi_pelayanan', 'akuntabel', 'kompeten', 'harmonis', 'loyal', 'adaptif', 'kolaboratif')",
            name=op.f("ck_penilaian_perilaku_aspek"),
        ),
        sa.CheckConstraint("nilai BETWEEN 0 AND 10000", name=op.f("ck_penilaian_perilaku_nilai")),
        sa.ForeignKeyConstraint(
            ["region_id", "penilaian_id"],
            ["penilaian.region_id", "penilaian.id"],
            name=op.f("fk_penilaian_perilaku_region_id_penilaian_id_penilaian"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_penilaian_perilaku_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penilaian_perilaku")),
        sa.UniqueConstraint("penilaian_id", "aspek", name=op.f("uq_penilaian_perilaku_penilaian_id_aspek")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_penilaian_perilaku_region_id_id")),
    )
    op.create_table(
        "policy_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("effective_from", sa.String(), nullable=True),
        sa.Column("effective_to", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'approved', 'scheduled', 'effective', 'superseded', 'withdrawn')",
            name=op.f("ck_policy_file_status"),
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["account.id"], name=op.f("fk_policy_file_created_by_id_account")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_policy_file_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_file")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_policy_file_region_id_id")),
        sa.UniqueConstraint("region_id", "policy", "version", name=op.f("uq_policy_file_region_id_policy_version")),
    )
    with op.batch_alter_table("policy_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_file_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_policy_file_digest"), ["digest"], unique=False)

    op.create_table(
        "proyek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=True),
        sa.Column("jatuh_tempo", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("pagu", sa.BigInteger(), nullable=False),
        sa.Column("realisasi", sa.BigInteger(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("jatuh_tempo >= mulai", name=op.f("ck_proyek_jatuh_tempo_setelah_mulai")),
        sa.CheckConstraint("pagu >= 0", name=op.f("ck_proyek_pagu")),
        sa.CheckConstraint("realisasi >= 0", name=op.f("ck_proyek_realisasi")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_proyek_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_proyek_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_proyek_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proyek")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_proyek_region_id_id")),
        sa.UniqueConstraint("region_id", "kode", name=op.f("uq_proyek_region_id_kode")),
    )
    with op.batch_alter_table("proyek", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proyek_region_id_jatuh_tempo"), ["region_id", "jatuh_tempo"], unique=False)
        batch_op.create_index(batch_op.f("ix_proyek_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sid_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ip", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_sign_in_session_berakhir_setelah_masuk")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("sid_hash", name=op.f("uq_sign_in_session_sid_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("(path IS NULL) <> (content IS NULL)", name=op.f("ck_snapshot_berkas_atau_isi")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_snapshot_periode")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_snapshot_people")),
        sa.ForeignKeyConstraint(["created_by_id"], ["account.id"], name=op.f("fk_snapshot_created_by_id_account")),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_snapshot_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_snapshot_region_id_id")),
        sa.UniqueConstraint("region_id", "periode", "sha256", name=op.f("uq_snapshot_region_id_periode_sha256")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_created_by_id"), ["created_by_id"], unique=False)

    op.create_table(
        "anggota_proyek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proyek_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peran", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("peran IN ('anggota', 'ketua')", name=op.f("ck_anggota_proyek_peran")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_anggota_proyek_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "proyek_id"],
            ["proyek.region_id", "proyek.id"],
            name=op.f("fk_anggota_proyek_region_id_proyek_id_proyek"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_anggota_proyek_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anggota_proyek")),
        sa.UniqueConstraint("proyek_id", "pegawai_id", name=op.f("uq_anggota_proyek_proyek_id_pegawai_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_anggota_proyek_region_id_id")),
    )
    with op.batch_alter_table("anggota_proyek", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anggota_proyek_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "capaian",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("butir_rencana_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("realisasi", sa.BigInteger(), nullable=False),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("dicatat_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diverifikasi_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("diverifikasi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("bulan BETWEEN 1 AND 12", name=op.f("ck_capaian_bulan")),
        sa.CheckConstraint("diverifikasi_oleh_id <> dicatat_oleh_id", name=op.f("ck_capaian_dua_orang")),
        sa.ForeignKeyConstraint(["dicatat_oleh_id"], ["account.id"], name=op.f("fk_capaian_dicatat_oleh_id_account")),
        sa.ForeignKeyConstraint(
            ["diverifikasi_oleh_id"], ["account.id"], name=op.f("fk_capaian_diverifikasi_oleh_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "butir_rencana_id"],
            ["butir_rencana.region_id", "butir_rencana.id"],
            name=op.f("fk_capaian_region_id_butir_rencana_id_butir_rencana"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_capaian_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capaian")),
        sa.UniqueConstraint("butir_rencana_id", "bulan", name=op.f("uq_capaian_butir_rencana_id_bulan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_capaian_region_id_id")),
    )
    with op.batch_alter_table("capaian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capaian_dicatat_oleh_id"), ["dicatat_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_capaian_diverifikasi_oleh_id"), ["diverifikasi_oleh_id"], unique=False)

    op.create_table(
        "petugas_layanan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("layanan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_petugas_layanan_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "layanan_id"],
            ["layanan.region_id", "layanan.id"],
            name=op.f("fk_petugas_layanan_region_id_layanan_id_layanan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_petugas_layanan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_petugas_layanan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petugas_layanan")),
        sa.UniqueConstraint(
            "layanan_id", "pegawai_id", "mulai", name=op.f("uq_petugas_layanan_layanan_id_pegawai_id_mulai")
        ),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_petugas_layanan_region_id_id")),
    )
    with op.batch_alter_table("petugas_layanan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petugas_layanan_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "policy_author",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("policy_file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_policy_author_account_id_account")),
        sa.ForeignKeyConstraint(
            ["region_id", "policy_file_id"],
            ["policy_file.region_id", "policy_file.id"],
            name=op.f("fk_policy_author_region_id_policy_file_id_policy_file"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_policy_author_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_author")),
        sa.UniqueConstraint("policy_file_id", "account_id", name=op.f("uq_policy_author_policy_file_id_account_id")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_policy_author_region_id_id")),
    )
    with op.batch_alter_table("policy_author", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_author_account_id"), ["account_id"], unique=False)

    op.create_table(
        "policy_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("policy_file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_status", sa.String(), nullable=True),
        sa.Column("to_status", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "from_status IN ('draft', 'in_review', 'approved', 'scheduled', 'effective', 'superseded', 'withdrawn')",
            name=op.f("ck_policy_event_from_status"),
        ),
        sa.CheckConstraint(
            "to_status IN ('draft', 'in_review', 'approved', 'scheduled', 'effective', 'superseded', 'withdrawn')",
            name=op.f("ck_policy_event_to_status"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_policy_event_account_id_account")),
        sa.ForeignKeyConstraint(
            ["region_id", "policy_file_id"],
            ["policy_file.region_id", "policy_file.id"],
            name=op.f("fk_policy_event_region_id_policy_file_id_policy_file"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_policy_event_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_event")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_policy_event_region_id_id")),
        sa.UniqueConstraint("region_id", "previous_hash", name=op.f("uq_policy_event_region_id_previous_hash")),
    )
    with op.batch_alter_table("policy_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_event_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_policy_event_policy_file_id"), ["policy_file_id"], unique=False)

    op.create_table(
        "riwayat_jabatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("penugasan", sa.String(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("nomor_sk", sa.String(), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("penugasan IN ('definitif', 'plt', 'plh')", name=op.f("ck_riwayat_jabatan_penugasan")),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_riwayat_jabatan_selesai_setelah_mulai")),
        sa.ForeignKeyConstraint(
            ["region_id", "jabatan_id"],
            ["jabatan.region_id", "jabatan.id"],
            name=op.f("fk_riwayat_jabatan_region_id_jabatan_id_jabatan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_riwayat_jabatan_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_riwayat_jabatan_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_riwayat_jabatan_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat_jabatan")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_riwayat_jabatan_region_id_id")),
    )
    with op.batch_alter_table("riwayat_jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_riwayat_jabatan_jabatan_id"), ["jabatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_riwayat_jabatan_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_riwayat_jabatan_region_id_mulai"), ["region_id", "mulai"], unique=False)
        batch_op.create_index(batch_op.f("ix_riwayat_jabatan_unit_kerja_id"), ["unit_kerja_id"], unique=False)

    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("policy_file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("snapshot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("engine_version", sa.String(), nullable=False),
        sa.Column("results_sha256", sa.String(), nullable=True),
        sa.Column("computed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name=op.f("ck_run_koreksi")),
        sa.CheckConstraint("kind <> 'scenario' OR name IS NOT NULL", name=op.f("ck_run_nama_skenario")),
        sa.CheckConstraint(
            "kind IN ('official', 'correction') OR state NOT IN ('approved', 'locked')", name=op.f("ck_run_resmi")
        ),
        sa.CheckConstraint("kind IN ('preview', 'scenario', 'official', 'correction')", name=op.f("ck_run_kind")),
        sa.CheckConstraint(
            "state IN ('computing', 'computed', 'checked', 'approved', 'locked')", name=op.f("ck_run_state")
        ),
        sa.CheckConstraint("errors BETWEEN 0 AND people", name=op.f("ck_run_errors")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_run_periode")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["account.id"], name=op.f("fk_run_approved_by_id_account")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["account.id"], name=op.f("fk_run_checked_by_id_account")),
        sa.ForeignKeyConstraint(["computed_by_id"], ["account.id"], name=op.f("fk_run_computed_by_id_account")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["account.id"], name=op.f("fk_run_locked_by_id_account")),
        sa.ForeignKeyConstraint(["policy_file_id"], ["policy_file.id"], name=op.f("fk_run_policy_file_id_policy_file")),
        sa.ForeignKeyConstraint(
            ["region_id", "corrects_id"], ["run.region_id", "run.id"], name=op.f("fk_run_region_id_corrects_id_run")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "snapshot_id"],
            ["snapshot.region_id", "snapshot.id"],
            name=op.f("fk_run_region_id_snapshot_id_snapshot"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_run_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_run_region_id_id")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_policy_file_id"), ["policy_file_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_run_region_id_policy_periode"), ["region_id", "policy", "periode"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_run_snapshot_id"), ["snapshot_id"], unique=False)
        batch_op.create_index(
            "uq_run_official_locked",
            ["region_id", "policy", "periode"],
            unique=True,
            sqlite_where=sa.text("kind = 'official' AND state = 'locked'"),
            postgresql_where=sa.text("kind = 'official' AND state = 'locked'"),
        )

    op.create_table(
        "ukuran",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("periode", sa.String(), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_kerja_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("layanan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("target_atas", sa.BigInteger(), nullable=True),
        sa.Column("realisasi", sa.BigInteger(), nullable=True),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("bukti", sa.String(), nullable=True),
        sa.Column("dicatat_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diverifikasi_oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("diverifikasi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN pegawai_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_kerja_id IS NULL THEN 0 ELSE 1 END + CASE WHEN layanan_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_ukuran_satu_subjek"),
        ),
        sa.CheckConstraint("diverifikasi_oleh_id <> dicatat_oleh_id", name=op.f("ck_ukuran_dua_orang")),
        sa.CheckConstraint("length(periode) IN (4, 7)", name=op.f("ck_ukuran_periode")),
        sa.ForeignKeyConstraint(["dicatat_oleh_id"], ["account.id"], name=op.f("fk_ukuran_dicatat_oleh_id_account")),
        sa.ForeignKeyConstraint(
            ["diverifikasi_oleh_id"], ["account.id"], name=op.f("fk_ukuran_diverifikasi_oleh_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "layanan_id"],
            ["layanan.region_id", "layanan.id"],
            name=op.f("fk_ukuran_region_id_layanan_id_layanan"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_ukuran_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "unit_kerja_id"],
            ["unit_kerja.region_id", "unit_kerja.id"],
            name=op.f("fk_ukuran_region_id_unit_kerja_id_unit_kerja"),
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_ukuran_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ukuran")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_ukuran_region_id_id")),
    )
    with op.batch_alter_table("ukuran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ukuran_dicatat_oleh_id"), ["dicatat_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ukuran_diverifikasi_oleh_id"), ["diverifikasi_oleh_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ukuran_region_id_periode"), ["region_id", "periode"], unique=False)
        batch_op.create_index(
            "uq_ukuran_layanan_id",
            ["layanan_id", "policy", "indicator", "periode"],
            unique=True,
            sqlite_where=sa.text("layanan_id IS NOT NULL"),
            postgresql_where=sa.text("layanan_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_ukuran_pegawai_id",
            ["pegawai_id", "policy", "indicator", "periode"],
            unique=True,
            sqlite_where=sa.text("pegawai_id IS NOT NULL"),
            postgresql_where=sa.text("pegawai_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_ukuran_unit_kerja_id",
            ["unit_kerja_id", "policy", "indicator", "periode"],
            unique=True,
            sqlite_where=sa.text("unit_kerja_id IS NOT NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NOT NULL"),
        )

    op.create_table(
        "result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("outputs", sa.Text(), nullable=False),
        sa.Column("is_payable", sa.Boolean(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=True),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_step", sa.String(), nullable=True),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        sa.CheckConstraint("NOT is_payable OR error_code IS NULL", name=op.f("ck_result_galat_tidak_dibayar")),
        sa.ForeignKeyConstraint(
            ["region_id", "pegawai_id"],
            ["pegawai.region_id", "pegawai.id"],
            name=op.f("fk_result_region_id_pegawai_id_pegawai"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "run_id"], ["run.region_id", "run.id"], name=op.f("fk_result_region_id_run_id_run")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.code"], name=op.f("fk_result_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_result_region_id_id")),
        sa.UniqueConstraint("run_id", "pegawai_id", name=op.f("uq_result_run_id_pegawai_id")),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_pegawai_id"), ["pegawai_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_result_run_id_payable"), ["run_id", "payable"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_run_id_payable"))
        batch_op.drop_index(batch_op.f("ix_result_pegawai_id"))

    op.drop_table("result")
    with op.batch_alter_table("ukuran", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ukuran_unit_kerja_id",
            sqlite_where=sa.text("unit_kerja_id IS NOT NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_ukuran_pegawai_id",
            sqlite_where=sa.text("pegawai_id IS NOT NULL"),
            postgresql_where=sa.text("pegawai_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_ukuran_layanan_id",
            sqlite_where=sa.text("layanan_id IS NOT NULL"),
            postgresql_where=sa.text("layanan_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_ukuran_region_id_periode"))
        batch_op.drop_index(batch_op.f("ix_ukuran_diverifikasi_oleh_id"))
        batch_op.drop_index(batch_op.f("ix_ukuran_dicatat_oleh_id"))

    op.drop_table("ukuran")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_run_official_locked",
            sqlite_where=sa.text("kind = 'official' AND state = 'locked'"),
            postgresql_where=sa.text("kind = 'official' AND state = 'locked'"),
        )
        batch_op.drop_index(batch_op.f("ix_run_snapshot_id"))
        batch_op.drop_index(batch_op.f("ix_run_region_id_policy_periode"))
        batch_op.drop_index(batch_op.f("ix_run_policy_file_id"))
        batch_op.drop_index(batch_op.f("ix_run_corrects_id"))

    op.drop_table("run")
    with op.batch_alter_table("riwayat_jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_riwayat_jabatan_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_riwayat_jabatan_region_id_mulai"))
        batch_op.drop_index(batch_op.f("ix_riwayat_jabatan_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_riwayat_jabatan_jabatan_id"))

    op.drop_table("riwayat_jabatan")
    with op.batch_alter_table("policy_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_event_policy_file_id"))
        batch_op.drop_index(batch_op.f("ix_policy_event_account_id"))

    op.drop_table("policy_event")
    with op.batch_alter_table("policy_author", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_author_account_id"))

    op.drop_table("policy_author")
    with op.batch_alter_table("petugas_layanan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petugas_layanan_pegawai_id"))

    op.drop_table("petugas_layanan")
    with op.batch_alter_table("capaian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capaian_diverifikasi_oleh_id"))
        batch_op.drop_index(batch_op.f("ix_capaian_dicatat_oleh_id"))

    op.drop_table("capaian")
    with op.batch_alter_table("anggota_proyek", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anggota_proyek_pegawai_id"))

    op.drop_table("anggota_proyek")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_created_by_id"))

    op.drop_table("snapshot")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_account_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("proyek", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proyek_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_proyek_region_id_jatuh_tempo"))

    op.drop_table("proyek")
    with op.batch_alter_table("policy_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_file_digest"))
        batch_op.drop_index(batch_op.f("ix_policy_file_created_by_id"))

    op.drop_table("policy_file")
    op.drop_table("penilaian_perilaku")
    with op.batch_alter_table("penempatan_jadwal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penempatan_jadwal_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_penempatan_jadwal_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_penempatan_jadwal_jadwal_kerja_id"))

    op.drop_table("penempatan_jadwal")
    with op.batch_alter_table("layanan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_layanan_unit_kerja_id"))

    op.drop_table("layanan")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state_id"))
        batch_op.drop_index(batch_op.f("ix_job_created_by_id"))

    op.drop_table("job")
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jabatan_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_jabatan_atasan_id"))

    op.drop_table("jabatan")
    with op.batch_alter_table("dispensasi", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dispensasi_seluruh_daerah",
            sqlite_where=sa.text("unit_kerja_id IS NULL"),
            postgresql_where=sa.text("unit_kerja_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_dispensasi_unit_kerja_id"))
        batch_op.drop_index(batch_op.f("ix_dispensasi_disetujui_oleh_id"))

    op.drop_table("dispensasi")
    op.drop_table("butir_rencana")
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_account_role_nasional",
            sqlite_where=sa.text("region_id IS NULL"),
            postgresql_where=sa.text("region_id IS NULL"),
        )

    op.drop_table("account_role")
    with op.batch_alter_table("unit_kerja", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_kerja_kepala_id"))
        batch_op.drop_index(batch_op.f("ix_unit_kerja_induk_id"))

    op.drop_table("unit_kerja")
    op.drop_table("riwayat_status")
    with op.batch_alter_table("riwayat_pangkat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_riwayat_pangkat_golongan_id"))

    op.drop_table("riwayat_pangkat")
    with op.batch_alter_table("rencana", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rencana_region_id_tahun"))
        batch_op.drop_index(batch_op.f("ix_rencana_disetujui_oleh_id"))

    op.drop_table("rencana")
    with op.batch_alter_table("presensi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presensi_region_id_tanggal"))

    op.drop_table("presensi")
    with op.batch_alter_table("penilaian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penilaian_region_id_periode"))
        batch_op.drop_index(batch_op.f("ix_penilaian_penilai_id"))

    op.drop_table("penilaian")
    with op.batch_alter_table("hukuman_disiplin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hukuman_disiplin_pegawai_id"))

    op.drop_table("hukuman_disiplin")
    with op.batch_alter_table("dinas_luar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dinas_luar_region_id_mulai"))
        batch_op.drop_index(batch_op.f("ix_dinas_luar_pegawai_id"))

    op.drop_table("dinas_luar")
    with op.batch_alter_table("cuti", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cuti_region_id_mulai"))
        batch_op.drop_index(batch_op.f("ix_cuti_pegawai_id"))

    op.drop_table("cuti")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_pegawai_id"))

    op.drop_table("account")
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pegawai_region_id_nama"))

    op.drop_table("pegawai")
    with op.batch_alter_table("jadwal_kerja", schema=None) as batch_op:
        batch_op.drop_index("uq_jadwal_kerja_baku", sqlite_where=sa.text("baku"), postgresql_where=sa.text("baku"))

    op.drop_table("jadwal_kerja")
    with op.batch_alter_table("hari_libur", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hari_libur_nasional",
            sqlite_where=sa.text("region_id IS NULL"),
            postgresql_where=sa.text("region_id IS NULL"),
        )

    op.drop_table("hari_libur")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_table_name_row_id"))
        batch_op.drop_index(batch_op.f("ix_audit_region_id_at"))

    op.drop_table("audit")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_username_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_ip_at"))

    op.drop_table("sign_in_attempt")
    op.drop_table("region")
    op.drop_table("golongan")
