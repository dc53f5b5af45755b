// What JavaScript adds to pages that work without it: sharing, printing, the size of type, and the report of a reading.

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
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}

// The size of type: early.js sets what was chosen before; the radio buttons alone change it where nothing is kept.
for (const choice of document.querySelectorAll(".sizes input")) {
  const root = document.documentElement;
  choice.checked = choice.value === (root.dataset.size ?? "");
  choice.addEventListener("change", () => {
    root.dataset.size = choice.value;
    try {
      if (choice.value) localStorage.setItem("size", choice.value);
      else localStorage.removeItem("size");
    } catch { /* kept for this page only */ }
  });
}

// 听新闻: offered where the device has a Chinese voice of its own; the reading itself (listen.js) comes when it is wanted.
const speech = window.speechSynthesis;
for (const button of speech ? document.querySelectorAll("[data-listen]") : []) {
  const offer = () => {
    button.hidden = !speech.getVoices().some((voice) => voice.localService && /^(zh|cmn|yue)/i.test(voice.lang));
  };
  button.addEventListener("click", async () => (await import(button.dataset.listen)).listen(button));
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}

// 稍后读: an address and a title in this browser's own storage; saved.js shows the list.
for (const button of document.querySelectorAll("[data-save]")) {
  const { save: path, title } = button.dataset;
  const load = () => {
    try { return JSON.parse(localStorage.getItem("saved") ?? "[]"); } catch { return []; }
  };
  const show = () => button.setAttribute("aria-pressed", String(load().some((one) => one.path === path)));
  button.addEventListener("click", () => {
    const list = load();
    const others = list.filter((one) => one.path !== path);
    if (others.length === list.length) others.unshift({ path, title });
    try { localStorage.setItem("saved", JSON.stringify(others)); } catch { return; }
    show();
  });
  show();
}

// Pages that were read stay readable without a network (static/sw.js). Asked for late, so that it costs no page its speed.
if ("serviceWorker" in navigator && window.isSecureContext) {
  addEventListener("load", () => setTimeout(() => navigator.serviceWorker.register("/sw.js").catch(() => {}), 3000));
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
