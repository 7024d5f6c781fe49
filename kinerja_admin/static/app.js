// Everything that pages do in the browser; without it they still work, only looking rows up needs it.
(() => {
  "use strict";
  const token = () => document.querySelector('meta[name="csrf-token"]').content;
  window.kinerja = { token };

  // menu on small screens
  const menuButton = document.querySelector("[data-menu]");
  if (menuButton) {
    const menu = document.getElementById("menu");
    const open = (is) => {
      menu.classList.toggle("is-open", is);
      menuButton.setAttribute("aria-expanded", String(is));
    };
    menuButton.addEventListener("click", () => open(!menu.classList.contains("is-open")));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") open(false);
    });
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target) && !menuButton.contains(event.target)) open(false);
    });
  }

  // which groups of the menu are open
  const remembered = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch {
      /* private windows remember nothing */
    }
    return null;
  };
  for (const group of document.querySelectorAll("[data-remember]")) {
    const key = `menu:${group.dataset.remember}`;
    const kept = remembered(key);
    if (kept !== null && !group.querySelector(".is-here")) group.open = kept === "open";
    group.addEventListener("toggle", () => remembered(key, group.open ? "open" : "shut"));
  }

  // panels close when one clicks elsewhere
  document.addEventListener("click", (event) => {
    for (const panel of document.querySelectorAll("details.drop[open]")) {
      if (!panel.contains(event.target)) panel.open = false;
    }
  });
  document.addEventListener("click", (event) => {
    const closing = event.target.closest("[data-dismiss]");
    if (closing) closing.parentElement.remove();
    if (event.target.closest("[data-back]")) history.back();
  });

  // a table wider than its page says so, and is scrolled by keyboard too
  const wide = (box) => {
    const is = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("is-wide", is);
    if (is) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const widths = new ResizeObserver((seen) => { for (const one of seen) wide(one.target); });
  for (const box of document.querySelectorAll(".table-scroll")) widths.observe(box);

  // ticking rows
  const ticks = () => [...document.querySelectorAll('input[name="pk"][type="checkbox"]')];
  const needing = document.querySelector("[data-needs-tick]");
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) for (const box of ticks()) box.checked = event.target.checked;
    if (needing) needing.disabled = !ticks().some((box) => box.checked);
  });

  // a form with changes asks before it is left
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let changed = form.querySelector(".is-invalid, .alert") !== null;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
    form.querySelector(".is-invalid")?.focus();
  }

  // looking up rows of another table
  const texts = document.documentElement.lang === "en"
    ? { none: "Nothing found", failed: "The list could not be fetched" }
    : { none: "Tidak ditemukan", failed: "Daftar tidak dapat diambil" };

  const lookup = (input) => {
    const hidden = input.parentElement.querySelector('input[type="hidden"]');
    const list = document.getElementById(input.getAttribute("aria-controls"));
    let chosen = input.value;
    let timer = 0;
    let asked = 0;
    let active = -1;

    const shut = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const options = () => [...list.querySelectorAll('[role="option"]')];
    const mark = (index) => {
      const all = options();
      if (!all.length) return;
      active = (index + all.length) % all.length;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      all[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[active].id);
    };
    const choose = (option) => {
      hidden.value = option.dataset.key;
      chosen = input.value = option.textContent;
      hidden.dispatchEvent(new Event("change", { bubbles: true }));
      shut();
    };
    const note = (text) => {
      const item = document.createElement("li");
      item.className = "note";
      item.textContent = text;
      list.replaceChildren(item);
    };
    const show = (results) => {
      list.replaceChildren(...results.map((result, place) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${place}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.key = result.id;
        item.textContent = result.text;
        return item;
      }));
      if (!results.length) note(texts.none);
    };
    const ask = async () => {
      const turn = ++asked;
      const url = new URL(input.dataset.lookup, location.href);
      url.searchParams.set("term", input.value === chosen ? "" : input.value);
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { results } = await answer.json();
        if (turn !== asked) return;
        show(results);
      } catch {
        if (turn !== asked) return;
        note(texts.failed);
      }
      active = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };

    input.addEventListener("input", () => {
      hidden.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, 180);
    });
    input.addEventListener("click", ask);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else mark(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        choose(options()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        shut();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest('[role="option"]');
      event.preventDefault();
      if (option) choose(option);
    });
    input.addEventListener("blur", () => {
      shut();
      if (input.value.trim() === "") { hidden.value = ""; chosen = ""; }
      else if (!hidden.value) input.classList.add("is-invalid");
      if (hidden.value) input.classList.remove("is-invalid");
    });
  };
  for (const input of document.querySelectorAll("[data-lookup]")) lookup(input);
})();
