// The draft's text becomes an editor; findings are shown under the word, and links lead to their line.
(() => {
  "use strict";
  const field = document.getElementById("text");
  if (!field || !window.KinerjaEditor) return;
  const given = JSON.parse(field.dataset.editor);
  const unsaved = document.getElementById("unsaved");
  let changed = false;
  let live = () => {};
  const note = () => {
    changed = true;
    if (unsaved) unsaved.hidden = false;
    live();
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
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept) window.KinerjaEditor.returnTo(view, JSON.parse(kept));
  field.form.addEventListener("submit", () => {
    changed = false;
    sessionStorage.setItem(key, JSON.stringify(window.KinerjaEditor.whereabouts(view)));
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

  // While somebody types: what is found, under the words, and what it does to everybody once nothing is wrong.
  const PAUSE = 250;
  const findings = document.getElementById("findings");
  const effect = document.getElementById("effect");
  let timer = 0;
  let asking = null;
  const ask = (url, kind) =>
    fetch(url, {
      method: "POST",
      body: new URLSearchParams(new FormData(field.form)),
      headers: { Accept: kind, "HX-Request": "true" },
      redirect: "error",
      signal: asking.signal,
    }).then((answer) => (answer.ok ? answer : Promise.reject(answer)));
  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const mine = asking;
    try {
      const told = await (await ask(field.dataset.look, "application/json")).json();
      if (mine.signal.aborted) return;
      window.KinerjaEditor.showProblems(view, told.problems);
      findings.innerHTML = told.panel || `<p class="all-well"></p>`;
      const heading = findings.querySelector("h2") ?? findings.firstElementChild;
      heading.textContent = told.panel ? findings.dataset.title : findings.dataset.none;
      effect.classList.toggle("is-stale", !told.computable);
      if (!told.computable) {
        if (!effect.firstElementChild) effect.textContent = effect.dataset.waiting;
        return;
      }
      const shown = await (await ask(field.dataset.effect, "text/html")).text();
      if (mine.signal.aborted) return;
      effect.innerHTML = shown;
      window.htmx?.process(effect);
    } catch (failure) {
      if (failure.name !== "AbortError") effect.classList.add("is-stale");
    }
  };
  live = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };

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
