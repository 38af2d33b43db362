/* Layar QR kehadiran: kode dan hitungan diperbarui tanpa memuat ulang halaman. Tanpa skrip, halamannya memuat ulang sendiri. */
(() => {
  "use strict";
  const putus = document.getElementById("layar-putus");
  const segarkan = async () => {
    try {
      const jawab = await fetch(location.href, { cache: "no-store" });
      const baru = jawab.ok && !jawab.redirected && new DOMParser().parseFromString(await jawab.text(), "text/html").getElementById("layar-hadir");
      if (!baru) throw new Error(String(jawab.status));
      document.getElementById("layar-hadir").replaceWith(document.adoptNode(baru));
      putus.hidden = true;
    } catch (galat) {
      putus.hidden = false;
    }
  };
  setInterval(() => { if (!document.hidden) segarkan(); }, 8000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) segarkan(); });
})();
