/* Halaman luring: bila jaringan putus, pembukaan halaman dijawab dari sini. Isi halaman lain tidak disimpan. */
const KOTAK = "luring-{{ versi }}";
const LURING = "/luring/";
const PAKAIAN = [LURING, "{% static 'situs/css/situs.css' %}", "{% static 'situs/ikon.svg' %}"];
self.addEventListener("install", (k) => {
  const permintaan = PAKAIAN.map((alamat) => new Request(alamat, { credentials: "omit", cache: "reload" }));
  k.waitUntil(caches.open(KOTAK).then((kotak) => kotak.addAll(permintaan)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (k) => {
  k.waitUntil(caches.keys().then((semua) => Promise.all(semua.filter((nama) => nama !== KOTAK).map((nama) => caches.delete(nama)))));
});
self.addEventListener("fetch", (k) => {
  if (k.request.mode === "navigate") {
    k.respondWith(fetch(k.request).catch(() => caches.match(LURING)));
  } else if (k.request.method === "GET" && PAKAIAN.includes(new URL(k.request.url).pathname)) {
    k.respondWith(fetch(k.request).catch(() => caches.match(k.request)));
  }
});
