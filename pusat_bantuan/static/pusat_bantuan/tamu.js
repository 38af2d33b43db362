/* Tombol salin tautan; tanpa skrip tautannya tetap dapat dipilih dan disalin. */
(() => {
  const isian = document.querySelector("[data-salin]"), tombol = document.querySelector("[data-tombol-salin]");
  if (!isian || !tombol) return;
  tombol.hidden = false;
  isian.addEventListener("focus", () => isian.select());
  tombol.addEventListener("click", () => {
    isian.select();
    const selesai = () => { tombol.lastChild.textContent = "Tersalin"; };
    if (navigator.clipboard) navigator.clipboard.writeText(isian.value).then(selesai, () => document.execCommand("copy") && selesai());
    else if (document.execCommand("copy")) selesai();
  });
})();
