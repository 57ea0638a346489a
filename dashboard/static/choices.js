// What a reader chooses is in the address. The server draws the page anew from that, and what is
// other than before is put in place here: Streamlit, which drew it first, takes several times as
// long.
{
  const CHOICES = "[data-key]";

  // A server that does not answer is asked again after so many milliseconds.
  const AGAIN = 1000;

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

  const said = (query) => (query ? `?${query}` : location.pathname);

  // What its reader turned to or unfolded is theirs: the server does not know of it.
  const theirs = (element, name) =>
    (name === "open" && element.matches("details")) ||
    (name === "hidden" && element.matches("[data-part]")) ||
    (name === "aria-pressed" && element.matches("[data-side]"));

  const alike = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.id === other.id;

  // Makes an element what another is, and leaves alone what is the same: who has the keyboard keeps
  // it, and the browser need not lay out the whole page.
  const become = (element, other) => {
    for (const { name, value } of [...other.attributes]) {
      if (element.getAttribute(name) !== value && !theirs(element, name)) {
        element.setAttribute(name, value);
      }
    }
    for (const { name } of [...element.attributes]) {
      if (!other.hasAttribute(name) && !theirs(element, name)) element.removeAttribute(name);
    }
    if (other.dataset.figure) return; // charts.js draws it
    let next = element.firstChild;
    for (const part of [...other.childNodes]) {
      if (!next || !alike(next, part)) {
        element.insertBefore(part, next);
        continue;
      }
      if (part.nodeType !== Node.ELEMENT_NODE) next.data = part.data;
      else if (!next.isEqualNode(part)) become(next, part);
      next = next.nextSibling;
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  };

  const put = (place, html) => {
    const { activeElement: active } = document;
    const held = place.contains(active) && active.id;
    const other = place.cloneNode(false);
    other.innerHTML = html;
    become(place, other);
    // What was chosen by hand is no attribute.
    for (const field of place.querySelectorAll("input")) field.checked = field.defaultChecked;
    for (const code of place.querySelectorAll("option")) code.selected = code.defaultSelected;
    if (held && !active.isConnected) document.getElementById(held)?.focus({ preventScroll: true });
  };

  // Shows a page that was drawn. The buttons back and forward lead to where it is already.
  const show = ({ title, address, side, main }, { goes }) => {
    const url = said(new URLSearchParams(address).toString());
    const moves = goes && url !== said(location.search.slice(1));
    history[moves ? "pushState" : "replaceState"](null, "", url);
    document.title = title;
    put(document.querySelector(".page.beside"), side);
    put(shown(), main);
    shown().querySelectorAll("article.chart").forEach(arrive);
  };

  const ask = (query) => {
    const name = location.pathname.split("/").pop() || "overview";
    const { session } = shown().dataset;
    const mode = getComputedStyle(document.querySelector(".stApp")).colorScheme;
    return fetch(`./view/${name}?${query}`, {
      headers: { "X-Casestats-Session": session, "X-Casestats-Mode": mode },
    });
  };

  // What is not in place yet. One question at a time: of what was chosen in the meantime only the
  // last is asked.
  let wanted = null;

  const choose = async (query, { goes }) => {
    const asking = wanted;
    wanted = { query, goes };
    if (asking) return;
    while (wanted) {
      const asked = wanted;
      let drawn = null;
      try {
        const answer = await ask(asked.query);
        if (answer.ok) drawn = await answer.json();
      } catch {
        await new Promise((over) => setTimeout(over, AGAIN));
        continue;
      }
      if (asked !== wanted) continue;
      wanted = null;
      if (drawn) show(drawn, asked);
      else location.assign(said(asked.query)); // Streamlit draws it, or says why it cannot
    }
  };

  addEventListener("change", ({ target }) => {
    if (!target.matches?.(CHOICES)) return;
    // A code that stands in two lists is one choice.
    const twins = document.querySelectorAll(`[data-key="${target.dataset.key}"]`);
    for (const twin of twins) {
      if (twin.type === "checkbox" && twin.value === target.value) twin.checked = target.checked;
    }
    const query = chosen();
    // Whoever goes to another page at once takes the choice along.
    for (const link of document.querySelectorAll(".pages a")) link.search = query;
    if (shown()) choose(query, { goes: true });
    else lead(`?${query}`);
  });

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a.again");
    if (!link || !shown() || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(new URL(link.href).search.slice(1), { goes: true });
  });

  // Back and forward: within a page its addresses are asked for here, to others Streamlit leads.
  let led = location.pathname;
  addEventListener("popstate", (event) => {
    const here = document.querySelector(".pages [aria-current]");
    const stays = [led, here?.pathname].every((path) => path === location.pathname);
    if (event.isTrusted && shown() && stays) {
      event.stopImmediatePropagation();
      const moved = wanted || here.search !== location.search;
      if (moved) choose(location.search.slice(1), { goes: false });
    } else {
      led = location.pathname;
      wanted = null;
    }
  });
}
