// CodeMirror's own words in Indonesian; in English they are its own.
export const phrases = {
  id: {
    // view, language
    "Control character": "Karakter kendali",
    "Folded lines": "Baris dilipat",
    "Unfolded lines": "Baris dibuka",
    to: "sampai",
    "folded code": "teks yang dilipat",
    unfold: "buka lipatan",
    "Fold line": "Lipat baris",
    "Unfold line": "Buka lipatan",
    "Selection deleted": "Pilihan dihapus",
    // search
    "Go to line": "Ke baris",
    go: "ke sana",
    Find: "Cari",
    Replace: "Ganti dengan",
    next: "berikutnya",
    previous: "sebelumnya",
    all: "semua",
    "match case": "bedakan huruf besar",
    "by word": "kata utuh",
    regexp: "pola",
    replace: "ganti",
    "replace all": "ganti semua",
    close: "tutup",
    "current match": "temuan ini",
    "replaced $ matches": "$ temuan diganti",
    "replaced match on line $": "temuan di baris $ diganti",
    "on line": "di baris",
    // autocomplete, lint
    Completions: "Pilihan",
    Diagnostics: "Temuan",
    "No diagnostics": "Tidak ada temuan",
    // merge
    "$ unchanged lines": "$ baris tidak berubah",
    Accept: "Terima",
    Reject: "Tolak",
    "Revert this chunk": "Kembalikan bagian ini",
  },
};
