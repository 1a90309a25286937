// For those who use keys or listen: what an answer or a mark says is said once, and the focus never
// falls off the page when the button under it goes away.

const heard = make("p", { class: "heard", role: "status" });
const PATIENCE = 2000; // milliseconds until it is said that an answer takes its time
let patience = 0, saying = 0;
shell.append(heard);

// Said again, the same words count as news only if they were away in between.
const tell = (text) => {
  clearTimeout(saying);
  heard.textContent = "";
  saying = setTimeout(() => { heard.textContent = text; }, 60);
};
const tellMark = (number, kind) => tell(fill(words.bus[kind || "none"], { number }));

whenHeard.push(() => {
  clearTimeout(patience);
  const newest = exchanges().at(-1);
  const said = newest ? one(".reply", newest)?.textContent : "";
  if (busy()) patience = setTimeout(tell, PATIENCE, said);
  else if (said) tell(said);
});

// ---- the focus: which part of the page had it last, and where it goes when it is lost ------------

let last = null, part = "", byKeys = false, followed = null;
const PARTS = ["#box", "#tray", "#tools", "dialog", ".guide", "#chat"];

document.addEventListener("keydown", () => { byKeys = true; followed = null; }, true);
document.addEventListener("pointerdown", () => { byKeys = false; followed = null; }, true);
document.addEventListener("focusin", ({ target }) => {
  last = target;
  part = PARTS.find((each) => target.closest(each)) ?? "";
  const tile = target.closest("#chat .tile");
  if (tile) for (const more of all(".alike", tile.parentElement)) more.tabIndex = tile.contains(more) ? 0 : -1;
});
whenHeard.push(() => all("#chat .alike").forEach((more) => {
  if (!more.closest(".tile").contains(document.activeElement)) more.tabIndex = -1;
}));

const there = (element) => Boolean(element?.isConnected && !element.disabled && element.checkVisibility());
const goal = () => {
  const newest = exchanges().at(-1);
  if (one("dialog[open]")) return one("dialog[open]");
  if (part === "#tools" || part === "dialog") return [one("[data-menu]"), area()].find(there);
  if (part !== "#chat" && part !== "#tray") return area();
  if (busy()) return (followed = log); // the answer is on its way: its first picture takes over
  return [newest && one('.open[tabindex="0"]', newest), area()].find(there);
};

// Only what keys had is given back to them: a finger in the box would bring up a keyboard.
const hold = () => {
  const now = document.activeElement;
  if (followed && now === followed && !busy()) goal()?.focus({ preventScroll: true });
  else if (byKeys && last && (now === last || now === document.body) && !there(last)) goal()?.focus({ preventScroll: true });
  if (document.activeElement !== log) followed = null;
};
new MutationObserver(hold).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "disabled", "open", "class", "data-open"],
});
