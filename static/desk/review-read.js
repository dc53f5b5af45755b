/* Reading an issue in review: which items were on the screen, the next one that was not, and keys for what is said of
   the one that is there. It only tells; what a decision is given for the server asks of the words themselves. */

const items = [...document.querySelectorAll("[data-item]")]
const foot = document.querySelector("[data-read-foot]")
const contents = document.querySelector("[data-contents]")
const next = foot?.querySelector("[data-next]")
const SEEN_AFTER = 1000 // milliseconds of an item's end, or of a screen full of it

const left = new Set(items)
const waiting = new Map()
let here // none before the first: the head of the issue

function linkOf(item) {
  return contents.querySelector(`[data-to="${item.dataset.item}"]`)
}

function show() {
  const place = here ? `看到第 ${items.indexOf(here) + 1} 条，` : ""
  const told = left.size ? `${place}共 ${items.length} 条，还有 ${left.size} 条没看` : `${items.length} 条都看过了`
  foot.querySelector("[data-read-told]").textContent = told
  next.hidden = left.size === 0
  for (const item of items) {
    if (item === here) linkOf(item).setAttribute("aria-current", "true")
    else linkOf(item).removeAttribute("aria-current")
  }
}

function see(item) {
  left.delete(item)
  linkOf(item).querySelector("[data-seen]").hidden = false
  show()
}

function watch() {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const item = entry.target.closest("[data-item]")
      clearTimeout(waiting.get(item))
      if (entry.isIntersecting) waiting.set(item, setTimeout(() => see(item), SEEN_AFTER))
    }
  })
  for (const item of items) seen.observe(item.lastElementChild ?? item) // its end is on the screen
  const place = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) here = entry.target
      show()
    },
    { rootMargin: "-25% 0px -70% 0px" },
  )
  for (const item of items) place.observe(item)
}

function go(item) {
  if (!item) return
  here = item
  item.scrollIntoView({ block: "start" })
  const title = item.querySelector("h4")
  title.tabIndex = -1
  title.focus({ preventScroll: true })
  show()
}

/* The next one below that was not on the screen, and after the last one from the first on. */
function follow() {
  const below = items.indexOf(here) + 1
  go([...items.slice(below), ...items.slice(0, below)].find((item) => left.has(item)))
}

/* Open what can be said of the paragraph that has the focus, else of the item that is being read. */
function open(kind) {
  const details = (document.activeElement.closest(".paragraph") ?? here ?? items[0]).querySelector(`details[data-kind="${kind}"]`)
  if (!details) return
  details.open = true
  details.querySelector("textarea:not([hidden])").focus()
}

const KEYS = {
  n: follow,
  c: () => open("remark"),
  e: () => open("reword"),
}

if (items.length && contents && next) {
  if (matchMedia("(max-width: 63.99rem)").matches) contents.open = false
  next.addEventListener("click", follow)
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && matchMedia("(max-width: 63.99rem)").matches) contents.open = false
  })
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key.toLowerCase()]
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog")
    if (!act || typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  })
  watch()
  show()
}
