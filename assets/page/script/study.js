// The drawer for people who study the method: a choice goes into the conversation as a turn, and the
// boxes of the last answer can be copied as SQL.

const study = makeAside("study", "study");

study.body.addEventListener("submit", (event) => {
  event.preventDefault();
  const { classifier, background, dislikes, page_size: page } = Object.fromEntries(new FormData(event.target));
  const usual = one('[name="page_size"] option[selected]', study.body)?.value;
  const learning = { classifier, background: background ? Number(background) : null, dislikes: Number(dislikes) };
  sayAside("study", { choice: { learning, page_size: page === usual ? null : Number(page) } });
});

study.body.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  const code = one(".boxes code", study.body);
  const told = one(".boxes .told", study.body);
  try {
    await navigator.clipboard.writeText(code.textContent);
    told.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(code); // where copying is not allowed, a person can still do it
    told.textContent = button.dataset.uncopied;
  }
});
