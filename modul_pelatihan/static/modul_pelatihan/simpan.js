/* Menyimpan satu modul di perangkat: hanya bila diminta, menurut revisi, pembaruan ditawarkan. Memerlukan luring.js.
   Kotak "simpan-belajar-…" dibaca pekerja layanan (/pekerja-luring.js) ketika jaringan putus. */
(() => {
  "use strict";
  if (!window.Luring) return;
  const { $, unsur, mb, semua, taruh, buang, ambil } = window.Luring;

  /* Perangkat berganti orang: simpanan orang sebelumnya dibuang; antreannya menunggu dia kembali. */
  async function kenali(pemilik) {
    await taruh("keterangan", pemilik, "pemilik");
    const punya = await semua("simpanan");
    for (const satu of punya) if (satu.pemilik !== pemilik && satu.pemilik !== "tamu") await lupakan(satu);
    const sah = new Set((await semua("simpanan")).map((satu) => satu.kotak));
    for (const nama of await caches.keys()) if (nama.startsWith("simpan-belajar-") && !sah.has(nama)) await caches.delete(nama);
  }
  const lupakan = async (satu) => { await caches.delete(satu.kotak); await buang("simpanan", satu.nomor); };

  /* --- Menyimpan satu modul --- */
  async function sidik(isi) {
    const hasil = await crypto.subtle.digest("SHA-256", isi);
    return [...new Uint8Array(hasil)].map((b) => b.toString(16).padStart(2, "0")).join("");
  }
  async function simpan(manifes, pemilik, kabar) {
    const nama = `simpan-belajar-${pemilik}-${manifes.nomor}-${manifes.revisi}`;
    await caches.delete(nama);
    const kotak = await caches.open(nama), banyak = manifes.halaman.length + manifes.berkas.length;
    let sudah = 0;
    try {
      for (const satu of manifes.halaman) {
        const jawab = await ambil(satu.ambil), isi = await jawab.arrayBuffer();
        if ((await sidik(isi)) !== satu.hash) throw new Error("naskah berganti di tengah jalan");
        const kepala = { "Content-Type": "text/html; charset=utf-8" }, csp = jawab.headers.get("Content-Security-Policy");
        if (csp) kepala["Content-Security-Policy"] = csp;
        await kotak.put(satu.simpan, new Response(isi, { headers: kepala }));
        kabar(`Menyimpan ${++sudah} dari ${banyak} …`);
      }
      for (const satu of manifes.berkas) {
        await kotak.put(satu.url, await ambil(satu.url));
        kabar(`Menyimpan ${++sudah} dari ${banyak} …`);
      }
    } catch (galat) {
      await caches.delete(nama);
      throw galat;
    }
    const lama = (await semua("simpanan")).find((satu) => satu.nomor === manifes.nomor);
    await taruh("simpanan", { nomor: manifes.nomor, judul: manifes.judul, revisi: manifes.revisi, bytes: manifes.bytes,
      alamat: manifes.halaman[0].simpan, pada: Date.now(), pemilik, kotak: nama });
    if (lama && lama.kotak !== nama) await caches.delete(lama.kotak);
  }
  async function pasangTombol(tempat) {
    const pemilik = tempat.dataset.pemilik, kabar = (teks) => { $("[data-kabar]", tempat).textContent = teks; };
    const tombol = $("[data-simpan]", tempat), hapus = $("[data-buang]", tempat), tulis = (teks) => { $("span", tombol).textContent = teks; };
    await kenali(pemilik);
    const manifes = await (await ambil(tempat.dataset.luring)).json();
    const punya = async () => (await semua("simpanan")).find((satu) => satu.nomor === manifes.nomor);
    const gambarkan = async (awal = "") => {
      const satu = await punya(), ukuran = mb(manifes.bytes);
      hapus.hidden = !satu;
      tombol.hidden = !!satu && satu.revisi === manifes.revisi;
      tulis(satu ? `Perbarui simpanan (${ukuran})` : `Simpan untuk dibaca tanpa jaringan (${ukuran})`);
      if (!satu) kabar(awal);
      else if (tombol.hidden) kabar(awal || `Tersimpan di perangkat ini sejak ${new Date(satu.pada).toLocaleDateString("id-ID", { day: "numeric", month: "long" })}.`);
      else kabar("Naskahnya sudah diperbarui sesudah Anda simpan. Yang tersimpan masih yang lama.");
    };
    tombol.addEventListener("click", async () => {
      tombol.disabled = true;
      try {
        await simpan(manifes, pemilik, kabar);
        const awet = navigator.storage && navigator.storage.persist ? await navigator.storage.persist() : false;
        await gambarkan(awet ? "Tersimpan. Peramban berjanji tidak membuangnya sendiri."
          : "Tersimpan. Bila perangkat penuh, peramban dapat membuangnya; PDF-nya tetap dapat diunduh.");
      } catch (galat) {
        kabar("Belum tersimpan: jaringan terputus atau naskahnya baru berganti. Muat ulang halaman ini, lalu coba lagi.");
      }
      tombol.disabled = false;
    });
    hapus.addEventListener("click", async () => { const satu = await punya(); if (satu) await lupakan(satu); await gambarkan("Sudah dihapus dari perangkat ini."); });
    await gambarkan();
    tempat.hidden = false;
  }

  /* --- Daftar simpanan --- */
  async function gambarSimpanan(tempat) {
    const punya = await semua("simpanan");
    if (punya.length) tempat.replaceChildren(unsur("ul", "", "daftar"));
    for (const satu of punya) {
      const baris = unsur("li"), isi = unsur("div", "", "baris__isi"), tautan = unsur("a", satu.judul, "baris__judul"), tutup = unsur("button", "Hapus", "tombol tombol--kecil tombol--halus");
      tautan.href = satu.alamat;
      tutup.type = "button";
      tutup.setAttribute("aria-label", `Hapus ${satu.judul} dari perangkat`);
      tutup.addEventListener("click", async () => { await lupakan(satu); location.reload(); });
      isi.append(tautan, unsur("p", `${mb(satu.bytes)}, disimpan ${new Date(satu.pada).toLocaleDateString("id-ID", { day: "numeric", month: "long" })}`, "baris__meta"));
      baris.append(isi, tutup);
      $("ul", tempat).append(baris);
    }
    const ruang = $("[data-ruang]");
    if (ruang && navigator.storage && navigator.storage.estimate) {
      const { usage, quota } = await navigator.storage.estimate(), awet = navigator.storage.persisted ? await navigator.storage.persisted() : false;
      ruang.textContent = `Terpakai ${mb(usage || 0)} dari ${mb(quota || 0)} yang boleh dipakai situs ini. ${awet ? "Peramban berjanji tidak membuangnya sendiri." : "Bila perangkat penuh, peramban dapat membuangnya."}`;
    }
  }
  (async () => {
    const tempat = $("[data-luring]"), daftar = $("[data-simpanan]");
    if (daftar) await gambarSimpanan(daftar);
    if (tempat) await pasangTombol(tempat);
  })().catch(() => {});
})();
