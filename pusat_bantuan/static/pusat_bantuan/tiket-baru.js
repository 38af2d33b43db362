/* Formulir bantuan: draf di peramban ini, tempel tangkapan layar, gambar besar dikecilkan, satu kali kirim.
   Tanpa berkas ini formulirnya tetap berjalan. */
(() => {
  const form = document.querySelector("[data-draf]");
  if (!form) return;
  const kunciDraf = form.dataset.draf;
  const umur = 7 * 24 * 3600 * 1000;
  const catatan = form.querySelector("[data-keadaan-draf]");
  const tombol = form.querySelector("[data-kirim]");
  const berkas = form.querySelector("input[type=file]");
  let menunggu = false;

  const isian = () => [...form.elements].filter((satu) =>
    satu.name && satu.name !== "csrfmiddlewaretoken" && satu.type !== "file" && satu.type !== "submit");

  function kabari(teks, jenis) {
    catatan.hidden = !teks;
    catatan.className = `pesan${jenis ? ` pesan--${jenis}` : ""}`;
    catatan.querySelector("[data-teks]").textContent = teks;
  }

  function simpan() {
    const nilai = { pada: Date.now(), isi: {} };
    for (const satu of isian()) {
      if (satu.type === "radio") { if (satu.checked) nilai.isi[satu.name] = satu.value; } else nilai.isi[satu.name] = satu.value;
    }
    try {
      if (nilai.isi.uraian || nilai.isi.judul) localStorage.setItem(kunciDraf, JSON.stringify(nilai));
    } catch { /* penyimpanan penuh atau dimatikan */ }
  }

  function pulihkan() {
    let nilai = null;
    try { nilai = JSON.parse(localStorage.getItem(kunciDraf)); } catch { return; }
    if (!nilai || Date.now() - nilai.pada > umur) { localStorage.removeItem(kunciDraf); return; }
    for (const satu of isian()) {
      if (!(satu.name in nilai.isi)) continue;
      if (satu.type === "radio") satu.checked = satu.value === nilai.isi[satu.name]; else satu.value = nilai.isi[satu.name];
    }
    kabari("Tulisan Anda yang belum terkirim dipulihkan.", "");
  }

  if (!form.hasAttribute("data-bergalat")) pulihkan();
  form.addEventListener("input", simpan);
  const buang = form.querySelector("[data-buang-draf]");
  if (buang) buang.addEventListener("click", () => {
    try { localStorage.removeItem(kunciDraf); } catch { /* tidak ada yang dibuang */ }
    location.reload();
  });

  async function kecilkan(gambar) {
    if (!/^image\/(jpeg|png|webp)$/.test(gambar.type) || gambar.size < 400000 || !window.createImageBitmap) return gambar;
    try {
      const peta = await createImageBitmap(gambar);
      const skala = Math.min(1, 1600 / Math.max(peta.width, peta.height));
      const kanvas = document.createElement("canvas");
      kanvas.width = Math.round(peta.width * skala);
      kanvas.height = Math.round(peta.height * skala);
      kanvas.getContext("2d").drawImage(peta, 0, 0, kanvas.width, kanvas.height);
      const hasil = await new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", 0.85));
      if (!hasil || hasil.size >= gambar.size) return gambar;
      return new File([hasil], gambar.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch { return gambar; }
  }

  function tampilkan() {
    const daftar = form.querySelector("[data-daftar-berkas]");
    if (!daftar) return;
    daftar.textContent = [...berkas.files].map((satu) => satu.name).join(", ");
  }

  async function tambahkan(baru) {
    const wadah = new DataTransfer();
    for (const satu of baru) wadah.items.add(await kecilkan(satu));
    berkas.files = wadah.files;
    tampilkan();
  }

  if (berkas && window.DataTransfer) {
    berkas.addEventListener("change", () => tambahkan([...berkas.files]));
    form.addEventListener("paste", (kejadian) => {
      const gambar = [...(kejadian.clipboardData ? kejadian.clipboardData.files : [])].filter((satu) => satu.type.startsWith("image/"));
      if (!gambar.length) return;
      kejadian.preventDefault();
      const cap = new Date().toISOString().slice(11, 19).replace(/:/g, "");
      const bernama = gambar.map((satu, n) => new File([satu], `tempelan-${cap}-${n + 1}.${satu.type.split("/")[1].replace("jpeg", "jpg")}`, { type: satu.type }));
      tambahkan([...berkas.files, ...bernama]).then(() => kabari("Tangkapan layar ditempelkan.", "berhasil"));
    });
  }

  form.addEventListener("submit", (kejadian) => {
    if (kejadian.submitter && "cariDulu" in kejadian.submitter.dataset) return;
    simpan();
    if (!navigator.onLine) {
      kejadian.preventDefault();
      menunggu = true;
      kabari("Belum ada sinyal. Tulisan Anda aman di sini dan dikirim sendiri begitu tersambung.", "perhatian");
      return;
    }
    if (form.dataset.terkirim) { kejadian.preventDefault(); return; }
    form.dataset.terkirim = "ya";
    if (tombol) tombol.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("online", () => { if (menunggu) { menunggu = false; form.requestSubmit(tombol); } });
  window.addEventListener("pageshow", (kejadian) => { if (kejadian.persisted) { delete form.dataset.terkirim; if (tombol) tombol.removeAttribute("aria-disabled"); } });
})();
