/* Formulir bantuan: langkah demi langkah, draf di peramban, tempel gambar, gambar besar dikecilkan, kirim di latar
   dengan kemajuan, dan kirim ulang sendiri ketika sinyal kembali. Tanpa berkas ini formulirnya tetap berjalan. */
(() => {
  const UMUR_DRAF = 7 * 24 * 3600 * 1000;
  const MB = 1024 * 1024;
  const NIK = /(?<!\d)(?:\d[ .\-/]?){15}\d(?![ .\-/]?\d)/;
  let berkasDipilih = [];

  function mulai(form, awal) {
    const $ = (pilih) => form.querySelector(pilih);
    const semua = (pilih) => [...form.querySelectorAll(pilih)];
    const langkah = semua("[data-langkah]");
    const kirim = $("[data-kirim]"), maju = $("[data-maju]"), mundur = $("[data-mundur]");
    const bidang = $("#id_bidang"), masukan = $("input[type=file]"), kabar = $("[data-kabar]");
    const kunciDraf = form.dataset.draf;
    const dibuka = Date.now();
    let kini = 0, mengirim = false, menunggu = 0, nanti = 0;

    // --- kabar di atas formulir
    function kabari(teks, jenis, ya, tidak) {
      kabar.hidden = !teks;
      kabar.className = `pesan${jenis ? ` pesan--${jenis}` : ""}`;
      kabar.querySelector("[data-teks]").textContent = teks;
      [["[data-ya]", ya], ["[data-tidak]", tidak]].forEach(([pilih, isi]) => {
        const tombol = kabar.querySelector(pilih);
        tombol.hidden = !isi;
        tombol.textContent = isi ? isi[0] : "";
        tombol.onclick = isi ? isi[1] : null;
      });
    }

    // --- langkah
    function ke(nomor, fokus) {
      kini = Math.max(0, Math.min(nomor, langkah.length - 1));
      langkah.forEach((satu, n) => { satu.hidden = n !== kini; });
      const akhir = kini === langkah.length - 1;
      mundur.hidden = kini === 0;
      maju.hidden = akhir;
      kirim.hidden = !akhir;
      semua("[data-penunjuk] li").forEach((satu, n) => {
        satu.classList.toggle("sudah", n < kini);
        if (n === kini) satu.setAttribute("aria-current", "step"); else satu.removeAttribute("aria-current");
      });
      const keterangan = $("[data-penunjuk] p");
      if (keterangan) keterangan.textContent = `Langkah ${kini + 1} dari ${langkah.length}`;
      if (akhir) ringkaskan();
      if (fokus) {
        const judul = langkah[kini].querySelector("h2");
        judul.tabIndex = -1;
        judul.focus({ preventScroll: true });
        form.scrollIntoView({ block: "start" });
      }
    }
    const langkahDari = (unsur) => langkah.findIndex((satu) => satu.contains(unsur));
    function tunjukkan(unsur) {
      const nomor = langkahDari(unsur);
      if (nomor >= 0) ke(nomor, false);
      const lipat = unsur.closest("details");
      if (lipat) lipat.open = true;
      unsur.focus();
    }

    // Yang wajib di langkah ini; kalimatnya sama dengan yang dari server bila dikirim juga.
    function kurang() {
      const wajib = [["wilayah", "Pilih wilayahnya: ketik nama atau kode, atau telusuri dari provinsi."],
        ["bidang", "Pilih bidangnya. Bila ragu, pilih “Panduan dan pertanyaan”."],
        ["uraian", "Ceritakan yang terjadi, satu atau dua kalimat pun cukup."]];
      for (const [nama, kalimat] of wajib) {
        const unsur = langkah[kini].querySelector(`#id_${nama}`);
        if (unsur && unsur.offsetParent && !unsur.value.trim() && !(nama === "wilayah" && telusur())) return [unsur, kalimat];
      }
      return null;
    }
    const telusur = () => semua("select[name^=wilayah_], input[name^=wilayah_]:checked").some((satu) => satu.value);
    function tandai(unsur, kalimat) {
      const wadah = unsur.closest(".isian");
      wadah.classList.add("isian--galat");
      let galat = wadah.querySelector(".isian__galat");
      if (!galat) {
        galat = document.createElement("div");
        galat.className = "isian__galat";
        galat.id = `${unsur.id}_error`;
        wadah.insertBefore(galat, wadah.querySelector("input, select, textarea, .pilih-wilayah"));
      }
      galat.textContent = kalimat;
      galat.dataset.setempat = "ya";
      unsur.setAttribute("aria-invalid", "true");
      unsur.setAttribute("aria-describedby", galat.id);
      unsur.focus();
    }
    maju.addEventListener("click", () => {
      const galat = kurang();
      if (galat) return tandai(...galat);
      ke(kini + 1, true);
    });
    mundur.addEventListener("click", () => ke(kini - 1, true));
    form.addEventListener("click", (kejadian) => {
      const tautan = kejadian.target.closest(".galat-ringkas a[href^='#']");
      const tujuan = tautan && document.getElementById(tautan.hash.slice(1));
      if (tujuan) { kejadian.preventDefault(); tunjukkan(tujuan); }
    });
    form.addEventListener("change", (kejadian) => {
      const wadah = kejadian.target.closest(".isian--galat"), galat = wadah && wadah.querySelector("[data-setempat]");
      if (!galat || !kejadian.target.value) return;
      galat.remove();
      wadah.classList.remove("isian--galat");
      wadah.querySelectorAll("[aria-invalid]").forEach((satu) => satu.removeAttribute("aria-invalid"));
    });
    form.addEventListener("toggle", (kejadian) => {
      if (kejadian.target.open && kejadian.target.getAttribute("name") === "rincian")
        semua("details[name=rincian]").forEach((satu) => { if (satu !== kejadian.target) satu.open = false; });
    }, true);

    // --- pertanyaan menurut bidang
    function pilihBidang() {
      let kritis = false;
      semua("[data-bidang]").forEach((satu) => {
        const dipakai = satu.dataset.bidang === bidang.value;
        satu.hidden = satu.disabled = !dipakai;
        kritis = kritis || (dipakai && "kritis" in satu.dataset);
      });
      $("[data-dampak]").hidden = kritis;
      // Pita gangguan: aturannya sama dengan `pita_gangguan` di server.
      const pita = document.querySelector("[data-pita]");
      if (!pita) return;
      const butir = [...pita.querySelectorAll("[data-gangguan]")];
      butir.forEach((satu, n) => { satu.hidden = bidang.value ? satu.dataset.gangguan !== bidang.value : n > 2; });
      pita.hidden = butir.every((satu) => satu.hidden);
    }
    bidang.addEventListener("change", pilihBidang);

    // --- saran jawaban
    const judul = $("#id_judul"), saran = $("#saran");
    let jeda, urut = 0;
    function cariSaran() {
      const ini = ++urut;
      const data = new URLSearchParams({ judul: judul.value, bidang: bidang.value });
      // Kunci kirim mengikat saran yang dibaca dengan tiketnya; `saran_tercatat` disisipkan potongan saran pertama.
      for (const nama of ["csrfmiddlewaretoken", "kunci_kirim", "saran_tercatat"]) {
        const isian = $(`[name=${nama}]`);
        if (isian) data.set(nama, isian.value);
      }
      if (judul.value.trim().length < 3 && !bidang.value) return;
      fetch(form.dataset.saran, { method: "POST", body: data, headers: { "HX-Request": "true" }, credentials: "same-origin" })
        .then((jawab) => (jawab.ok ? jawab.text() : Promise.reject(jawab.status)))
        .then((isi) => { if (ini === urut) saran.innerHTML = isi; })
        .catch(() => {});
    }
    judul.addEventListener("input", () => { clearTimeout(jeda); jeda = setTimeout(cariSaran, 450); });
    bidang.addEventListener("change", cariSaran);

    // --- NIK
    const awas = $("[data-awas-nik]");
    form.addEventListener("input", (kejadian) => {
      if (kejadian.target.matches("textarea, input[type=text]"))
        awas.hidden = !semua("textarea, #id_judul").some((satu) => NIK.test(satu.value));
    });

    // --- draf
    const isian = () => [...form.elements].filter((satu) => satu.name && !satu.disabled &&
      !["csrfmiddlewaretoken", "waktu", "situs_kantor"].includes(satu.name) && !["file", "submit", "button"].includes(satu.type));
    function simpan() {
      const isi = {};
      for (const satu of isian()) {
        if (satu.type === "radio" || satu.type === "checkbox") { if (satu.checked) isi[satu.name] = satu.value; } else isi[satu.name] = satu.value;
      }
      try { if (isi.uraian || isi.judul) localStorage.setItem(kunciDraf, JSON.stringify({ pada: Date.now(), isi, kini })); } catch { /* penuh atau dimatikan */ }
    }
    // Yang masuk: disimpan juga di akunnya, supaya dapat dilanjutkan di perangkat lain. Gagal: draf peramban tetap ada.
    let jedaDraf;
    function keAkun(buangkan) {
      clearTimeout(jedaDraf);
      // Selama draf dari perangkat lain belum dilanjutkan atau dibuang, ia tidak ditimpa.
      if (!form.dataset.simpanDraf || (!buangkan && document.querySelector("[data-draf-server]:not([hidden])"))) return;
      const data = new URLSearchParams();
      for (const satu of isian()) if ((satu.type !== "radio" && satu.type !== "checkbox") || satu.checked) data.set(satu.name, satu.value);
      data.set("csrfmiddlewaretoken", $("[name=csrfmiddlewaretoken]").value);
      if (buangkan) data.set("buang", "ya");
      const tanda = $("[data-draf-tersimpan]");
      fetch(form.dataset.simpanDraf, { method: "POST", body: data, headers: { "X-Kirim": "latar" }, credentials: "same-origin" })
        .then((jawab) => { if (tanda && jawab.ok && !buangkan) tanda.textContent = "Draf tersimpan di akun Anda; dapat dilanjutkan di perangkat lain."; })
        .catch(() => {});
    }
    function buang() { clearTimeout(jedaDraf); try { localStorage.removeItem(kunciDraf); } catch { /* tidak ada */ } }
    function pulihkan(draf) {
      if (draf.isi.bidang) { bidang.value = draf.isi.bidang; pilihBidang(); }
      for (const satu of isian()) {
        if (satu.type === "radio" || satu.type === "checkbox") satu.checked = draf.isi[satu.name] === satu.value;
        else if (satu.name in draf.isi) satu.value = draf.isi[satu.name];
      }
      ke(draf.kini || 0, false);
      kabari("Tulisan Anda dipulihkan. Berkasnya perlu dipilih lagi.", "berhasil");
    }
    function tawarkan() {
      let draf = null;
      try { draf = JSON.parse(localStorage.getItem(kunciDraf)); } catch { return; }
      if (!draf) return;
      if (Date.now() - draf.pada > UMUR_DRAF) return buang();
      const server = document.querySelector("[data-draf-server]");
      if (server && server.dataset.drafServer * 1000 > draf.pada + 60000) return buang(); // ditulis lagi di perangkat lain
      if (server) server.hidden = true;
      const potong = (draf.isi.judul || draf.isi.uraian || "").slice(0, 60);
      kabari(`Ada tulisan yang belum terkirim: “${potong}”.`, "perhatian",
        ["Lanjutkan", () => pulihkan(draf)], ["Buang", () => { buang(); keAkun(true); kabari(""); }]);
    }
    form.addEventListener("input", () => { simpan(); clearTimeout(jedaDraf); jedaDraf = setTimeout(keAkun, 3000); if (kabar.querySelector("[data-tidak]").textContent === "Buang") kabari(""); });

    // --- berkas
    const terima = masukan.accept.split(",");
    async function kecilkan(berkas) {
      if (!/^image\/(jpeg|png|webp)$/.test(berkas.type) || berkas.size < 300000 || !window.createImageBitmap) return berkas;
      try {
        const peta = await createImageBitmap(berkas);
        const skala = Math.min(1, 1600 / Math.max(peta.width, peta.height));
        const kanvas = document.createElement("canvas");
        kanvas.width = Math.round(peta.width * skala);
        kanvas.height = Math.round(peta.height * skala);
        kanvas.getContext("2d").drawImage(peta, 0, 0, kanvas.width, kanvas.height);
        const hasil = await new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", 0.85));
        if (!hasil || hasil.size >= berkas.size) return berkas;
        return new File([hasil], `${berkas.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
      } catch { return berkas; }
    }
    function alasanTolak(berkas) {
      const nama = berkas.name.toLowerCase();
      if (!terima.some((akhiran) => nama.endsWith(akhiran)) && !/^log-\d{4}-\d\d-\d\d\.php$/.test(nama)) return "jenis ini tidak diterima";
      if (berkas.size > 10 * MB) return "lebih dari 10 MB; tulis tautan unduhnya di cerita";
      return "";
    }
    function tampilkanBerkas(ditolak) {
      const daftar = $("[data-daftar-berkas]");
      daftar.textContent = "";
      const baris = (teks, tombol) => {
        const li = document.createElement("li");
        li.append(teks);
        if (tombol) li.append(tombol);
        daftar.append(li);
      };
      berkasDipilih.forEach((satu, n) => {
        const hapus = document.createElement("button");
        hapus.type = "button";
        hapus.className = "tombol-tautan";
        hapus.textContent = "Hapus";
        hapus.setAttribute("aria-label", `Hapus ${satu.name}`);
        hapus.onclick = () => { berkasDipilih.splice(n, 1); pasangBerkas([]); };
        baris(`${satu.name} (${Math.max(1, Math.round(satu.size / 1024))} KB) `, hapus);
      });
      ditolak.forEach((satu) => baris(`“${satu.name}” tidak ikut: ${alasanTolak(satu)}.`));
      daftar.hidden = !daftar.children.length;
    }
    function pasangBerkas(ditolak) {
      const wadah = new DataTransfer();
      berkasDipilih.forEach((satu) => wadah.items.add(satu));
      masukan.files = wadah.files;
      tampilkanBerkas(ditolak);
    }
    async function tambahkan(baru) {
      const ditolak = [];
      for (const satu of baru) {
        const kecil = await kecilkan(satu);
        if (alasanTolak(kecil)) ditolak.push(kecil);
        else if (berkasDipilih.length < 10) berkasDipilih.push(kecil);
      }
      pasangBerkas(ditolak);
    }
    if (window.DataTransfer) {
      masukan.addEventListener("change", () => tambahkan([...masukan.files]));
      form.addEventListener("paste", (kejadian) => {
        const gambar = [...(kejadian.clipboardData ? kejadian.clipboardData.files : [])].filter((satu) => satu.type.startsWith("image/"));
        if (!gambar.length) return;
        kejadian.preventDefault();
        const jam = new Date().toTimeString().slice(0, 8).replace(/:/g, "");
        tambahkan(gambar.map((satu, n) => new File([satu], `tempelan-${jam}-${n + 1}.${satu.type.split("/")[1].replace("jpeg", "jpg")}`, { type: satu.type })))
          .then(() => kabari("Tangkapan layar ditempelkan.", "berhasil"));
      });
    }

    // --- periksa sebelum kirim
    function ringkaskan() {
      const daftar = $("[data-ringkasan]");
      daftar.textContent = "";
      const wilayah = $("#id_wilayah");
      [["Desa", wilayah && wilayah.type !== "hidden" ? (wilayah.tagName === "SELECT" ? wilayah.selectedOptions[0].text : wilayah.value) : ""],
        ["Bidang", bidang.selectedOptions[0] && bidang.value ? bidang.selectedOptions[0].text : ""],
        ["Masalah", judul.value], ["Cerita", $("#id_uraian").value.slice(0, 160)]].forEach(([nama, nilai]) => {
        if (!nilai) return;
        const wadah = document.createElement("div");
        wadah.append(Object.assign(document.createElement("dt"), { textContent: nama }), Object.assign(document.createElement("dd"), { textContent: nilai }));
        daftar.append(wadah);
      });
      daftar.hidden = !daftar.children.length;
    }

    // --- kirim
    const kemajuan = $("[data-kemajuan]");
    function berhenti() { mengirim = false; kirim.removeAttribute("aria-disabled"); kemajuan.hidden = true; }
    function tunggu() {
      berhenti();
      simpan();
      menunggu = Math.min((menunggu || 2) * 2, 60);
      kabari("Sinyal terputus. Tulisan dan berkas Anda aman di halaman ini, dan dikirim sendiri begitu tersambung.", "perhatian", ["Coba sekarang", kirimkan]);
      clearTimeout(nanti);
      nanti = setTimeout(() => { if (document.contains(form)) kirimkan(); }, menunggu * 1000);
    }
    function gantiHalaman(html) {
      const baru = new DOMParser().parseFromString(html, "text/html");
      const utama = baru.querySelector("main"), formBaru = baru.querySelector("[data-tiket-baru]");
      if (!formBaru) {
        const kalimat = baru.querySelector("main p, p");
        return kabari(kalimat ? kalimat.textContent.trim() : "Belum terkirim. Tulisan Anda tersimpan; coba lagi.", "bahaya");
      }
      document.querySelector("main").replaceWith(document.adoptNode(utama));
      document.querySelectorAll("main script[src]").forEach((satu) => {
        const skrip = document.createElement("script");
        skrip.src = satu.src;
        satu.replaceWith(skrip);
      });
      mulai(document.querySelector("[data-tiket-baru]"), false);
    }
    function kirimkan() {
      if (mengirim) return;
      clearTimeout(nanti);
      // Dalam tiga detik server menyangka robot; draf yang dilanjutkan dapat dikirim orang secepat itu.
      const dini = dibuka + 3300 - Date.now();
      if (dini > 0) { kirim.setAttribute("aria-disabled", "true"); nanti = setTimeout(kirimkan, dini); return; }
      mengirim = true;
      clearTimeout(jedaDraf);
      kirim.setAttribute("aria-disabled", "true");
      simpan();
      const pesan = new XMLHttpRequest();
      pesan.open("POST", form.action || location.href);
      pesan.setRequestHeader("X-Kirim", "latar");
      pesan.timeout = 180000;
      pesan.upload.onprogress = (kejadian) => {
        if (!kejadian.lengthComputable || kejadian.total < 50000) return;
        kemajuan.hidden = false;
        kemajuan.querySelector("progress").value = Math.round(kejadian.loaded / kejadian.total * 100);
      };
      pesan.onerror = pesan.ontimeout = tunggu;
      pesan.onload = () => {
        if (pesan.status === 502 || pesan.status === 503 || pesan.status === 504) return tunggu();
        menunggu = 0;
        if (pesan.status === 200 && (pesan.getResponseHeader("Content-Type") || "").includes("json")) {
          buang();
          location.assign(JSON.parse(pesan.responseText).ke);
          return;
        }
        berhenti();
        gantiHalaman(pesan.responseText);
      };
      pesan.send(new FormData(form));
    }
    form.addEventListener("submit", (kejadian) => {
      const tombol = kejadian.submitter;
      if (tombol && (tombol.name || "cariDulu" in tombol.dataset)) { simpan(); return; }
      kejadian.preventDefault();
      if (kini < langkah.length - 1) { maju.click(); return; }
      if (navigator.onLine) kirimkan(); else tunggu();
    });
    // Sinyal yang baru kembali sering masih goyah: jedanya mulai lagi dari yang terpendek. Percobaan yang sedang
    // berjalan dibiarkan; bila ia gagal karena berangkat sebelum tersambung, yang berikut menyusul dalam empat detik.
    window.addEventListener("online", () => { if (menunggu && document.contains(form)) { menunggu = 1; kirimkan(); } });

    // --- mulai
    $("[data-penunjuk]").hidden = false;
    pilihBidang();
    const galat = form.querySelector(".isian--galat");
    ke(galat ? Math.max(0, langkahDari(galat)) : 0, false);
    if (berkasDipilih.length) pasangBerkas([]);
    if (form.querySelector(".galat-ringkas")) form.querySelector(".galat-ringkas").focus();
    else if (awal && !("terikat" in form.dataset)) tawarkan();
  }

  const form = document.querySelector("[data-tiket-baru]");
  if (form) mulai(form, true);
})();
