/* Meja penangan: papan ketik, pilihan borongan, kehadiran, jawaban siap, sebutan, salin. Tanpa ini semua tetap berjalan. */
(() => {
  const satu = (pilih, akar = document) => akar.querySelector(pilih);
  const semua = (pilih, akar = document) => [...akar.querySelectorAll(pilih)];
  const siar = (teks) => { const tempat = satu("[data-siar]"); if (tempat) tempat.textContent = teks; };
  const pangkal = "/bantuan/";

  /* --- Daftar: j, k, Enter, x, pilih selembar -------------------------------------------------------------------- */
  const baris = semua("[data-baris]");
  let letak = -1;
  const tuju = (n) => {
    if (!baris.length) return;
    baris[letak]?.classList.remove("baris--kini");
    letak = Math.max(0, Math.min(n, baris.length - 1));
    baris[letak].classList.add("baris--kini");
    satu(".baris__judul", baris[letak]).focus();
    baris[letak].scrollIntoView({ block: "nearest" });
  };
  baris.forEach((li, n) => li.addEventListener("focusin", () => {
    baris[letak]?.classList.remove("baris--kini");
    letak = n;
    li.classList.add("baris--kini");
  }));
  const kotak = semua("[data-baris] input[name=kode]");
  const hitung = () => {
    const n = kotak.filter((k) => k.checked).length;
    const tempat = satu("[data-terpilih]");
    if (tempat) tempat.textContent = n ? `${n} tiket terpilih.` : "Centang tiket untuk bertindak sekaligus.";
  };
  kotak.forEach((k) => k.addEventListener("change", hitung));
  const selembar = satu("[data-semua]");
  if (selembar) {
    selembar.hidden = false;
    selembar.addEventListener("click", () => {
      const nyala = kotak.some((k) => !k.checked);
      kotak.forEach((k) => { k.checked = nyala; });
      selembar.textContent = nyala ? "Lepas semua" : "Pilih selembar";
      hitung();
    });
  }

  /* --- Papan ketik ------------------------------------------------------------------------------------------------ */
  const bantuan = satu("#pintasan");
  const bukaBantuan = () => bantuan?.showModal && !bantuan.open && bantuan.showModal();
  semua("[data-pintasan]").forEach((tombol) => { tombol.hidden = false; tombol.addEventListener("click", bukaBantuan); });
  bantuan?.addEventListener("click", (k) => { if (k.target.closest("[data-tutup]") || k.target === bantuan) bantuan.close(); });
  const mengetik = (el) => el.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const tulis = (nama, ucap) => {
    const pilih = satu(`#tulis-${nama}`);
    const teks = satu("[data-penulis] textarea");
    if (!pilih || !teks) return false;
    pilih.checked = true;
    teks.focus();
    siar(ucap);
    return true;
  };
  const lompat = { q: "antrean/?tampilan=menunggu", s: "antrean/?tampilan=saya", t: "antrean/?tampilan=tim", b: "" };
  let g = 0;
  const tombol = {
    j: () => tuju(letak + 1), k: () => tuju(letak < 0 ? 0 : letak - 1),
    x: () => { if (letak >= 0) { kotak[letak].click(); siar(kotak[letak].checked ? "Terpilih" : "Tidak terpilih"); } },
    r: () => tulis("balas", "Menulis balasan"), n: () => tulis("catat", "Menulis catatan dalam"),
    s: () => tulis("selesai", "Menulis jawaban"),
    a: () => { const form = satu("[data-ambil]"); if (!form) return false; form.requestSubmit(); },
    "/": () => { const cari = satu("#s-cari"); if (!cari) return false; cari.focus(); },
    "?": bukaBantuan,
  };
  document.addEventListener("keydown", (k) => {
    if (k.defaultPrevented || k.ctrlKey || k.metaKey || k.altKey || k.isComposing || satu("dialog[open]")) return;
    if (mengetik(k.target)) {
      if (k.key === "Escape" && k.target.matches("[data-penulis] textarea")) { k.target.blur(); siar("Keluar dari kotak tulis"); }
      return;
    }
    if (Date.now() - g < 1200 && k.key in lompat) { g = 0; k.preventDefault(); location.assign(pangkal + lompat[k.key]); return; }
    g = 0;
    if (k.key === "g") { g = Date.now(); return; }
    if (k.key in tombol && tombol[k.key]() !== false) k.preventDefault();
  });

  /* --- Salin dan cetak -------------------------------------------------------------------------------------------- */
  semua("[data-salin]").forEach((t) => {
    t.hidden = false;
    t.addEventListener("click", async () => {
      const sumber = satu(t.dataset.salin);
      try { await navigator.clipboard.writeText(sumber.value); } catch { sumber.select(); document.execCommand("copy"); }
      siar("Tersalin.");
    });
  });
  semua("[data-cetak]").forEach((t) => { t.hidden = false; t.addEventListener("click", () => print()); });

  /* --- Penulis: draf, jawaban siap, sebutan, kehadiran -------------------------------------------------------------- */
  const penulis = satu("[data-penulis]");
  const teks = penulis && satu("textarea", penulis);
  let rekan = [];
  const sisip = (isi) => {
    const [awal, akhir] = [teks.selectionStart, teks.selectionEnd];
    const sela = awal && !teks.value.slice(0, awal).endsWith("\n") ? "\n" : "";
    teks.setRangeText(sela + isi, awal, akhir, "end");
    teks.focus();
    teks.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const pasangPerkakas = (akar) => {
    rekan = semua("[data-rekan] [data-nama]", akar).map((li) => [li.dataset.nama, li.textContent.trim()]);
    semua("[data-siap]", akar).forEach((tautan) => tautan.addEventListener("click", async (k) => {
      if (!teks || k.ctrlKey || k.metaKey) return;
      k.preventDefault();
      const jawab = await fetch(tautan.dataset.alamat);
      if (!jawab.ok) { location.assign(tautan.href); return; }
      sisip(await jawab.text());
      penulis.elements.siap.value = tautan.dataset.siap;
      siar("Jawaban siap disisipkan. Sunting dulu sebelum dikirim.");
    }));
  };
  semua("[data-muat]").forEach(async (tempat) => {
    try {
      const jawab = await fetch(tempat.dataset.muat, { headers: { "X-Potongan": "ya" } });
      if (!jawab.ok || jawab.redirected) return;
      tempat.innerHTML = await jawab.text();
      pasangPerkakas(tempat);
    } catch { /* tautannya tetap ada */ }
  });
  if (!penulis) return;

  const laci = `tulisan-${penulis.dataset.tiket}`;
  const simpan = () => { try { teks.value ? sessionStorage.setItem(laci, teks.value) : sessionStorage.removeItem(laci); } catch { /* penuh */ } };
  try { if (!teks.value) teks.value = sessionStorage.getItem(laci) || ""; } catch { /* tertutup */ }
  penulis.addEventListener("submit", () => { try { sessionStorage.removeItem(laci); } catch { /* tertutup */ } });

  const daftar = document.createElement("ul");
  daftar.className = "sebut"; daftar.id = "sebut"; daftar.hidden = true;
  daftar.setAttribute("role", "listbox"); daftar.setAttribute("aria-label", "Rekan");
  teks.after(daftar);
  teks.setAttribute("aria-controls", "sebut");
  let kini = 0;
  const cocok = () => (satu("#tulis-catat").checked ? /(?:^|[\s(])@([\w.+-]{0,30})$/.exec(teks.value.slice(0, teks.selectionStart)) : null);
  const pakai = (nama) => {
    const mulai = teks.selectionStart - cocok()[1].length;
    teks.setRangeText(`${nama} `, mulai, teks.selectionStart, "end");
    daftar.hidden = true;
    teks.focus();
  };
  const tampilSebut = () => {
    const hasil = cocok();
    const pilihan = hasil ? rekan.filter((r) => r.join(" ").toLowerCase().includes(hasil[1].toLowerCase())).slice(0, 6) : [];
    daftar.hidden = !pilihan.length;
    kini = Math.min(kini, Math.max(pilihan.length - 1, 0));
    daftar.replaceChildren(...pilihan.map(([nama, sebutan], n) => {
      const li = document.createElement("li");
      li.textContent = sebutan;
      li.dataset.nama = nama;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", String(n === kini));
      li.addEventListener("pointerdown", (k) => { k.preventDefault(); pakai(nama); });
      return li;
    }));
    if (pilihan.length) siar(`${pilihan.length} rekan: ${pilihan[kini][1]}. Panah untuk memilih, Enter untuk memakai.`);
  };
  teks.addEventListener("keydown", (k) => {
    if (daftar.hidden) return;
    const n = daftar.children.length;
    if (k.key === "ArrowDown" || k.key === "ArrowUp") { k.preventDefault(); kini = (kini + (k.key === "ArrowDown" ? 1 : n - 1)) % n; tampilSebut(); }
    else if (k.key === "Enter" || k.key === "Tab") { k.preventDefault(); pakai(daftar.children[kini].dataset.nama); }
    else if (k.key === "Escape") { k.preventDefault(); k.stopPropagation(); daftar.hidden = true; }
  });
  teks.addEventListener("blur", () => { daftar.hidden = true; });

  let ketik = 0;
  const kabar = { hadir: satu("[data-hadir]"), baru: satu("[data-baru]") };
  const tulisKabar = (nama, isi) => {
    if (!kabar[nama]) return;
    const tempat = satu(`[data-${nama}-teks]`, kabar[nama]);
    kabar[nama].hidden = !isi;
    if (tempat.textContent !== isi) tempat.textContent = isi;
  };
  const kirim = (isi) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", penulis.elements.csrfmiddlewaretoken.value);
    data.set("terbaca", penulis.elements.terbaca.value);
    Object.entries(isi).forEach(([nama, nilai]) => data.set(nama, nilai));
    return data;
  };
  const detak = async () => {
    if (document.hidden) return;
    try {
      const jawab = await fetch(penulis.dataset.detak, { method: "POST", body: kirim({ menulis: Date.now() - ketik < 25000 ? "ya" : "" }) });
      if (!jawab.ok || jawab.redirected) return;
      const isi = await jawab.json();
      tulisKabar("hadir", isi.lain.map((o) => `${o.nama} sedang ${o.menulis ? "menulis" : "membuka"} tiket ini.`).join(" "));
      tulisKabar("baru", isi.baru.length ? `Pesan baru dari ${isi.baru.join(", ")}.` : "");
    } catch { /* jaringan putus: dicoba lagi */ }
  };
  teks.addEventListener("input", () => {
    const mulai = Date.now() - ketik > 25000;
    ketik = Date.now();
    simpan();
    tampilSebut();
    if (mulai) detak();
  });
  detak();
  setInterval(detak, 20000);
  document.addEventListener("visibilitychange", detak);
  addEventListener("pagehide", () => navigator.sendBeacon?.(penulis.dataset.detak, kirim({ pergi: "ya" })));
})();
