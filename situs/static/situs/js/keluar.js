/* Keluar membuang semua simpanan di perangkat. Yang belum terkirim disebut dahulu, sebab ikut terbuang. */
document.addEventListener("submit", (kejadian) => {
  if (!kejadian.target.matches('form[action$="/akun/logout/"]')) return;
  let belum = 0;
  try { belum = Number(localStorage.getItem("belum-terkirim")) || 0; } catch (galat) { return; }
  if (belum && !confirm(`${belum} pekerjaan di perangkat ini belum terkirim dan akan hilang bila Anda keluar. Tetap keluar?`)) kejadian.preventDefault();
});
