"""Bank soal: butir, pilihannya, dan tugas telaah. Kunci tidak pernah ada di keluaran umum (domain training.md 4)."""

from __future__ import annotations

import secrets
import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import AbstractGroupApprovalTask, DraftStateMixin, Orderable, RevisionMixin, WorkflowMixin
from wagtail.search import index

from modul_pelatihan.forms_soal import FormButir
from modul_pelatihan.penilaian import Jenis, rapikan

from .halaman import ModulPage

PILIHAN_JENIS = [
    (Jenis.PG.value, "Pilihan ganda"),
    (Jenis.PGJ.value, "Pilihan jamak (beberapa benar)"),
    (Jenis.BS.value, "Benar atau salah"),
    (Jenis.URUT.value, "Mengurutkan"),
    (Jenis.ANGKA.value, "Isian angka"),
    (Jenis.SINGKAT.value, "Isian singkat"),
    (Jenis.URAIAN.value, "Uraian (dinilai pelatih)"),
]
BERPILIHAN = {Jenis.PG, Jenis.PGJ, Jenis.BS, Jenis.URUT}


def tanda_acak() -> str:
    """Tanda pilihan tidak menurut urutan tulis, jadi tidak membocorkan urutan yang benar."""
    return secrets.token_hex(4)


class ButirSoal(WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """Satu soal di bank. Percobaan menyimpan salinannya saat dimulai, jadi menyunting soal tidak mengubah yang sudah dikerjakan."""

    tanda = models.UUIDField("tanda tetap", default=uuid.uuid4, unique=True, editable=False)
    jenis = models.CharField("bentuk soal", max_length=13, choices=PILIHAN_JENIS)
    soal = models.TextField("soal", max_length=1000)
    modul = models.ForeignKey(
        ModulPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="soal", verbose_name="modul"
    )
    kunci_angka = models.DecimalField("jawaban angka", max_digits=18, decimal_places=4, null=True, blank=True)
    toleransi = models.DecimalField(
        "toleransi", max_digits=18, decimal_places=4, default=Decimal(0), validators=[MinValueValidator(0)],
        help_text="Jawaban yang berbeda paling banyak sekian tetap benar.",
    )  # fmt: skip
    kunci_singkat = models.TextField(
        "jawaban singkat yang diterima", blank=True, max_length=1000, help_text="Satu jawaban per baris."
    )
    rubrik = models.TextField(
        "rubrik uraian", blank=True, max_length=2000, help_text="Dilihat pelatih saat menilai, tidak oleh peserta."
    )
    penjelasan = models.TextField(
        "penjelasan", blank=True, max_length=1000, help_text="Tampil sesudah kuis latihan dikirim."
    )

    base_form_class = FormButir
    search_fields = [
        index.SearchField("soal"),
        index.AutocompleteField("soal"),
        index.FilterField("jenis"),
        index.FilterField("modul"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = "butir soal"
        verbose_name_plural = "butir soal"
        ordering = ["modul__path", "pk"]

    def __str__(self) -> str:
        return self.soal if len(self.soal) <= 90 else f"{self.soal[:89]}…"

    @property
    def berpilihan(self) -> bool:
        return self.jenis in BERPILIHAN

    @property
    def jawaban_singkat(self) -> list[str]:
        return [satu.strip() for satu in self.kunci_singkat.splitlines() if satu.strip()]

    def clean(self) -> None:
        super().clean()
        if self.jenis == Jenis.ANGKA and self.kunci_angka is None:
            raise ValidationError({"kunci_angka": "Isian angka perlu jawabannya."})
        if self.jenis == Jenis.SINGKAT and not any(map(rapikan, self.jawaban_singkat)):
            raise ValidationError({"kunci_singkat": "Tulis paling sedikit satu jawaban yang diterima."})

    def periksa_pilihan(self, pilihan: list[tuple[str, bool]]) -> None:
        """`pilihan` (teks, benar) menurut urutannya. Melempar ValidationError yang menyebut cara membetulkan."""
        if self.jenis not in BERPILIHAN:
            if pilihan:
                raise ValidationError("Bentuk soal ini tidak memakai pilihan. Hapus pilihannya atau ganti bentuknya.")
            return
        benar = sum(tanda for _, tanda in pilihan)
        if len({rapikan(teks) for teks, _ in pilihan}) != len(pilihan):
            raise ValidationError("Ada dua pilihan yang sama. Hapus salah satunya.")
        if not 2 <= len(pilihan) <= 10:
            raise ValidationError("Tulis dua sampai sepuluh pilihan.")
        if self.jenis == Jenis.BS and len(pilihan) != 2:
            raise ValidationError("Benar atau salah mempunyai tepat dua pilihan.")
        if self.jenis in {Jenis.PG, Jenis.BS} and benar != 1:
            raise ValidationError("Tandai tepat satu pilihan yang benar.")
        if self.jenis == Jenis.PGJ and not benar:
            raise ValidationError("Tandai paling sedikit satu pilihan yang benar.")


class PilihanSoal(Orderable):
    """Satu pilihan. Pada soal mengurutkan, urutan tulis inilah urutan yang benar."""

    butir = ParentalKey(ButirSoal, on_delete=models.CASCADE, related_name="pilihan")
    tanda = models.CharField(max_length=8, default=tanda_acak, editable=False)
    teks = models.CharField("pilihan", max_length=300)
    benar = models.BooleanField("benar", default=False)

    class Meta(Orderable.Meta):
        verbose_name = "pilihan"
        verbose_name_plural = "pilihan"
        constraints = [models.UniqueConstraint(fields=["butir", "tanda"], name="pilihan_soal_tanda_unik")]

    def __str__(self) -> str:
        return self.teks


class TelaahSoalTask(AbstractGroupApprovalTask):
    """Soal dibaca orang lain sebelum dapat keluar di kuis; penulis tidak menelaah soalnya sendiri."""

    class Meta:
        verbose_name = "tugas telaah soal"
        verbose_name_plural = "tugas telaah soal"

    def get_actions(self, obj, user):
        alur = obj.current_workflow_state
        if not user.is_superuser and alur and alur.requested_by_id == user.pk:
            return []
        return super().get_actions(obj, user)

    @classmethod
    def get_description(cls) -> str:
        return "Anggota grup menelaah soal; penulisnya tidak"
