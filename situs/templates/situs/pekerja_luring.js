/* Satu pekerja layanan untuk seluruh rumah. Ia tidak pernah menyimpan sendiri: halaman yang diminta orangnya untuk disimpan
   ditaruh skrip halaman itu ke kotak bernama "simpan-…", dan baru dipakai bila jaringan putus atau
   tidak menjawab. Kotak "luring-…" berisi halaman penggantinya. Saklar darurat: LURING=0 di lingkungan server. */
const KOTAK = "luring-{{ versi }}";
const LURING = "/luring/";
const PAKAIAN = [LURING, "{% static 'situs/css/situs.css' %}", "{% static 'situs/ikon.svg' %}"];
const SABAR = 6000;
self.addEventListener("install", (k) => {
  const permintaan = PAKAIAN.map((alamat) => new Request(alamat, { credentials: "omit", cache: "reload" }));
  k.waitUntil(caches.open(KOTAK).then((kotak) => kotak.addAll(permintaan)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (k) => {
  const basi = (nama) => nama.startsWith("luring-") && nama !== KOTAK;
  k.waitUntil(caches.keys().then((semua) => Promise.all(semua.filter(basi).map((nama) => caches.delete(nama)))));
});
/* Pemberitahuan: isinya sudah tersandi untuk peramban ini saja; menekannya membuka halaman di situs ini. */
self.addEventListener("push", (k) => {
  let isi = {};
  try { isi = k.data.json(); } catch { /* muatan kosong */ }
  k.waitUntil(self.registration.showNotification(isi.judul || "Pusat Bantuan", {
    body: isi.isi || "", tag: isi.kunci || "kabar", icon: "{% static 'situs/gambar/ikon-192.png' %}", lang: "id", data: { url: isi.url || "/kabar/" },
  }));
});
self.addEventListener("notificationclick", (k) => {
  k.notification.close();
  const tujuan = new URL(k.notification.data.url, location.origin);
  if (tujuan.origin !== location.origin) return;
  k.waitUntil(self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((buka) => {
    const ada = buka.find((satu) => new URL(satu.url).pathname === tujuan.pathname);
    return ada ? ada.focus() : self.clients.openWindow(tujuan.href);
  }));
});
/* Yang terbaru disimpan dahulu yang dijawab: pembaruan mengganti kotak sesudah semuanya lengkap. */
async function simpanan(permintaan) {
  const nama = (await caches.keys()).filter((satu) => satu.startsWith("simpan-")).reverse();
  for (const satu of [...nama, KOTAK]) {
    const ada = await (await caches.open(satu)).match(permintaan, { ignoreVary: true, ignoreSearch: permintaan.mode === "navigate" });
    if (ada) return ada;
  }
}
async function buka(permintaan) {
  const ada = await simpanan(permintaan);
  if (!ada) return fetch(permintaan).catch(() => caches.match(LURING));
  const jaringan = fetch(permintaan);
  jaringan.catch(() => {});
  const habis = new Promise((jawab) => setTimeout(jawab, SABAR, ada));
  return Promise.race([jaringan.then((j) => (j.status >= 502 && j.status <= 504 ? ada : j), () => ada), habis]);
}
self.addEventListener("fetch", (k) => {
  const alamat = new URL(k.request.url);
  if (k.request.method !== "GET" || alamat.origin !== location.origin) return;
  if (k.request.mode === "navigate") k.respondWith(buka(k.request));
  else if (/^\/(statis|media\/images)\//.test(alamat.pathname))
    k.respondWith(fetch(k.request).catch(async () => (await simpanan(k.request)) || Response.error()));
});
