/* Pemilih wilayah: kotak gabung ARIA di atas /wilayah/cari/, dan daftar pilih bertingkat tanpa muat ulang.
   Tanpa berkas ini isiannya tetap berjalan lewat formulir biasa. */
(function () {
  "use strict";
  var urut = 0;

  function siapkan(akar) {
    if (akar.dataset.siap) return;
    akar.dataset.siap = "ya";
    var kotak = akar.querySelector("input[type=text]");
    var letak = akar.querySelector("[data-letak]");
    var saran = document.createElement("ul");
    var kabar = document.createElement("p");
    var nomor = ++urut, kini = -1, hasil = [], jeda = 0, permintaan = 0, dipilih = kotak.value;

    saran.id = "saran-wilayah-" + nomor;
    saran.className = "pilih-wilayah__saran";
    saran.setAttribute("role", "listbox");
    saran.setAttribute("aria-label", "Wilayah yang cocok");
    saran.hidden = true;
    kabar.className = "pilih-wilayah__kabar";
    kabar.setAttribute("role", "status");
    kotak.setAttribute("role", "combobox");
    kotak.setAttribute("aria-autocomplete", "list");
    kotak.setAttribute("aria-expanded", "false");
    kotak.setAttribute("aria-controls", saran.id);
    kotak.insertAdjacentElement("afterend", saran);
    akar.appendChild(kabar);
    muatGaya(akar.dataset.gaya);

    function tutup() {
      saran.hidden = true;
      kini = -1;
      kotak.setAttribute("aria-expanded", "false");
      kotak.removeAttribute("aria-activedescendant");
    }

    function sorot(ke) {
      kini = hasil.length ? (ke + hasil.length) % hasil.length : -1;
      Array.prototype.forEach.call(saran.children, function (butir, i) {
        butir.setAttribute("aria-selected", i === kini ? "true" : "false");
      });
      if (kini >= 0) {
        kotak.setAttribute("aria-activedescendant", saran.children[kini].id);
        saran.children[kini].scrollIntoView({ block: "nearest" });
      }
    }

    function pakai(satu) {
      dipilih = kotak.value = satu.isi;
      letak.textContent = satu.konteks;
      letak.hidden = !satu.konteks;
      kabar.textContent = satu.nama + " dipilih.";
      tutup();
      akar.querySelectorAll(".pilih-wilayah__calon").forEach(function (calon) { calon.remove(); });
      kotak.dispatchEvent(new CustomEvent("wilayah:dipilih", { bubbles: true, detail: satu }));
      kotak.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function tampilkan(daftar, teks) {
      hasil = daftar;
      saran.textContent = "";
      daftar.forEach(function (satu, i) {
        var butir = document.createElement("li");
        butir.id = saran.id + "-" + i;
        butir.setAttribute("role", "option");
        butir.appendChild(document.createElement("strong")).textContent = satu.nama;
        butir.appendChild(document.createElement("span")).textContent = (satu.konteks ? satu.konteks + " · " : "") + satu.kode;
        butir.addEventListener("mousedown", function (e) { e.preventDefault(); });
        butir.addEventListener("click", function () { pakai(satu); });
        saran.appendChild(butir);
      });
      if (!daftar.length) {
        var kosong = document.createElement("li");
        kosong.className = "pilih-wilayah__kosong";
        kosong.setAttribute("role", "option");
        kosong.setAttribute("aria-disabled", "true");
        kosong.textContent = "Belum ada yang cocok dengan “" + teks + "”. Periksa ejaannya atau tulis kodenya.";
        saran.appendChild(kosong);
      }
      saran.hidden = false;
      kotak.setAttribute("aria-expanded", "true");
      sorot(daftar.length ? 0 : -1);
      kabar.textContent = daftar.length ? daftar.length + " wilayah cocok. Pakai panah atas dan bawah." : "Belum ada yang cocok.";
    }

    function tanya() {
      var teks = kotak.value.trim(), ini = ++permintaan;
      if (teks.length < 2 || teks === dipilih) return tutup();
      var kueri = new URLSearchParams({ q: teks, tingkat: akar.dataset.tingkat, dalam: akar.dataset.dalam });
      fetch(akar.dataset.urlCari + "?" + kueri, { headers: { Accept: "application/json" } })
        .then(function (jawaban) { return jawaban.ok ? jawaban.json() : Promise.reject(jawaban.status); })
        .then(function (isi) { if (ini === permintaan && document.activeElement === kotak) tampilkan(isi.hasil, teks); })
        .catch(tutup);
    }

    kotak.addEventListener("input", function () {
      letak.hidden = true;
      clearTimeout(jeda);
      jeda = setTimeout(tanya, 160);
    });
    kotak.addEventListener("keydown", function (e) {
      if (saran.hidden) {
        if (e.key === "ArrowDown") { tanya(); e.preventDefault(); }
        return;
      }
      if (e.key === "ArrowDown") { sorot(kini + 1); e.preventDefault(); }
      else if (e.key === "ArrowUp") { sorot(kini - 1); e.preventDefault(); }
      else if (e.key === "Enter" && kini >= 0) { pakai(hasil[kini]); e.preventDefault(); }
      else if (e.key === "Escape") { tutup(); e.preventDefault(); }
      else if (e.key === "Tab") tutup();
    });
    kotak.addEventListener("blur", function () { setTimeout(tutup, 120); });
    siapkanTangga(akar, pakai);
  }

  function siapkanTangga(akar, pakai) {
    var tangga = akar.querySelector("[data-tangga]");
    var tombol = akar.querySelector("[data-lanjut]");
    var dalam = Number(akar.dataset.palingDalam);
    var sebut = { 2: "Provinsi", 5: "Kabupaten/kota", 8: "Kecamatan", 13: "Desa, nagari, atau kelurahan" };
    if (!tangga) return;
    tombol.hidden = true;
    tangga.addEventListener("change", function (e) {
      var daftar = e.target, kode = daftar.value, panjang = Number(daftar.dataset.panjang);
      if (!daftar.matches("select")) return;
      tangga.querySelectorAll("select").forEach(function (lain) {
        if (Number(lain.dataset.panjang) > panjang) lain.closest(".isian").remove();
      });
      if (!kode) return;
      cariLabel(kode);
      if (panjang < dalam) tambah(daftar, kode);
    });

    function cariLabel(kode) {
      var kueri = new URLSearchParams({ q: kode, tingkat: akar.dataset.tingkat, dalam: akar.dataset.dalam });
      fetch(akar.dataset.urlCari + "?" + kueri).then(function (j) { return j.json(); }).then(function (isi) {
        isi.hasil.forEach(function (satu) { if (satu.kode === kode) pakai(satu); });
      }).catch(function () { tombol.hidden = false; });
    }

    function tambah(daftar, kode) {
      var berikut = { 2: 5, 5: 8, 8: 13 }[daftar.dataset.panjang];
      fetch(akar.dataset.urlAnak + "?induk=" + encodeURIComponent(kode)).then(function (j) { return j.json(); }).then(function (isi) {
        if (daftar.value !== kode) return;
        var bungkus = document.createElement("div"), label = document.createElement("label"), baru = document.createElement("select");
        bungkus.className = "isian";
        baru.id = daftar.id.replace(/_\d+$/, "_" + berikut);
        baru.name = daftar.name.replace(/_\d+$/, "_" + berikut);
        baru.dataset.panjang = berikut;
        label.htmlFor = baru.id;
        label.textContent = sebut[berikut];
        baru.add(new Option("Pilih " + sebut[berikut].toLowerCase(), ""));
        isi.hasil.forEach(function (satu) { baru.add(new Option(satu.nama, satu.kode)); });
        bungkus.append(label, baru);
        daftar.closest(".isian").insertAdjacentElement("afterend", bungkus);
      }).catch(function () { tombol.hidden = false; });
    }
  }

  function muatGaya(alamat) {
    if (!alamat || document.querySelector('link[href="' + alamat + '"]')) return;
    var tautan = document.createElement("link");
    tautan.rel = "stylesheet";
    tautan.href = alamat;
    document.head.appendChild(tautan);
  }

  function semua(di) { (di || document).querySelectorAll("[data-pilih-wilayah]").forEach(siapkan); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { semua(); });
  else semua();
  document.addEventListener("htmx:load", function (e) { semua(e.target); });
})();
