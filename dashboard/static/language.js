// Keeps <html lang> equal to the language of the page. The server sets it for the first view;
// afterwards the title changes with the language, and the address carries the code.
(() => {
  const codes = ["en", "ja"];
  const follow = () => {
    const code = new URLSearchParams(location.search).get("lang");
    document.documentElement.lang = codes.includes(code) ? code : codes[0];
  };
  const title = document.querySelector("title");
  new MutationObserver(follow).observe(title, { childList: true, characterData: true, subtree: true });
  addEventListener("popstate", follow);
})();
