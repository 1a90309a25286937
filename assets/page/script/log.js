// The conversation. Python tells what follows the first `since` exchanges, so a turn brings one, however
// long the conversation is.

const log = one("#chat .log");
const exchanges = () => all(":scope > .exchange", log);
const busy = () => Boolean(one(".waiting", log));
const say = (what) => { if (!busy()) trigger("say", what); };

// A question whose answer arrives is left as it is: only the place of the answer changes.
const put = (fresh) => {
  const asked = one(":scope > .exchange:has(.waiting)", log);
  const [before, after] = [asked, fresh].map((each) => each && one(".question", each)?.outerHTML);
  if (!before || !after) log.append(fresh);
  else if (before !== after) asked.replaceWith(fresh);
  else {
    one(".answer", asked).replaceWith(one(".answer", fresh));
    asked.dataset.epoch = fresh.dataset.epoch;
  }
};

const parsed = (html) => {
  const template = make("template", {});
  template.innerHTML = html;
  return template;
};

// The newest `since` exchanges stay; older ones were left out of what is kept, too.
const write = (since, html) => {
  const told = parsed(html);
  if (!exchanges().length && told.innerHTML === log.innerHTML) return; // the empty page is there already
  const answered = exchanges().filter((each) => !one(".waiting", each));
  answered.slice(0, answered.length - since).forEach((each) => each.remove());
  all(":scope > :not(.exchange)", log).forEach((each) => each.remove()); // the empty page
  const fresh = [...told.content.children];
  fresh.forEach(put);
  if (!fresh.some((each) => one(".waiting", each))) all(":scope > .exchange:has(.waiting)", log).forEach((each) => each.remove());
};

// Older galleries shrink to a line that opens again by a click.
const fold = () => exchanges().forEach((exchange, at) => {
  const pictures = one(".pictures", exchange);
  const past = standing.folded.includes(at);
  exchange.classList.toggle("bygone", Number(exchange.dataset.epoch) !== standing.epoch);
  if (!pictures || pictures.classList.contains("past") === past) return;
  pictures.classList.toggle("past", past);
  pictures.open = !past;
});

// The newest question comes up to the top; the room under its answer is made by the style sheet. One
// that was answered in words alone stands under the pictures that it is about. What is being worked out
// moves only when it takes its time, so that a quick answer comes in one step.
const MOMENT = 150; // milliseconds
let moving = 0;

const toTheNewest = () => {
  clearTimeout(moving);
  const go = () => {
    const newest = exchanges().at(-1);
    if (newest && one(".gallery", newest)) log.scrollTop = newest.offsetTop;
    else log.scrollTop = newest ? log.scrollHeight : 0;
  };
  if (busy()) moving = setTimeout(go, MOMENT);
  else go();
};

const whenHeard = []; // what else is to be done after Python has spoken

// Something went missing: everything is asked for, and a few times again while it has not come.
const AGAIN = 2000; // milliseconds
const TIMES = 5;
let asking = 0;

const answeredHere = () => exchanges().length - all(".waiting", log).length;
const fetchLost = (wanted, times = TIMES) => {
  clearTimeout(asking);
  asking = setTimeout(() => { if (times > 1 && answeredHere() < wanted) fetchLost(wanted, times - 1); }, AGAIN);
  trigger("lost", {});
};

const hear = ({ since, html, sent, now, back }) => {
  if (since > answeredHere()) return fetchLost(now ? since + 1 : since);
  write(since, html);
  takeIn(sent);
  if (now) {
    settle(now);
    speak(now.language || preferred());
    fold();
  }
  if (back) putBack(back);
  changed();
  toTheNewest();
  if (now && exchanges().length) tourReached("say");
  if (Object.keys(sent).length) tourReached("refine");
  whenHeard.forEach((react) => react());
};

// A picture that cannot be loaded shows its number on a plain tile, not a broken icon.
document.addEventListener("error", (event) => {
  if (event.target.matches?.("#chat .tile img")) event.target.classList.add("missing");
}, true);
