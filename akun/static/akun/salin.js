// Tombol "Salin tautan": muncul hanya bila peramban dapat menyalin. Tanpa skrip, isian tetap dapat dipilih dan disalin.
(() => {
  "use strict";
  for (const tombol of document.querySelectorAll("[data-salin]")) {
    const isian = document.getElementById(tombol.dataset.salin);
    if (!isian || !navigator.clipboard) continue;
    tombol.hidden = false;
    tombol.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(isian.value);
        tombol.textContent = "Tersalin";
      } catch {
        isian.select();
      }
    });
  }
})();
