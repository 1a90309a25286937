// What stands beside the conversation, in dialogs of their own: Python draws one when its button asks,
// and what it wrote comes as the event "morelike:aside".

const asides = {};

const makeAside = (name, ask) => {
  const title = make("h2", { id: `aside-${name}`, "data-word": `${name}.title` });
  const close = make("button", { type: "button", class: "icon close", "data-name": "bus.close", "data-hint": "bus.close" });
  const body = make("div", { class: "body" });
  const dialog = make("dialog", { class: `aside ${name}`, "aria-labelledby": title.id, tabindex: "-1" },
    make("div", { class: "top" }, title, close), body);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  shell.append(dialog);
  tools[name] = () => {
    body.replaceChildren(); // what it said of an older answer
    body.setAttribute("aria-busy", "true");
    dialog.showModal();
    dialog.focus(); // not the button that closes it
    trigger(ask, {});
  };
  return (asides[name] = { dialog, body, arrive: () => {} });
};

document.addEventListener("morelike:aside", (event) => {
  const told = JSON.parse(event.detail || "{}");
  const aside = asides[told.name];
  if (!aside?.dialog.open) return;
  aside.body.innerHTML = told.html; // every word in it went through html.escape
  aside.body.removeAttribute("aria-busy");
  aside.arrive();
});

const sayAside = (name, what) => {
  if (busy()) return;
  asides[name].dialog.close();
  say(what);
};
