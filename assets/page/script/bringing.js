// Pictures that a person brings: dropped or pasted anywhere, or chosen with the button. Into an empty
// box they are a message, sent as soon as they are there; beside words they wait for Enter, so that
// words can go along. Without this the browser would leave the page for a dropped picture.

const area = () => one("#box textarea");
const wordless = () => !area()?.value.trim();
const inTheBox = () => all("#box .thumbnail-item").length;

// Words of a message that was refused, unless others were begun meanwhile.
const putBack = (text) => {
  if (!wordless()) return;
  area().value = text;
  area().dispatchEvent(new Event("input", { bubbles: true }));
};

const BREATH = 60; // milliseconds in which the box begins to upload, if it takes the file at all
const breath = () => new Promise((go) => { setTimeout(go, BREATH); });

let giving = false; // our own words to the box, not a person's choice
const give = (file) => {
  const input = one("#box input[type=file]");
  if (!input) return; // gradio's box is still on its way
  const carried = new DataTransfer();
  carried.items.add(file);
  input.files = carried.files;
  giving = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  giving = false;
};

let due = false; // what is in the box is to be sent, once no answer is on its way
const sendDue = () => {
  if (!due || busy()) return;
  due = false;
  if (wordless() && inTheBox()) one("#box .submit-button")?.click();
};
whenHeard.push(sendDue);

// One after the other: together they may be more than one upload may hold. What the box refuses it
// says itself, and the others are taken.
const coming = [];
const bring = async (files) => {
  const under = coming.length;
  coming.push(...files);
  if (under || !files.length) return; // those before are still being taken: these go with them
  if (mouse.matches || !wordless()) area().focus();
  const before = inTheBox();
  const alone = wordless();
  const waiting = busy();
  for (; coming.length; coming.shift()) {
    give(coming[0]);
    do await breath(); while (one("#box .loader"));
  }
  // Sent with Enter while they were being taken, they lie in the box until it hears of that.
  const gone = busy() && !waiting;
  due = alone && wordless() && inTheBox() > before && !gone;
  sendDue();
};

// ---- dropped: everywhere alike, so gradio's own box hears nothing of it ---------------------------

const OWN = "application/x-morelike"; // a picture of the page itself, dragged, is not one brought along
document.addEventListener("dragstart", (event) => event.dataTransfer?.setData(OWN, ""), true);

const carries = (event, what) => [...(event.dataTransfer?.types ?? [])].includes(what);
let over = 0; // dragenter and dragleave come for every element on the way
const onDrag = {
  dragenter: () => { over += 1; },
  dragleave: () => { over = Math.max(over - 1, 0); },
  dragover: () => {},
  drop: (event) => { over = 0; bring([...event.dataTransfer.files]); },
};
for (const [name, react] of Object.entries(onDrag)) {
  document.addEventListener(name, (event) => {
    const files = carries(event, "Files");
    if (!files && event.target.closest?.("#box")) return; // words
    event.preventDefault();
    event.stopPropagation();
    if (files && !carries(event, OWN)) react(event);
    shell.classList.toggle("dropping", over > 0);
  }, true);
}

// ---- pasted, and chosen with the button ---------------------------------------------------------

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("input, textarea");
  const { files = [], types = [] } = event.clipboardData ?? {};
  const written = types.includes("text/html") && event.clipboardData.getData("text"); // words, also drawn
  if (!files.length || written || (field && !field.closest("#box"))) return;
  event.preventDefault();
  event.stopPropagation();
  bring([...files]);
}, true);

document.addEventListener("change", (event) => {
  if (giving || !event.target.matches?.("#box input[type=file]")) return;
  event.stopImmediatePropagation();
  bring([...event.target.files]);
}, true);

// The box says what can be done next: with a picture in it, words may be added.
let usual = "";

// gradio names what is in its box in English.
const GRADIOS = [
  ["textarea", "page.box"], [".full-container", "page.box"], [".thumbnails", "said.brought"], [".thumbnail-wrapper", "said.brought"],
  [".upload-container", "bus.attach"], ["[data-testid=upload-button]", "bus.attach"],
  [".loader", "said.brought"], [".delete-button", "bus.detach"], [".submit-button", "bus.send"], [".stop-button", "bus.halt"],
];
const nameParts = () => {
  for (const [selector, word] of GRADIOS)
    all(`#box ${selector}`).forEach((part) => part.setAttribute("aria-label", phrase(word)));
};
whenSpoken.push(nameParts);

const nameBox = () => {
  nameParts();
  const text = area();
  if (!text) return;
  one("#box").setAttribute("role", "search");
  one("#box").setAttribute("aria-label", phrase("page.box"));
  all("#box button svg").forEach((drawn) => drawn.setAttribute("aria-hidden", "true"));
  if (text.placeholder !== words.bus.with_picture) usual = text.placeholder;
  const wanted = one("#box .thumbnail-item, #box .thumbnails img") ? words.bus.with_picture : usual;
  if (text.placeholder !== wanted) text.placeholder = wanted;
};
