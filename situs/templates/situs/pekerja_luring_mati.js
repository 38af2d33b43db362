/* Saklar darurat: pekerja ini membuang semua kotak, mencabut dirinya, dan tidak menjawab apa pun. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (k) => {
  k.waitUntil(caches.keys().then((semua) => Promise.all(semua.map((nama) => caches.delete(nama)))).then(() => self.registration.unregister()));
});
