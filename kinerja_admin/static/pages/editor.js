// The draft's text becomes an editor; findings are shown under the word, and links lead to their line.
(() => {
  "use strict";
  const field = document.getElementById("text");
  if (!field || !window.KinerjaEditor) return;
  const given = JSON.parse(field.dataset.editor);
  const unsaved = document.getElementById("unsaved");
  let changed = false;
  const note = () => {
    changed = true;
    if (unsaved) unsaved.hidden = false;
  };
  const view = window.KinerjaEditor.mount(field, {
    language: given.language,
    nonce: field.dataset.nonce,
    problems: given.problems,
    completions: given.completions,
    onChange: note,
  });
  for (const table of document.querySelectorAll("textarea[name^='table:']")) table.addEventListener("input", note);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    window.KinerjaEditor.goTo(view, { line: Number(link.dataset.line), column: Number(link.dataset.column || 1) });
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
  // Saving loads the page again; whoever was writing goes on where they were.
  const key = `editor:${location.pathname}`;
  const place = () => {
    const head = view.state.selection.main.head;
    const line = view.state.doc.lineAt(head);
    return { line: line.number, column: head - line.from + 1 };
  };
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept) window.KinerjaEditor.goTo(view, JSON.parse(kept));
  field.form.addEventListener("submit", () => {
    changed = false;
    sessionStorage.setItem(key, JSON.stringify(place()));
    sessionStorage.setItem(`${key}:sent`, field.value);
  });

  // What was sent and did not arrive (the session had ended, the network was gone) is kept here and offered again.
  const sent = sessionStorage.getItem(`${key}:sent`);
  const offer = document.getElementById("unsent");
  const forget = () => {
    sessionStorage.removeItem(`${key}:sent`);
    offer.hidden = true;
  };
  if (sent !== null && sent !== field.value) {
    offer.hidden = false;
    document.getElementById("unsent-take").addEventListener("click", () => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: sent } });
      forget();
    });
    document.getElementById("unsent-drop").addEventListener("click", forget);
  } else {
    forget();
  }

  // An answer that is no panel: say so, and leave the text alone.
  const panel = document.getElementById("panel");
  const failed = () => {
    panel.textContent = panel.dataset.failed;
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL.includes("/masuk")) {
      event.detail.shouldSwap = false;
      failed();
    }
  });
  document.addEventListener("htmx:beforeRequest", () => {
    changed = unsaved ? !unsaved.hidden : changed;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  const theirs = document.getElementById("theirs");
  const merge = document.getElementById("merge");
  if (theirs && merge) {
    theirs.hidden = true;
    window.KinerjaEditor.merge(merge, theirs.value, field.value, { language: given.language, nonce: merge.dataset.nonce });
  }
})();
