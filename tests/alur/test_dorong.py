"""Pemberitahuan di perangkat: izin, langganan, pekerja layanan yang menampilkannya, ketukan yang membuka topik, dan lepas."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from akun.dorong import Pesan, muatan
from tests.alur.panggung import Cerita

# Chromium tanpa kepala tidak punya layanan dorong: hanya jawabannya yang ditirukan, kuncinya sungguhan.
LAYANAN_TIRUAN = """
PushManager.prototype.subscribe = async function (pilihan) {
  if (!pilihan.userVisibleOnly || pilihan.applicationServerKey.byteLength !== 65) throw new Error("pilihan");
  const kunci = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const umum = await crypto.subtle.exportKey("raw", kunci.publicKey), rahasia = crypto.getRandomValues(new Uint8Array(16)).buffer;
  return { endpoint: "https://dorong.contoh.example/kirim/" + crypto.randomUUID(), getKey: (nama) => (nama === "auth" ? rahasia : umum) };
};
"""
# Ketukan sistem tidak ada di peramban tanpa kepala: peristiwanya dibuat di dalam pekerja layanannya sendiri.
KETUK = """async (urutan) => {
  const dibuka = []; let selesai;
  self.clients.openWindow = async (alamat) => { dibuka.push(alamat); };
  const [satu] = (await self.registration.getNotifications()).slice(urutan);
  const ketukan = new NotificationEvent("notificationclick", { notification: satu });
  ketukan.waitUntil = (janji) => { selesai = janji; };
  self.dispatchEvent(ketukan);
  await selesai;
  return dibuka;
}"""
TAMPIL = (
    "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(n => n.map(s => [s.title, s.body, s.data.url]))"
)


class PemberitahuanDiPerangkat(Cerita):
    def test_dinyalakan_muncul_diketuk_membuka_topik_lalu_dilepas(self):
        ani = self.ponsel("ani", permissions=["notifications"])
        ani.add_init_script(LAYANAN_TIRUAN)
        ani.goto("/forum/terbaru/")
        topik = ani.locator(
            "main .baris__judul[href^='/forum/t/'], main h2 a[href^='/forum/t/'], main a[href^='/forum/t/']"
        ).first
        judul, alamat = topik.inner_text().strip(), topik.get_attribute("href")
        ani.goto("/akun/profil/")
        ani.get_by_role("button", name="Nyalakan di perangkat ini").click()
        expect(ani.get_by_text("Pemberitahuan di perangkat ini menyala.")).to_be_visible()
        lepas = ani.get_by_role("button", name=re.compile("^Lepas"))
        expect(lepas).to_have_count(1)
        self.periksa(ani, "profil-pemberitahuan")

        sesi, daftar = ani.context.new_cdp_session(ani), []
        sesi.on("ServiceWorker.workerRegistrationUpdated", lambda isi: daftar.extend(isi["registrations"]))
        sesi.send("ServiceWorker.enable")
        ani.wait_for_function("navigator.serviceWorker.ready.then(r => r.active.state === 'activated')")
        for _ in range(300):  # peristiwanya tiba sesudah perintahnya dijawab
            if daftar:
                break
            ani.wait_for_timeout(100)
        (nomor,) = {satu["registrationId"] for satu in daftar if not satu["isDeleted"]}

        def kirim(*, kunci: str, judul: str, url: str) -> None:
            data = muatan(Pesan(judul, "Sudah dicoba?", url, kunci)).decode()
            tujuan = {"origin": self.panggung.alamat, "registrationId": nomor, "data": data}
            sesi.send("ServiceWorker.deliverPushMessage", tujuan)

        kirim(kunci="forum:1", judul="Budi membalas", url=alamat)
        ani.wait_for_function(f"{TAMPIL}.then(isi => isi.length === 1)")
        kirim(kunci="forum:1", judul="2 balasan baru", url=alamat)  # berkunci sama: yang lama tergantikan
        ani.wait_for_function(f"{TAMPIL}.then(isi => isi[0]?.[0] === '2 balasan baru')")
        self.assertEqual(ani.evaluate(TAMPIL), [["2 balasan baru", "Sudah dicoba?", alamat]])
        (pekerja,) = ani.context.service_workers
        (dibuka,) = pekerja.evaluate(KETUK, 0)
        ani.goto(dibuka)
        expect(ani.get_by_role("heading", level=1)).to_have_text(judul)
        self.assertEqual(ani.evaluate(TAMPIL), [])  # ketukan menutupnya
        kirim(kunci="x", judul="Menipu", url="https://jahat.example/")
        ani.wait_for_function(f"{TAMPIL}.then(isi => isi.length === 1)")
        self.assertEqual(pekerja.evaluate(KETUK, 0), [])

        ani.goto("/akun/profil/")
        lepas.click()
        expect(ani.get_by_text("Perangkat itu tidak lagi menerima pemberitahuan.")).to_be_visible()
        expect(lepas).to_have_count(0)

    def test_yang_menolak_izin_tidak_berlangganan_apa_pun(self):
        eko = self.ponsel("eko")
        eko.add_init_script(LAYANAN_TIRUAN + "Notification.requestPermission = async () => 'denied';")
        eko.goto("/akun/profil/")
        eko.get_by_role("button", name="Nyalakan di perangkat ini").click()
        expect(eko.get_by_text("Belum diizinkan. Tidak ada yang berubah.")).to_be_visible()
        expect(eko.get_by_role("button", name=re.compile("^Lepas"))).to_have_count(0)
