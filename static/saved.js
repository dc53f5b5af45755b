// The reading list: addresses and titles in this browser's own storage, never sent anywhere.

const KEY = "saved";

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function store(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

function line(list, { path, title }, remove) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = path;
  link.textContent = title;
  row.append(link);
  if (remove) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "移出";
    button.setAttribute("aria-label", `移出：${title}`);
    button.onclick = () => remove(path);
    row.append(button);
  }
  list.append(row);
}

// The list's own page.
const page = document.querySelector("[data-saved]");
if (page) {
  const draw = () => {
    const list = load();
    const rows = page.querySelector("ul");
    rows.replaceChildren();
    for (const one of list) line(rows, one, (path) => { store(load().filter((other) => other.path !== path)); draw(); });
    page.hidden = list.length === 0;
    document.querySelector("[data-none]").hidden = list.length > 0;
  };
  draw();
}

// Without a network: what is kept in this browser.
const kept = document.querySelector("[data-kept]");
if (kept && window.caches) {
  const pages = await caches.open("pages");
  const rows = kept.querySelector("ul");
  for (const request of (await pages.keys()).reverse()) {
    const html = await (await pages.match(request)).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
    const words = document.createElement("textarea"); // undoes the escaping of the title; nothing in it is run
    words.innerHTML = title;
    line(rows, { path: new URL(request.url).pathname, title: words.value });
  }
  kept.hidden = rows.children.length === 0;
}
