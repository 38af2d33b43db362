/* Halaman tiket: draf formulir yang sudah menjadi tiket ini dibuang; kiriman ganda ditahan. */
(() => {
  const halaman = document.querySelector("[data-kunci-kirim]");
  if (halaman) {
    try {
      const nama = halaman.dataset.draf;
      const draf = JSON.parse(localStorage.getItem(nama));
      if (draf && draf.isi.kunci_kirim === halaman.dataset.kunciKirim) localStorage.removeItem(nama);
    } catch { /* tidak ada draf */ }
  }
  document.addEventListener("submit", (kejadian) => {
    const form = kejadian.target;
    if (form.method !== "post") return;
    if (form.dataset.terkirim) kejadian.preventDefault();
    form.dataset.terkirim = "ya";
  });
  window.addEventListener("pageshow", (kejadian) => {
    if (kejadian.persisted) document.querySelectorAll("[data-terkirim]").forEach((satu) => delete satu.dataset.terkirim);
  });
})();
