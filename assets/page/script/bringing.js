// Pictures that a person brings: dropped or pasted anywhere, they go to the box, where words can be
// added before Enter. Without this the browser would leave the page for a dropped picture.

const area = () => one("#box textarea");

const bring = (files) => {
  const input = one("#box input[type=file]");
  if (!input || !files.length) return;
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  area().focus();
};

const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let over = 0; // dragenter and dragleave come for every element on the way

document.addEventListener("dragenter", (event) => {
  if (carries(event)) { over += 1; shell.classList.add("dropping"); }
});
document.addEventListener("dragleave", (event) => {
  if (carries(event) && (over -= 1) <= 0) { over = 0; shell.classList.remove("dropping"); }
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  over = 0;
  shell.classList.remove("dropping");
  if (event.target.closest?.("#box")) return;
  event.preventDefault();
  bring(event.dataTransfer.files);
});

document.addEventListener("paste", (event) => {
  if (event.target.closest?.("#box, input, textarea")) return; // the box takes its own
  const files = event.clipboardData?.files;
  if (files?.length) { event.preventDefault(); bring(files); }
});

// The box says what can be done next: with a picture in it, words may be added.
let usual = "";

// gradio names what is in its box in English.
const GRADIOS = [
  ["textarea", "page.box"], [".full-container", "page.box"], [".thumbnails", "said.brought"], [".thumbnail-wrapper", "said.brought"],
  [".upload-container", "bus.attach"], ["[data-testid=upload-button]", "bus.attach"],
  [".delete-button", "bus.detach"], [".submit-button", "bus.send"], [".stop-button", "bus.halt"],
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
