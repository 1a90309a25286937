// The scripts are joined, in the order of `bot/view/page/scripts.py`, into the body of one function
// that gradio calls once with (element, trigger, props, watch). This part comes first: small things
// that all others use, and the words of the page in the language of the conversation.
//
// WORDS holds `bot/replies/labels` in every language. An element says which words it shows:
// data-word (its text), data-name (its name for those who listen), data-hint (its tooltip).

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const make = (tag, attributes, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

const shell = one("#shell");
const columns = () => Number(getComputedStyle(shell).getPropertyValue("--columns")) || 6;
const still = matchMedia("(prefers-reduced-motion: reduce)");

let language = "";
let words = {};
const whenSpoken = []; // what else is to be done when the language changes

const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const counted = (phrase, count, values = {}) => {
  const form = new Intl.PluralRules(language).select(count) === "one" ? phrase.one : phrase.other;
  return fill(form, { count: count.toLocaleString(language), ...values });
};
const phrase = (path) => path.split(".").reduce((at, name) => at[name], words);

const paintWords = (root) => {
  for (const each of all("[data-word], [data-name], [data-hint]", root)) {
    const { word, name, hint } = each.dataset;
    if (word) each.textContent = phrase(word);
    if (name) each.setAttribute("aria-label", phrase(name));
    if (hint) each.title = phrase(hint);
  }
};

const speak = (wanted) => {
  const known = wanted in WORDS ? wanted : "en";
  if (known === language) return;
  language = document.documentElement.lang = known;
  words = WORDS[known];
  paintWords(shell);
  whenSpoken.forEach((react) => react());
};

const preferred = () =>
  (navigator.languages ?? [navigator.language]).map((each) => each.split("-")[0])
    .find((each) => each in WORDS) ?? "en";
