// Kertas tidak dapat dibuka-tutup: semua lipatan dibuka selama mencetak, lalu kembali seperti semula.
(() => {
  "use strict";
  let tertutup = [];
  addEventListener("beforeprint", () => {
    tertutup = [...document.querySelectorAll("main details:not([open]):not(.menu)")];
    for (const satu of tertutup) satu.open = true;
  });
  addEventListener("afterprint", () => {
    for (const satu of tertutup) satu.open = false;
  });
  // Tombol cetak: tersembunyi tanpa skrip, sebab peramban punya menunya sendiri.
  for (const tombol of document.querySelectorAll("[data-cetak]")) {
    tombol.hidden = false;
    tombol.addEventListener("click", () => print());
  }
})();
