// What a reader chooses is in the address. The server draws the page anew from that, and it is put
// in place here: Streamlit, which drew it first, takes several times as long.

const CHOICES = "[data-key]";

const shown = () => document.querySelector(".page[data-session]");

// What is chosen, as the address says it; what this page does not offer stays as it is.
const chosen = () => {
  const query = new URLSearchParams(location.search);
  const values = new Map();
  for (const field of document.querySelectorAll(CHOICES)) {
    const codes = values.get(field.dataset.key) ?? new Set();
    if (field.checked ?? true) codes.add(field.value);
    values.set(field.dataset.key, codes);
  }
  if (!values.get("period")?.has("chosen")) ["from", "to"].forEach((key) => values.set(key, []));
  for (const [key, codes] of values) {
    const said = [...codes].filter(Boolean).join(".");
    if (said) query.set(key, said);
    else query.delete(key);
  }
  return query.toString();
};

// Puts a part of the page in place; what is unfolded and who has the keyboard stays.
const put = (place, html) => {
  const { activeElement: active } = document;
  const held = place.contains(active) && active.id;
  const open = [...place.querySelectorAll("details[id][open]")].map((part) => part.id);
  place.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
};

const fetchPage = async (query) => {
  const name = location.pathname.split("/").pop() || "overview";
  const { session } = shown().dataset;
  const answer = await fetch(`./view/${name}?${query}`, {
    headers: { "X-Casestats-Session": session },
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

// One question at a time: of what was chosen in the meantime only the last is asked.
let asking = false;
let next = null;

const choose = async (query, { goes }) => {
  next = { query, goes };
  if (asking) return;
  asking = true;
  while (next) {
    const { query: said, goes: forward } = next;
    next = null;
    try {
      const drawn = await fetchPage(said);
      if (next) continue;
      const address = new URLSearchParams(drawn.address).toString();
      const url = address ? `?${address}` : location.pathname;
      if (forward) history.pushState(null, "", url);
      document.title = drawn.title;
      put(document.querySelector(".page.beside"), drawn.side);
      put(shown(), drawn.main);
    } catch {
      lead(said ? `?${said}` : location.pathname);
    }
  }
  asking = false;
};

addEventListener("change", ({ target }) => {
  if (!target.matches?.(CHOICES)) return;
  // A code that stands in two lists is one choice.
  const twins = document.querySelectorAll(`[data-key="${target.dataset.key}"]`);
  for (const twin of twins) {
    if (twin.type === "checkbox" && twin.value === target.value) twin.checked = target.checked;
  }
  if (shown()) choose(chosen(), { goes: true });
  else lead(`?${chosen()}`);
});

addEventListener("click", (event) => {
  const link = event.target.closest?.("a.again");
  if (!link || !shown() || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  choose(new URL(link.href).search.slice(1), { goes: true });
});
