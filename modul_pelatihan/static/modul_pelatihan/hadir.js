/* Daftar hadir tanpa jaringan: dikirim lewat skrip; yang tidak sampai disimpan di ponsel dengan jam catatnya dan dikirim
   begitu jaringan kembali. Yang tersimpan baru dibuang sesudah server menjawab. Tanpa skrip, formulirnya formulir biasa. */
(() => {
  "use strict";
  const formulir = document.getElementById("daftar-hadir");
  if (!formulir || !window.fetch) return;
  const kotak = document.getElementById("hadir-luring"), sebab = document.getElementById("hadir-sebab");
  const kunci = "hadir-" + formulir.dataset.sesi;
  const SEBAB = "Jaringan terputus. Daftar ini tersimpan di ponsel ini dan terkirim sendiri begitu jaringan kembali.";
  const tampil = (teks) => { sebab.textContent = teks; kotak.hidden = false; kotak.scrollIntoView({ block: "center" }); };
  let sedang = false;

  /* Benar bila server menerimanya. Dialihkan (ke pintu masuk) berarti belum diterima. */
  const kirim = async (isi) => {
    const data = new URLSearchParams(isi);
    data.set("csrfmiddlewaretoken", formulir.elements.csrfmiddlewaretoken.value);
    const jawab = await fetch(location.pathname, { method: "POST", body: data, redirect: "manual", headers: { "X-Luring": "1" } });
    if (jawab.status === 422) { tampil((await jawab.json()).galat); return false; }
    if (!jawab.ok) { tampil("Server belum menerimanya. Masuk lagi di jendela lain, lalu muat ulang halaman ini; daftarnya tetap tersimpan."); return false; }
    return true;
  };
  const kosongkan = async () => {
    const isi = localStorage.getItem(kunci);
    if (!isi || sedang) return;
    sedang = true;
    try {
      if (await kirim(isi)) { localStorage.removeItem(kunci); location.assign(formulir.dataset.sesudah); }
    } catch (galat) {
      tampil(SEBAB);
    }
    sedang = false;
  };
  formulir.addEventListener("submit", (peristiwa) => {
    formulir.elements.pada.value = new Date().toISOString();
    try {
      localStorage.setItem(kunci, new URLSearchParams(new FormData(formulir)).toString());
    } catch (galat) {
      return; // penyimpanan ditutup: formulir biasa
    }
    peristiwa.preventDefault();
    kosongkan();
  });
  addEventListener("online", kosongkan);
  if (localStorage.getItem(kunci)) kosongkan();
})();
