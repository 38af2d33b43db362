// Kunci keamanan yang gagal menyebut sebabnya dan jalan lain; pustakanya hanya menulis ke konsol.
(() => {
  "use strict";
  const SEBAB = {
    NotAllowedError: "Dibatalkan, atau tidak ada kunci yang cocok di perangkat ini. Coba lagi, atau pakai kata sandi.",
    InvalidStateError: "Perangkat ini sudah terdaftar sebagai kunci di akun Anda.",
    SecurityError: "Kunci keamanan hanya bekerja di alamat situs yang resmi (https). Pakai kata sandi dahulu.",
  };
  const lain = "Perangkat atau peramban ini belum dapat memakai kunci keamanan. Pakai kata sandi, atau kode dari aplikasi.";
  document.addEventListener("allauth.error", (kejadian) => {
    kejadian.preventDefault();
    const judul = document.querySelector("main h1");
    const kotak = document.getElementById("kunci-gagal") || document.createElement("p");
    kotak.id = "kunci-gagal";
    kotak.className = "pesan pesan--bahaya";
    kotak.setAttribute("role", "alert");
    kotak.textContent = SEBAB[kejadian.detail.exception?.name] || lain;
    judul.after(kotak);
    judul.scrollIntoView({ block: "nearest" });
  });
})();
