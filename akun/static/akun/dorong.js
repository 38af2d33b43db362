/* Pemberitahuan di perangkat ini: izin diminta hanya sesudah tombolnya ditekan. Tanpa skrip bagian ini tidak menjanjikan apa pun. */
(() => {
  const kotak = document.querySelector("[data-dorong]");
  if (!kotak || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const tombol = kotak.querySelector("button"), kabar = kotak.querySelector("[role=status]"), form = kotak.querySelector("form");
  const beritahu = (teks) => { kabar.textContent = teks; };
  const bita = (teks) => Uint8Array.from(atob(teks.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(teks.length / 4) * 4, "=")), (h) => h.charCodeAt(0));
  const teks = (isi) => btoa(String.fromCharCode(...new Uint8Array(isi))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  tombol.hidden = false;
  if (Notification.permission === "denied") beritahu("Peramban ini menolak pemberitahuan. Izinkan lewat gembok di bilah alamat, lalu kembali ke sini.");
  form.addEventListener("submit", async (k) => {
    k.preventDefault();
    tombol.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") { beritahu("Belum diizinkan. Tidak ada yang berubah."); return; }
      await navigator.serviceWorker.register("/pekerja-luring.js");
      const pekerja = await navigator.serviceWorker.ready;
      const kunci = bita(kotak.dataset.dorong);
      let langganan = await pekerja.pushManager.getSubscription();
      if (langganan && teks(langganan.options.applicationServerKey || new ArrayBuffer(0)) !== kotak.dataset.dorong) { await langganan.unsubscribe(); langganan = null; }
      langganan = langganan || await pekerja.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: kunci });
      form.elements.titik.value = langganan.endpoint;
      form.elements.kunci.value = teks(langganan.getKey("p256dh"));
      form.elements.rahasia.value = teks(langganan.getKey("auth"));
      form.submit();
    } catch { beritahu("Peramban ini belum dapat menerima pemberitahuan. Coba lagi nanti, atau pakai peramban lain."); } finally { tombol.disabled = false; }
  });
})();
