/* Mendaftarkan halaman luring; peramban tanpa pekerja layanan tidak terganggu. */
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/pekerja-luring.js").catch(() => {});
