// The last part: everything is there, so the page begins.

shell.insertBefore(guide, one("#tray"));
for (const button of all("[data-tool]")) button.hidden = !(button.dataset.tool in tools);

document.addEventListener("morelike:told", (event) => hear(JSON.parse(event.detail)));
new ResizeObserver(publish).observe(document.documentElement);
speak(preferred());
changed();
if (!toured()) startTour();
