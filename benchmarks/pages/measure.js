// Notes when the reader clicked, and when a chart or table last changed; also inside shadow roots.
(() => {
  const CHARTS = ".js-plotly-plot, table";
  window.clicked = 0;
  window.changed = 0;
  const of = (node) => node.nodeType === 1 && (node.closest(CHARTS) || node.querySelector(CHARTS));
  const watch = (root) =>
    new MutationObserver((changes) => {
      if (changes.some((c) => c.target.closest?.(CHARTS) || [...c.addedNodes].some(of))) {
        window.changed = performance.now();
      }
    }).observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
  const plain = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (settings) {
    const root = plain.call(this, settings);
    watch(root);
    return root;
  };
  watch(document);
  addEventListener("click", () => { window.clicked = performance.now(); }, { capture: true });
})();
