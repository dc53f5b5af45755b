// What JavaScript adds to pages that work without it: copying a link, printing, and the report of a reading.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.textContent;
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = said; }, 2000);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Read means: the page was looked at for five seconds. No cookie, no identity, nothing kept in the browser.
const story = document.querySelector("[data-read]");
if (story && navigator.sendBeacon) {
  let seen = 0;
  const clock = setInterval(() => {
    if (document.visibilityState === "visible" && ++seen === 5) {
      clearInterval(clock);
      navigator.sendBeacon(story.dataset.read);
    }
  }, 1000);
}
