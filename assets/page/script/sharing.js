// A search that is shared, and a library that is changed: what the keeper (keep.js) does not do itself.

tools.share = () => say({ text: phrase("said.share") });

// Numbers mean other pictures there, so marks that are not yet sent stay behind.
document.addEventListener("morelike:place", () => { marks.clear(); changed(); });
