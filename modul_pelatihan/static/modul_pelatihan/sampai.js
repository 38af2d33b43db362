/* Mengingat balok terakhir yang terbaca, supaya dapat dilanjutkan dari perangkat lain. Satu kiriman saat pembaca pergi. */
(() => {
  "use strict";
  const alamat = document.currentScript.dataset.alamat;
  const tanda = document.querySelector("input[name=csrfmiddlewaretoken]");
  const balok = [...document.querySelectorAll(".naskah > [id], .naskah .tindakan > [id]")];
  if (!tanda || balok.length < 2 || !("IntersectionObserver" in window)) return;
  let terakhir = "", terkirim = "";
  const lihat = new IntersectionObserver((semua) => {
    for (const satu of semua) if (satu.isIntersecting) terakhir = satu.target.id;
  }, { rootMargin: "0px 0px -40% 0px" });
  for (const satu of balok) lihat.observe(satu);
  const kirim = () => {
    if (!terakhir || terakhir === terkirim || terakhir === balok[0].id) return;
    terkirim = terakhir;
    const isi = new FormData();
    isi.append("balok", terakhir);
    isi.append("csrfmiddlewaretoken", tanda.value);
    navigator.sendBeacon(alamat, isi);
  };
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && kirim());
  addEventListener("pagehide", kirim);
})();
