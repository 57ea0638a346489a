// Says Streamlit's own words, which are English only, in the reader's language, and marks the
// language of texts that are not in the language of the page.
{
  const told = JSON.parse(document.getElementById("words").textContent);
  const ours = new Map(
    told.words.flatMap((word) => Object.values(word).map((text) => [text, word])),
  );
  const spoken = new Map(told.phrases);
  const marked = new WeakSet();
  const root = document.documentElement;
  const SAID = "[data-testid=stSkipToContent], [data-testid=stFileUploaderDropzone] button p";
  const said = (text) => ours.get(text)?.[root.lang] ?? text;

  const pass = () => {
    const { body } = document;
    // Of a language that says little, what is not marked is in English.
    const lang = told.partial.includes(root.lang) ? "en" : root.lang;
    if (body.lang !== lang) body.lang = lang;
    for (const name of ["aria-label", "placeholder"]) {
      for (const element of body.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name);
        if (said(text) !== text) element.setAttribute(name, said(text));
      }
    }
    for (const { firstChild: text } of body.querySelectorAll(SAID)) {
      if (text && said(text.data) !== text.data) text.data = said(text.data);
    }
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: element } = texts.currentNode;
      if (element.childNodes.length > 1) continue;
      const own = spoken.get(data.trim());
      if (own && own !== lang) {
        element.setAttribute("lang", own);
        marked.add(element);
      } else if (marked.delete(element)) {
        element.removeAttribute("lang");
      }
    }
  };

  let due;
  const soon = () => {
    due ??= setTimeout(() => {
      due = undefined;
      pass();
    }, 200);
  };
  new MutationObserver(soon).observe(root, { attributeFilter: ["lang"] });
  new MutationObserver(soon).observe(root, { characterData: true, childList: true, subtree: true });
}
