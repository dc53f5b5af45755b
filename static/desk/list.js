/* The list of articles: rows by the arrow keys with the text beside, what the checks find. */

import { isTyping } from "./shell.js"

const root = document.querySelector("[data-articles]")
const pane = root.querySelector("[data-pane]")
const rows = [...root.querySelectorAll("#result_list tbody tr")]
const titleOf = (row) => row.querySelector("th a")
const numberOf = (row) => row.querySelector("input.action-select")?.value ?? titleOf(row)?.pathname.match(/\/(\d+)\/change\//)?.[1]
const PAUSE = 120
let asked = 0

async function show(row) {
  const mine = ++asked
  for (const one of rows) one.classList.toggle("is-open", one === row)
  for (const one of rows) titleOf(one)?.removeAttribute("aria-current")
  titleOf(row).setAttribute("aria-current", "true")
  await new Promise((done) => setTimeout(done, PAUSE))
  if (mine !== asked || getComputedStyle(pane).display === "none") return
  try {
    const answer = await fetch(root.dataset.glance.replace("/0/", `/${numberOf(row)}/`))
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
    const html = await answer.text()
    if (mine === asked) pane.innerHTML = html
  } catch {
    if (mine === asked) pane.textContent = "没有读到这一篇：连不上服务器，或登录已过期。"
  }
}

root.addEventListener("focusin", (event) => {
  const row = event.target.closest("#result_list tbody tr")
  if (row && event.target === titleOf(row)) show(row)
})
root.querySelector("#result_list")?.addEventListener("click", (event) => {
  const row = event.target.closest("tbody tr")
  if (row && !event.target.closest("a, input, label")) titleOf(row).focus()
})

const step = (from, by) => titleOf(rows[rows.indexOf(from) + by] ?? from)?.focus()

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return
  const row = document.activeElement.closest?.("#result_list tbody tr")
  if (event.key === "/" && !isTyping(event.target)) {
    event.preventDefault()
    root.querySelector("#searchbar").focus()
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && rows.length && (row || document.activeElement === document.body)) {
    event.preventDefault()
    if (row) step(row, event.key === "ArrowDown" ? 1 : -1)
    else titleOf(rows[0]).focus()
  } else if (event.key === " " && row && event.target === titleOf(row)) {
    event.preventDefault()
    row.querySelector("input.action-select")?.click()
  }
})

/* What the proof checks find, a few at a time: the answer holds as many as there was time for. */
async function findings() {
  let wanted = [...root.querySelectorAll("[data-found]")].map((one) => one.dataset.found)
  while (wanted.length) {
    const answer = await fetch(`${root.dataset.findings}?ids=${wanted.join(",")}`)
    if (!answer.ok || answer.redirected) return
    const counts = await answer.json()
    const known = wanted.filter((pk) => counts[pk])
    if (!known.length) return
    for (const pk of known) mark(root.querySelector(`[data-found="${pk}"]`), counts[pk])
    wanted = wanted.filter((pk) => !counts[pk])
  }
}

function mark(place, [must, check]) {
  if (!must && !check) return
  const tag = Object.assign(document.createElement("span"), { className: "found-tag", textContent: must ? `必改 ${must}` : `请核 ${check}` })
  tag.dataset.level = must ? "A" : "B"
  place.replaceChildren(tag)
}

findings().catch(() => {}) // the list does without
if (rows.length && window.matchMedia("(min-width: 900px)").matches) show(rows[0])
