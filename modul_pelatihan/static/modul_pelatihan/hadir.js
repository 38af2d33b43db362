/* Daftar hadir tanpa jaringan: kiriman yang gagal disimpan di ponsel dengan jam catatnya, dikirim begitu jaringan kembali.
   Tanpa skrip ini formulirnya tetap formulir biasa. */
(() => {
  const formulir = document.getElementById("daftar-hadir");
  if (!formulir || !window.fetch) return;
  const kotak = document.getElementById("hadir-luring");
  const kunci = "hadir-" + formulir.dataset.sesi;

  const kirim = async (isi) => {
    const data = new URLSearchParams(isi);
    data.set("csrfmiddlewaretoken", formulir.elements.csrfmiddlewaretoken.value);
    const jawab = await fetch(location.pathname, { method: "POST", body: data, headers: { "X-Luring": "1" } });
    return jawab.ok || jawab.status === 422;
  };

  const kosongkan = async () => {
    const isi = localStorage.getItem(kunci);
    kotak.hidden = !isi;
    if (!isi) return;
    try {
      if (await kirim(isi)) {
        localStorage.removeItem(kunci);
        location.reload();
      }
    } catch { /* masih terputus; dicoba lagi saat jaringan kembali */ }
  };

  formulir.addEventListener("submit", (peristiwa) => {
    formulir.elements.pada.value = new Date().toISOString();
    if (navigator.onLine) return;
    peristiwa.preventDefault();
    localStorage.setItem(kunci, new URLSearchParams(new FormData(formulir)).toString());
    kotak.hidden = false;
    kotak.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", kosongkan);
  kosongkan();
})();
