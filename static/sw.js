// What was read can be read again without a network, and nothing that was withdrawn ever is.
//
// A page is always asked for first; only where there is no answer comes the kept copy. The site says which pages were
// withdrawn (/offline.json): these copies go, and the lists that may have named them. Kept in this browser alone.

const SHELL = "shell-RELEASE";
const PAGES = "pages";
const MOST = 60;
const KEPT = /^(\/zh-hant)?(\/elder)?\/(articles\/\d+\/|issues\/\d{4}\/\d+\/)?$/;
const PREFIX = /^(\/zh-hant)?(\/elder)?(?=\/)/;
const FILES = ["/offline/", ...FILES_OF_THE_SHELL];

// The revision of the site that the copies were last compared with.
let known = "";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/admin/")) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.destination === "image") event.respondWith(fetch(request).catch(() => Response.error()));
});

async function takeOver() {
  for (const name of await caches.keys()) if (![SHELL, PAGES].includes(name)) await caches.delete(name);
  await self.clients.claim();
  await learn();
}

/** Ask the site; keep a good answer, drop the copy of what is gone, and only without any answer take the copy. */
async function page(event, url) {
  try {
    // Past the browser's own cache, and leaving nothing in it, which would bring out again what was withdrawn.
    const answer = await fetch(event.request, { cache: "no-store" });
    event.waitUntil(settle(url, answer.clone()));
    return answer;
  } catch {
    const kept = await (await caches.open(PAGES)).match(url.pathname);
    return kept ?? (await caches.match("/offline/"));
  }
}

async function settle(url, answer) {
  const pages = await caches.open(PAGES);
  if ([404, 410].includes(answer.status)) await pages.delete(url.pathname);
  else if (answer.ok && !answer.redirected && !url.search && KEPT.test(url.pathname)) await keep(pages, url.pathname, answer);
  const revision = /"(\d+-[\da-f]+)-/.exec(answer.headers.get("ETag") ?? "")?.[1];
  if (revision && revision !== known) {
    known = revision;
    await learn();
  }
}

async function keep(pages, path, answer) {
  await pages.delete(path); // so that the newest stands last
  await pages.put(path, answer);
  const kept = await pages.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await pages.delete(old);
}

/** What was withdrawn goes, and so do lists; the newest issue is fetched so that it is there without a network. */
async function learn() {
  const answer = await fetch("/offline.json", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const { gone, newest } = await answer.json();
  const pages = await caches.open(PAGES);
  const paths = new Set(gone);
  for (const request of await pages.keys()) {
    const plain = new URL(request.url).pathname.replace(PREFIX, "");
    if (paths.has(plain)) await pages.delete(request);
  }
  if (newest && !(await pages.match(newest))) {
    const issue = await fetch(newest, { cache: "no-store" }).catch(() => null);
    if (issue?.ok) await keep(pages, newest, issue);
  }
}

async function file(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept) return kept;
  return fetch(request);
}
