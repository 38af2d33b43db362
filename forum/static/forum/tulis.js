/* Kotak tulis: gambar ditempel, dijatuhkan, atau dipilih (dikecilkan dulu); saran sebutan; draf di peramban dan di situs.
   Tanpa berkas ini formulirnya tetap berjalan: gambar ikut formulir, draf tersimpan saat "Lihat dulu". */
(() => {
  const SISI = 1600, BESAR = 400 * 1024, UMUR = 7 * 24 * 3600 * 1000;

  const kuki = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  async function kirim(alamat, isi) {
    const jawab = await fetch(alamat, { method: "POST", body: isi, headers: { "X-CSRFToken": kuki() }, credentials: "same-origin" });
    const data = await jawab.json().catch(() => ({}));
    if (!jawab.ok) throw new Error(data.galat || "Belum terkirim. Periksa sambungan, lalu coba lagi.");
    return data;
  }

  async function kecilkan(berkas) {
    if (berkas.size < BESAR || !self.createImageBitmap) return berkas;
    try {
      const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
      const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
      const kanvas = document.createElement("canvas");
      kanvas.width = Math.round(gambar.width * skala);
      kanvas.height = Math.round(gambar.height * skala);
      kanvas.getContext("2d").drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
      const hasil = await new Promise((beres) => kanvas.toBlob(beres, "image/jpeg", 0.85));
      return hasil && hasil.size < berkas.size ? hasil : berkas;
    } catch { return berkas; }
  }

  function pasang(kotak) {
    const teks = kotak.querySelector("textarea"), masukan = kotak.querySelector("input[type=file]");
    const kabar = kotak.querySelector("[data-kabar]"), calon = kotak.querySelector(".sebutan-calon");
    const form = teks.form, judul = form.querySelector("#id_judul");
    const kunci = `forum:${kotak.dataset.orang}:${kotak.dataset.draf}`;
    const beritahu = (kalimat) => { kabar.textContent = kalimat; };

    function sisipkan(isi, dari = teks.selectionStart, sampai = teks.selectionEnd) {
      teks.setRangeText(isi, dari, sampai, "end");
      teks.dispatchEvent(new Event("input", { bubbles: true }));
    }

    // --- gambar
    async function unggah(berkas) {
      const tanda = `![mengunggah ${Math.random().toString(36).slice(2, 8)}]()`;
      sisipkan(`\n${tanda}\n`);
      beritahu("Gambar sedang diunggah…");
      let isi = "";
      try {
        const data = new FormData();
        data.append("gambar", await kecilkan(berkas), berkas.name || "gambar.jpg");
        isi = `![gambar](${(await kirim(kotak.dataset.unggah, data)).alamat})`;
        beritahu("Gambar masuk ke tulisan.");
      } catch (galat) { beritahu(galat.message); }
      const letak = teks.value.indexOf(tanda);
      if (letak >= 0) sisipkan(isi, letak, letak + tanda.length);
    }
    const gambarDari = (daftar) => [...(daftar || [])].filter((satu) => satu.type.startsWith("image/"));
    masukan.addEventListener("change", async () => {
      const daftar = gambarDari(masukan.files);
      if (!daftar.length) return;
      masukan.value = "";
      for (const satu of daftar) await unggah(satu);
    });
    teks.addEventListener("paste", (e) => {
      const daftar = gambarDari(e.clipboardData?.files);
      if (daftar.length) { e.preventDefault(); daftar.forEach(unggah); }
    });
    teks.addEventListener("drop", (e) => {
      const daftar = gambarDari(e.dataTransfer?.files);
      if (daftar.length) { e.preventDefault(); daftar.forEach(unggah); }
    });

    // --- sebutan
    let tunggu = 0, pilih = -1;
    const tutup = () => { calon.hidden = true; calon.replaceChildren(); pilih = -1; teks.removeAttribute("aria-activedescendant"); };
    const kata = () => /(?:^|[\s(])@([\w.+-]{0,30})$/.exec(teks.value.slice(0, teks.selectionStart));
    function pakai(nama) {
      const cocok = kata();
      if (cocok) sisipkan(`${nama} `, teks.selectionStart - cocok[1].length, teks.selectionStart);
      tutup();
      teks.focus();
    }
    function tandai(n) {
      const daftar = [...calon.children];
      pilih = (n + daftar.length) % daftar.length;
      daftar.forEach((satu, i) => satu.setAttribute("aria-selected", String(i === pilih)));
      teks.setAttribute("aria-activedescendant", daftar[pilih].id);
    }
    async function cari() {
      const cocok = kata();
      if (!cocok) return tutup();
      const jawab = await fetch(`${kotak.dataset.sebut}&q=${encodeURIComponent(cocok[1])}`, { credentials: "same-origin" });
      if (!jawab.ok || !kata()) return tutup();
      const { orang } = await jawab.json();
      calon.replaceChildren(...orang.map((satu, n) => {
        const butir = document.createElement("li");
        butir.id = `sebutan-${n}`;
        butir.setAttribute("role", "option");
        butir.textContent = `${satu.nama} @${satu.sebutan}`;
        butir.dataset.sebutan = satu.sebutan;
        butir.addEventListener("mousedown", (e) => { e.preventDefault(); pakai(satu.sebutan); });
        return butir;
      }));
      calon.hidden = !orang.length;
      if (orang.length) tandai(0);
    }
    teks.addEventListener("input", () => { clearTimeout(tunggu); if (kata()) tunggu = setTimeout(cari, 200); else tutup(); });
    teks.addEventListener("blur", () => setTimeout(tutup, 150));
    teks.addEventListener("keydown", (e) => {
      if (calon.hidden) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); tandai(pilih + (e.key === "ArrowDown" ? 1 : -1)); }
      else if (e.key === "Enter" || e.key === "Tab") { e.preventDefault(); pakai(calon.children[pilih].dataset.sebutan); }
      else if (e.key === "Escape") { e.preventDefault(); tutup(); }
    });

    // --- draf: di peramban seketika, di situs sesudah diam sebentar, dan sekali lagi tepat sebelum dikirim
    const awal = teks.value, belumAda = kotak.dataset.drafAda !== "1";
    const isian = () => `${judul?.value || ""}\n${teks.value}`;
    const mengunggah = () => teks.value.includes("![mengunggah");
    let punya = [awal.trim()]; // isi draf yang berasal dari peramban ini
    let terkirim = isian(), jeda = 0, berjalan, sedang = false, lewat = false;

    function simpan() {
      const isi = { sumber: teks.value, judul: judul?.value || "", saat: Date.now(), punya };
      try { localStorage.setItem(kunci, JSON.stringify(isi)); } catch { /* penuh atau terlarang */ }
    }

    function lupakan() {
      try { localStorage.removeItem(kunci); } catch { /* terlarang */ }
    }

    function pulihkan() {
      const lama = JSON.parse(localStorage.getItem(kunci) || "null");
      if (!lama?.sumber || lama.sumber === awal || Date.now() - lama.saat > UMUR) return;
      // Draf dari perangkat lain lebih baru.
      const dulu = lama.punya || [];
      if (!belumAda && !dulu.includes(awal.trim())) return;
      punya = [...dulu.slice(-4), awal.trim()];
      const kutipan = new URLSearchParams(location.search).has("kutip") && !lama.sumber.includes(awal.trim());
      teks.value = kutipan ? `${lama.sumber.trimEnd()}\n\n${awal}` : lama.sumber;
      if (judul && lama.judul && !judul.value) judul.value = lama.judul;
      beritahu("Tulisan Anda yang belum terkirim dipulihkan.");
    }

    /* Kosong, atau kalimat mengapa mengirim sekarang akan menghilangkan tulisan. */
    async function keSitus(pergi = false) {
      await berjalan;
      if (isian() === terkirim || mengunggah()) return "";
      punya = [...punya.slice(-4), teks.value.trim()];
      simpan();
      berjalan = titipkan(isian(), pergi);
      return berjalan;
    }

    async function titipkan(kini, keepalive) {
      const body = new FormData(), henti = new AbortController(), batas = setTimeout(() => henti.abort(), 15000);
      body.append("kunci", kotak.dataset.draf);
      body.append("sumber", teks.value);
      body.append("judul", judul?.value || "");
      try {
        const jawab = await fetch(kotak.dataset.drafUrl, {
          method: "POST", body, keepalive, headers: { "X-CSRFToken": kuki() }, redirect: "manual", signal: henti.signal,
        });
        if (jawab.type === "opaqueredirect" || jawab.status === 403)
          return "Sesi Anda sudah berakhir. Muat ulang halaman ini dan masuk lagi; tulisan Anda dipulihkan.";
        if (jawab.status === 404) return "Halaman ini tidak lagi terbuka bagi Anda. Salin dulu tulisan Anda.";
        if (jawab.ok) { terkirim = kini; beritahu("Draf tersimpan."); }
        return "";
      } catch {
        return "Sambungan terputus. Tulisan Anda tersimpan di perangkat ini; kirim lagi sesudah tersambung.";
      } finally { clearTimeout(batas); }
    }

    function berubah() {
      simpan();
      clearTimeout(jeda);
      jeda = setTimeout(() => keSitus(), 4000);
    }

    async function kirimkan(tombol) {
      clearTimeout(jeda);
      beritahu("Mengirim…");
      const halangan = mengunggah() ? "Gambar masih diunggah. Tunggu sebentar, lalu tekan lagi." : await keSitus();
      sedang = false;
      if (halangan) {
        beritahu(halangan);
        kabar.scrollIntoView({ block: "center" });
        return;
      }
      lewat = true;
      lupakan();
      form.requestSubmit(tombol);
    }

    try { pulihkan(); } catch { lupakan(); }
    teks.addEventListener("input", berubah);
    judul?.addEventListener("input", berubah);
    form.addEventListener("submit", (e) => {
      if (lewat || (isian() === terkirim && !mengunggah())) {
        lewat = true;
        return lupakan();
      }
      e.preventDefault();
      if (sedang) return;
      sedang = true;
      kirimkan(e.submitter);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || lewat || sedang) return;
      clearTimeout(jeda);
      keSitus(true);
    });
    addEventListener("pageshow", (e) => { if (e.persisted) lewat = false; });
  }

  document.querySelectorAll("[data-tulis]").forEach(pasang);
})();
