// Runs before Streamlit's own script.

// Pages lie at /trends and such. Where the server is need not be found out by trying each.
const here = `${location.origin}/`;
window.__streamlit = { BACKEND_BASE_URL: here, MAIN_PAGE_BASE_URL: here };

// Keeps <html lang> equal to the language of the page. The server sets it for the first view;
// afterwards the address says it, whenever it is written anew.
const codes = ["en", "ja", "mi"];
const follow = () => {
  const code = new URLSearchParams(location.search).get("lang");
  document.documentElement.lang = codes.includes(code) ? code : codes[0];
};
for (const name of ["pushState", "replaceState"]) {
  const plain = history[name].bind(history);
  history[name] = (...state) => {
    plain(...state);
    follow();
  };
}
addEventListener("popstate", follow);

// A link to another page is followed as the button back is: Streamlit draws that page within this
// one. Where it stood, the keyboard goes on.
const lead = (address) => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
};
addEventListener("click", (event) => {
  const link = event.target.closest?.(".pages a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  lead(link.href);
  new MutationObserver((_, drawn) => {
    if (link.isConnected) return;
    drawn.disconnect();
    if (document.activeElement === document.body) {
      document.querySelector(".pages [aria-current]")?.focus({ preventScroll: true });
    }
  }).observe(document.body, { childList: true, subtree: true });
});

// A link to the page copies itself; where that is not allowed it leads there, as any link does.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a.copy");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  navigator.clipboard.writeText(link.href).then(
    () => { link.textContent = link.dataset.done; },
    () => location.assign(link.href),
  );
});

// The way out: what is shown goes at once, and the button back does not lead to it.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a.exit");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  document.documentElement.style.display = "none";
  location.replace(link.href);
});
