/* Klaim tonggak dan catatan loket dari tempat tanpa sinyal. Kiriman ditaruh dahulu di perangkat (IndexedDB) dengan kunci sendiri, lalu dikirim saat
   jaringan ada; server menerima kunci yang sama sekali saja. Foto dikecilkan dan ditulis ulang di sini, tanpa EXIF.
   Tanpa skrip ini formulirnya tetap formulir biasa. Halamannya disimpan ke kotak "simpan-klaim-…" hanya bila diminta. */
(() => {
  "use strict";
  const ANTRE = "/replikasi/antre/";
  const SISI = 1600;
  const $ = (pilih, dari = document) => dari.querySelector(pilih);

  // --- Kotak kiriman di perangkat ---------------------------------------------------------------------------------------
  const buka = () =>
    new Promise((jadi, gagal) => {
      const minta = indexedDB.open("klaim-luring", 1);
      minta.onupgradeneeded = () => minta.result.createObjectStore("antre", { keyPath: "kunci" });
      minta.onsuccess = () => jadi(minta.result);
      minta.onerror = () => gagal(minta.error);
    });
  const toko = async (cara, kerja) => {
    const basis = await buka();
    return new Promise((jadi, gagal) => {
      const alur = basis.transaction("antre", cara);
      const hasil = kerja(alur.objectStore("antre"));
      alur.oncomplete = () => jadi(hasil.result);
      alur.onerror = alur.onabort = () => gagal(alur.error);
    });
  };
  const semua = () => toko("readonly", (t) => t.getAll());
  const taruh = (butir) => toko("readwrite", (t) => t.put(butir));
  const buang = (kunci) => toko("readwrite", (t) => t.delete(kunci));

  const kunciBaru = () => {
    const acak = crypto.getRandomValues(new Uint8Array(16));
    acak[6] = (acak[6] & 15) | 64;
    acak[8] = (acak[8] & 63) | 128;
    const heks = [...acak].map((satu) => satu.toString(16).padStart(2, "0")).join("");
    return `${heks.slice(0, 8)}-${heks.slice(8, 12)}-${heks.slice(12, 16)}-${heks.slice(16, 20)}-${heks.slice(20)}`;
  };

  const kecilkan = async (berkas) => {
    if (!berkas.type.startsWith("image/")) return { nama: berkas.name, isi: berkas };
    try {
      const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
      const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
      const kanvas = document.createElement("canvas");
      kanvas.width = Math.round(gambar.width * skala);
      kanvas.height = Math.round(gambar.height * skala);
      const pena = kanvas.getContext("2d");
      pena.fillStyle = "#fff";
      pena.fillRect(0, 0, kanvas.width, kanvas.height);
      pena.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      const isi = await new Promise((jadi) => kanvas.toBlob(jadi, "image/jpeg", 0.8));
      return isi ? { nama: berkas.name.replace(/\.[^.]*$/, "") + ".jpg", isi } : { nama: berkas.name, isi: berkas };
    } catch {
      return { nama: berkas.name, isi: berkas };
    }
  };

  // --- Mengirim ---------------------------------------------------------------------------------------------------------
  class Putus extends Error {}
  const ambil = async (alamat, pilihan) => {
    let jawaban;
    try {
      jawaban = await fetch(alamat, { credentials: "same-origin", ...pilihan });
    } catch {
      throw new Putus();
    }
    if (jawaban.status >= 500) throw new Putus();
    return jawaban;
  };

  /* Hasil: {url} terkirim, {galat} ditolak dengan sebabnya. Putus berarti dicoba lagi nanti. */
  const kirim = async (butir, masuk) => {
    if (masuk.siapa !== butir.siapa) return { tahan: masuk.siapa ? "Milik akun lain di perangkat ini." : "Masuk dahulu untuk mengirim." };
    const isi = new FormData();
    for (const [nama, nilai] of Object.entries(butir.isian)) isi.append(nama, nilai);
    for (const satu of butir.berkas) isi.append("berkas", satu.isi, satu.nama);
    isi.set("kunci", butir.kunci);
    const jawaban = await ambil(butir.alamat, {
      method: "POST", body: isi, headers: { Accept: "application/json", "X-CSRFToken": masuk.csrf },
    });
    const data = (jawaban.headers.get("Content-Type") || "").includes("json") ? await jawaban.json() : {};
    if (jawaban.ok && data.url) return data;
    return { galat: data.galat || "Tidak dapat dikirim dari akun Anda. Buka halaman desanya untuk memeriksa." };
  };

  let sedang = null;
  const kirimSemua = () => {
    if (!sedang) sedang = kirimYangAda().finally(() => { sedang = null; gambar(); });
    return sedang;
  };
  const kirimYangAda = async () => {
    const hasil = new Map();
    const antre = await semua();
    if (!antre.length) return hasil;
    try {
      const masuk = await (await ambil(ANTRE, { headers: { Accept: "application/json" } })).json();
      for (const butir of antre) {
        const satu = await kirim(butir, masuk);
        hasil.set(butir.kunci, satu);
        if (satu.url) await buang(butir.kunci);
        else await taruh({ ...butir, sebab: satu.galat || satu.tahan });
      }
    } catch (galat) {
      if (!(galat instanceof Putus)) throw galat;
    }
    return hasil;
  };

  // --- Daftar yang belum terkirim ----------------------------------------------------------------------------------------
  const unsur = (nama, kelas, teks) => {
    const satu = document.createElement(nama);
    if (kelas) satu.className = kelas;
    if (teks) satu.textContent = teks;
    return satu;
  };
  const siapa = () => Number(document.querySelector("[data-siapa]")?.dataset.siapa || 0);
  const gambar = async () => {
    const tempat = $("[data-antre-daftar]");
    if (!tempat) return;
    const milik = (await semua()).filter((satu) => satu.siapa === siapa());
    try { localStorage.setItem("belum-terkirim-klaim", milik.length); } catch { /* penyimpanan ditolak: tanpa peringatan saat keluar */ }
    tempat.hidden = !milik.length;
    const daftar = $("ul", tempat);
    daftar.replaceChildren();
    for (const butir of milik) {
      const baris = unsur("li");
      const isi = unsur("div", "baris__isi");
      isi.append(unsur("span", "baris__judul", butir.judul));
      const meta = unsur("div", "baris__meta");
      meta.append(unsur("span", "", new Date(butir.pada).toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" })));
      if (butir.berkas.length) meta.append(unsur("span", "", `${butir.berkas.length} berkas`));
      meta.append(unsur("span", "", butir.sebab || "menunggu sinyal"));
      isi.append(meta);
      const ujung = unsur("div", "baris__ujung");
      const hapus = unsur("button", "tombol tombol--kecil tombol--halus", "Hapus");
      hapus.type = "button";
      hapus.setAttribute("aria-label", `Hapus kiriman ${butir.judul}`);
      hapus.addEventListener("click", async () => {
        if (confirm("Hapus kiriman ini dari perangkat? Isinya belum sampai ke server.")) { await buang(butir.kunci); gambar(); }
      });
      ujung.append(hapus);
      baris.append(isi, ujung);
      daftar.append(baris);
    }
  };

  // --- Formulir ------------------------------------------------------------------------------------------------------------
  const pesan = (formulir, teks, jenis) => {
    const kotak = $("[data-antre-pesan]", formulir);
    kotak.className = `pesan pesan--${jenis}`;
    kotak.textContent = teks;
    kotak.hidden = false;
    kotak.focus();
  };
  const pasang = (formulir) => {
    formulir.addEventListener("submit", async (kejadian) => {
      if (!("indexedDB" in window) || formulir.dataset.biasa) return;
      kejadian.preventDefault();
      const tombol = $("button:not([type=button])", formulir);
      tombol.disabled = true;
      try {
        const data = new FormData(formulir);
        const berkas = data.getAll("berkas").filter((satu) => satu.size);
        ["berkas", "csrfmiddlewaretoken", "kunci"].forEach((nama) => data.delete(nama));
        const pilih = $("select[name=tonggak]", formulir);
        const butir = {
          kunci: formulir.dataset.kunci || kunciBaru(), siapa: siapa(), pada: Date.now(),
          alamat: formulir.getAttribute("action") || location.pathname,
          judul: pilih ? pilih.selectedOptions[0].textContent.trim() : data.get(formulir.dataset.judulDari) || formulir.dataset.judul,
          isian: Object.fromEntries(data), berkas: await Promise.all(berkas.map(kecilkan)), sebab: "",
        };
        await taruh(butir);
        const hasil = (await kirimSemua()).get(butir.kunci) || {};
        if (hasil.url) { location.assign(hasil.url); return; }
        if (hasil.galat) { await buang(butir.kunci); pesan(formulir, hasil.galat, "bahaya"); gambar(); return; }
        formulir.reset();
        pesan(formulir, "Tersimpan di perangkat ini. Terkirim sendiri begitu sinyal kembali dan halaman ini dibuka.", "perhatian");
        gambar();
      } catch {
        formulir.dataset.biasa = "1"; // perangkat menolak menyimpan: kirim sebagai formulir biasa
        formulir.submit();
      } finally {
        tombol.disabled = false;
      }
    });
  };

  // --- Menyimpan halaman ini untuk tempat tanpa sinyal ---------------------------------------------------------------------
  const simpanHalaman = (tombol) => {
    if (!("caches" in window) || !("serviceWorker" in navigator)) return;
    const kotak = `simpan-klaim-${siapa()}-${tombol.dataset.simpan}`;
    const kabar = $("[data-simpan-kabar]");
    const tandai = () => { kabar.textContent = "Halaman ini tersimpan dan dapat dibuka tanpa sinyal."; tombol.lastChild.textContent = "Perbarui simpanan"; };
    tombol.hidden = false;
    caches.has(kotak).then((ada) => ada && tandai());
    tombol.addEventListener("click", async () => {
      tombol.disabled = true;
      try {
        await navigator.serviceWorker.register("/pekerja-luring.js");
        const alamat = [location.pathname];
        for (const satu of document.querySelectorAll("link[rel=stylesheet], script[src], use, main img")) {
          const a = satu.href?.baseVal ?? satu.href ?? satu.src;
          if (a && new URL(a, location.href).origin === location.origin) alamat.push(new URL(a, location.href).href.split("#")[0]);
        }
        await caches.delete(kotak);
        await (await caches.open(kotak)).addAll([...new Set(alamat)].map((a) => new Request(a, { cache: "reload" })));
        if (navigator.storage?.persist) navigator.storage.persist();
        tandai();
      } catch {
        kabar.textContent = "Belum dapat disimpan. Periksa sinyal, lalu coba lagi.";
      } finally {
        tombol.disabled = false;
      }
    });
  };

  document.querySelectorAll("form[data-antre-klaim]").forEach(pasang);
  document.querySelectorAll("[data-simpan]").forEach(simpanHalaman);
  $("[data-kirim-sekarang]")?.addEventListener("click", kirimSemua);
  if ("indexedDB" in window) {
    addEventListener("online", kirimSemua);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && kirimSemua());
    kirimSemua();
  }
})();
