// Printing, the one thing that a page of results needs a script for.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
