/* Yang dikerjakan tanpa jaringan diantrekan di perangkat dan dikirim sekali; daftarnya tampak. Menyimpan modul: simpan.js. */
(() => {
  "use strict";
  if (!("serviceWorker" in navigator) || !("caches" in window) || !window.isSecureContext) return;
  const $ = (pilih, dalam = document) => dalam.querySelector(pilih);
  const unsur = (nama, teks = "", kelas = "") => Object.assign(document.createElement(nama), { textContent: teks, className: kelas });
  const mb = (n) => (n < 1e5 ? `${Math.max(1, Math.round(n / 1024))} KB` : n > 1e9 ? `${Math.round(n / 1073741824)} GB` : `${(n / 1048576).toFixed(1).replace(".", ",")} MB`);
  const kunciBaru = () => crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  navigator.serviceWorker.register("/pekerja-luring.js").catch(() => {});

  /* --- Lemari perangkat: simpanan (per modul), antrean (per perbuatan), keterangan (pemilik terakhir) --- */
  let lemari;
  const buka = () => (lemari ||= new Promise((baik, buruk) => {
    const minta = indexedDB.open("belajar-luring", 1);
    minta.onupgradeneeded = () => {
      minta.result.createObjectStore("simpanan", { keyPath: "nomor" });
      minta.result.createObjectStore("antrean", { keyPath: "kunci" });
      minta.result.createObjectStore("keterangan");
    };
    minta.onsuccess = () => baik(minta.result);
    minta.onerror = () => buruk(minta.error);
  }));
  const pakai = async (rak, mode, perbuatan) => {
    const kerja = (await buka()).transaction(rak, mode), minta = perbuatan(kerja.objectStore(rak));
    return new Promise((baik, buruk) => {
      kerja.oncomplete = () => baik(minta && minta.result);
      kerja.onerror = kerja.onabort = () => buruk(kerja.error);
    });
  };
  const semua = (rak) => pakai(rak, "readonly", (r) => r.getAll());
  const taruh = (rak, isi, kunci) => pakai(rak, "readwrite", (r) => r.put(isi, kunci));
  const buang = (rak, kunci) => pakai(rak, "readwrite", (r) => r.delete(kunci));
  const pemilikKini = () => pakai("keterangan", "readonly", (r) => r.get("pemilik"));

  async function ambil(alamat) {
    const jawab = await fetch(alamat, { cache: "no-store", credentials: "same-origin" });
    if (!jawab.ok || jawab.redirected) throw new Error(`${alamat}: ${jawab.status}`);
    return jawab;
  }

  /* --- Antrean: dikirim berurutan, kunci yang sama tidak pernah menjadi dua --- */
  async function antrekan(url, badan, judul) {
    const pemilik = await pemilikKini();
    const isi = { kunci: badan.kunci || kunciBaru(), url, badan, judul, pada: Date.now(), pemilik: pemilik || "tamu" };
    await taruh("antrean", isi);
    await gambarAntrean();
    await kirim();
  }
  let mengirim = null, pesan = "";
  const kirim = () => (mengirim ||= _kirim().catch(() => { pesan = ""; }).finally(async () => { mengirim = null; await gambarAntrean(); }));
  async function _kirim() {
    const tunggu = (await semua("antrean")).filter((satu) => !satu.ditolak).sort((a, b) => a.pada - b.pada);
    if (!tunggu.length) return;
    const siapa = await (await ambil("/pelatihan/luring/tanda/")).json();
    if (!siapa.tanda) { pesan = "Masuk dahulu supaya dapat dikirim."; return; }
    pesan = "";
    for (const satu of tunggu.filter((s) => s.pemilik === siapa.pemilik || s.pemilik === "tamu")) {
      const jawab = await fetch(satu.url, { method: "POST", redirect: "manual", credentials: "same-origin", body: JSON.stringify({ ...satu.badan, kunci: satu.kunci }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": siapa.tanda, Accept: "application/json" } });
      if (jawab.ok) {
        const isi = await jawab.json().catch(() => ({}));
        await buang("antrean", satu.kunci);
        terkirim.push(`${satu.judul}${isi.persen ? `: nilai ${isi.persen}` : ""}`);
      } else if (jawab.status === 422 || jawab.status === 404) {
        const isi = await jawab.json().catch(() => ({}));
        await taruh("antrean", { ...satu, ditolak: isi.galat || "Sudah tidak dapat dikerjakan." });
      } else throw new Error(String(jawab.status));
    }
  }
  const terkirim = [];
  async function gambarAntrean() {
    const tempat = $("[data-antrean]"), pemilik = await pemilikKini();
    const punya = (await semua("antrean")).filter((satu) => satu.pemilik === pemilik || satu.pemilik === "tamu");
    try { localStorage.setItem("belum-terkirim", String(punya.length)); } catch (galat) { /* penyimpanan ditutup */ }
    if (!tempat) return;
    tempat.replaceChildren();
    tempat.hidden = !punya.length && !terkirim.length;
    if (terkirim.length) {
      const kotak = unsur("div", "", "pesan pesan--berhasil"), isi = unsur("div");
      kotak.setAttribute("role", "status");
      isi.append(unsur("strong", "Sudah terkirim"), ...terkirim.map((satu) => unsur("p", satu, "kecil")));
      kotak.append(isi); tempat.append(kotak);
    }
    if (!punya.length) return;
    const kotak = unsur("section", "", "kartu kartu--tanda"), daftar = unsur("ul", "", "tumpuk tumpuk--rapat");
    kotak.append(unsur("h2", "Belum terkirim"));
    for (const satu of punya) {
      const baris = unsur("li", satu.judul);
      if (satu.ditolak) {
        const tutup = unsur("button", "Hapus", "tombol-tautan");
        tutup.type = "button";
        tutup.addEventListener("click", async () => { await buang("antrean", satu.kunci); await gambarAntrean(); });
        baris.append(unsur("p", `Ditolak: ${satu.ditolak}`, "kecil"), tutup);
      }
      daftar.append(baris);
    }
    const lagi = unsur("button", "Kirim sekarang", "tombol");
    lagi.type = "button";
    lagi.addEventListener("click", kirim);
    kotak.append(daftar, unsur("p", pesan || "Dikirim sendiri begitu ada jaringan.", "kecil redup"), lagi);
    tempat.append(kotak);
  }
  const nilai = (form) => {
    const data = new FormData(form), jawaban = new Map(), urut = new Map();
    for (const [nama, isi] of data) {
      const pilih = /^j-(.{36})$/.exec(nama), nomor = /^u-(.{36})-(.+)$/.exec(nama);
      if (pilih) jawaban.set(pilih[1], [...(jawaban.get(pilih[1]) || []), isi]);
      else if (nomor && isi) urut.set(nomor[1], [...(urut.get(nomor[1]) || []), [Number(isi), nomor[2]]]);
    }
    for (const [soal, letak] of urut) jawaban.set(soal, letak.sort((a, b) => a[0] - b[0]).map((satu) => satu[1]));
    return [...jawaban].map(([butir, isi]) => ({ butir, nilai: isi }));
  };
  document.addEventListener("submit", async (kejadian) => {
    const form = kejadian.target;
    if (form.dataset.antre) {
      kejadian.preventDefault();
      $("button", form).disabled = true;
      await antrekan(form.dataset.antre, {}, form.dataset.judul);
    } else if (form.dataset.latihan && form.dataset.luring !== undefined) {
      kejadian.preventDefault();
      const jawaban = nilai(form);
      if (!jawaban.some((satu) => satu.nilai.some(Boolean))) { form.reportValidity(); return; }
      for (const tombol of form.querySelectorAll("button")) tombol.disabled = true;
      await antrekan(form.getAttribute("action"), { jawaban }, form.dataset.judul || "Jawaban latihan");
    }
  });

  addEventListener("online", kirim);
  (async () => {
    await gambarAntrean();
    if (navigator.onLine) await kirim();
  })().catch(() => {});
  window.Luring = { $, unsur, mb, semua, taruh, buang, ambil };
})();
