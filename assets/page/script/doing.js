// What a click and a key do, anywhere on the page but in the lightbox. Buttons say it in data-
// attributes: data-say (words as they are), data-say-word (words of the page's language), data-like (a
// picture), data-tool (a part of the page that registers itself in `tools`).

const tools = {}; // by name: what its button at the top does; a button without one stays hidden

const focusTile = (tile) => {
  for (const other of siblings(tile)) one(".open", other).tabIndex = other === tile ? 0 : -1;
  one(".open", tile).focus();
};

const deeds = {
  off: (button) => takeAway(button.dataset.off),
  refine: () => refine(),
  new: () => { marks.clear(); changed(); trigger("fresh", {}); },
  say: (button) => say({ text: button.dataset.say }),
  sayWord: (button) => say({ text: phrase(button.dataset.sayWord) }),
  like: (button) => say({ picture: button.dataset.like }),
  tool: (button) => tools[button.dataset.tool](button),
  menu: () => openMenu(one("#tools").dataset.open === undefined),
};

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest?.(selector);
  const tile = on("#chat .tile");
  const judge = on(".judge");
  const button = on("button");
  if (tile && judge) mark(tile, judge.dataset.mark);
  else if (tile && !on(".alike")) show(tile);
  else if (button) Object.entries(deeds).find(([name]) => name in button.dataset)?.[1](button);
  if (!on("[data-menu]") && !on("#tools .library")) openMenu(false);
});

// A click with the mouse leaves the keys to the box: Enter there refines, and on a button that was just
// clicked it would undo the click. Touch has no keys to leave, and would be shown a keyboard.
const mouse = matchMedia("(hover: hover)");
document.addEventListener("mousedown", (event) => {
  if (!mouse.matches || !event.target.closest?.("#chat button:not(.open), #tray button")) return;
  event.preventDefault();
  area()?.focus({ preventScroll: true });
});

// ---- tiles by keyboard: one stop for Tab in each gallery, arrows inside --------------------------

const goals = (key, at, last) => ({
  ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns(), ArrowUp: at - columns(), Home: 0, End: last,
})[key];

document.addEventListener("keydown", (event) => {
  const tile = event.target.closest?.("#chat .tile");
  if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
  const tiles = siblings(tile);
  const goal = goals(event.key, tiles.indexOf(tile), tiles.length - 1);
  const deed = deedOfKey[event.key];
  if (goal !== undefined) { if (tiles[goal]) focusTile(tiles[goal]); }
  else if (deed === "liked" || deed === "disliked") mark(tile, deed);
  else return;
  event.preventDefault();
});

// ---- the tools at the top; on a phone they are a menu --------------------------------------------

const openMenu = (open) => {
  const [menu, button] = [one("#tools"), one("[data-menu]")];
  if (open) menu.dataset.open = "";
  else delete menu.dataset.open;
  button.setAttribute("aria-expanded", String(open));
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || one("#tools").dataset.open === undefined) return;
  openMenu(false);
  one("[data-menu]").focus();
});
