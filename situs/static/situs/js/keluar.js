/* Keluar membuang semua simpanan di perangkat. Yang belum terkirim disebut dahulu, sebab ikut terbuang.
   Tiap antrean mencatat jumlahnya di localStorage, pada kunci yang diawali "belum-terkirim". */
document.addEventListener("submit", (kejadian) => {
  if (!kejadian.target.matches('form[action$="/akun/logout/"]')) return;
  let belum = 0;
  try {
    for (const nama of Object.keys(localStorage)) if (nama.startsWith("belum-terkirim")) belum += Number(localStorage.getItem(nama)) || 0;
  } catch (galat) { return; }
  if (belum && !confirm(`${belum} pekerjaan di perangkat ini belum terkirim dan akan hilang bila Anda keluar. Tetap keluar?`)) kejadian.preventDefault();
});
