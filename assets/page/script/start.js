// The last part: everything is there, so the page begins. Only what gradio loads later may still be on
// its way: the tools at the top and the box are named when they come, and the box whenever it changes.

shell.insertBefore(guide, one("#tray"));

const offerTools = () => {
  const toolbar = one("#toolbar:not([data-offered])");
  if (!one("[data-tool]", toolbar ?? make("div", {}))) return;
  for (const button of all("[data-tool]", toolbar)) button.hidden = !(button.dataset.tool in tools);
  paintWords(toolbar);
  toolbar.dataset.offered = "";
};

const OURS = "#chat, #tray, .guide, dialog";
new MutationObserver((changes) => {
  if (changes.every(({ target }) => target.closest(OURS))) return;
  offerTools();
  nameBox();
}).observe(shell, { childList: true, subtree: true });

document.addEventListener("morelike:told", (event) => hear(JSON.parse(event.detail)));
new ResizeObserver(publish).observe(document.documentElement);
speak(preferred());
offerTools();
nameBox();
changed();
if (!toured()) startTour();
