/* Membuka <dialog> dari tautan biasa: <a href="/halaman-konfirmasi/" data-dialog="id-dialog">. Tanpa skrip ini
   tautannya tetap berjalan. Tombol [data-tutup] menutup; klik di luar kotak juga. */
document.addEventListener("click", (kejadian) => {
  const pembuka = kejadian.target.closest("[data-dialog]");
  if (pembuka) {
    const dialog = document.getElementById(pembuka.dataset.dialog);
    if (dialog && dialog.showModal) {
      kejadian.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const penutup = kejadian.target.closest("dialog [data-tutup]");
  if (penutup) {
    kejadian.preventDefault();
    penutup.closest("dialog").close();
  } else if (kejadian.target.nodeName === "DIALOG") {
    kejadian.target.close();
  }
});
