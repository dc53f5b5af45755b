/* The composer's page: what was pressed or dropped becomes one change, the server's answer becomes the page. */

import { Cut } from "./cut.js"
import { draggable } from "./drag.js"
import { keyboard } from "./keys.js"
import { Live } from "./live.js"
import { isTyping } from "../shell.js"
import { openedOf, orderOf, sectionsStepped, stepped, whereOf } from "./outline.js"
import { Pool } from "./pool.js"
import { redrawn } from "./redraw.js"
import { roving } from "./roving.js"
import { Refused, Talk } from "./talk.js"

const HEARTBEAT = 20000

const root = document.querySelector("[data-compose]")
const outline = root.querySelector("[data-outline]")
const trouble = root.querySelector("[data-trouble]")
const talk = new Talk(root)
const live = new Live(root, talk)
const pool = new Pool(root, talk)
const closed = "closed" in root.dataset
let queue = Promise.resolve()
/* Sections that were added and hold nothing yet: this window remembers them, a reload too. */
const REMEMBERED = `opened-sections:${location.pathname}`
let opened = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "[]")
let waiting = 0

const version = () => Number(outline.querySelector("[data-version]").dataset.version)

function say(text) {
  const region = root.querySelector("[data-said]")
  region.textContent = ""
  requestAnimationFrame(() => (region.textContent = text)) // said again even when the words are the same
}

/* How far the page is behind what the person did: said to the eye, and to whoever waits for it. */
function working(by, saved) {
  waiting += by
  outline.setAttribute("aria-busy", String(waiting > 0))
  if (waiting) saved = "正在保存……"
  if (saved) root.querySelector("[data-saved]").textContent = saved
}

function show(answer) {
  const orphans = redrawn(outline, () => (outline.innerHTML = answer.outline))
  opened = openedOf(outline)
  total()
  cut?.redrawn()
  sessionStorage.setItem(REMEMBERED, JSON.stringify(opened))
  for (const form of orphans) tell(`这一条已被移出本期。您正在写的标题是：${form.elements.title.value}`)
}

const total = () => (root.querySelector("[data-total]").textContent = outline.querySelector("[data-said-total]").dataset.saidTotal)

/* Changes wait for one another, so that two quick presses are two moves and not a conflict with oneself. */
function change(action, body, after = {}) {
  if (closed) return queue
  queue = queue.catch(() => {}).then(() => carryOut(action, body, after)) // one that failed holds nobody up
  return queue
}

/* `settled` runs when the server has agreed, before the page is redrawn; `focus` afterwards. */
async function carryOut(action, body, { settled, focus }) {
  trouble.hidden = true
  let saved = ""
  working(+1)
  try {
    const answer = await talk.post(action, { ...body(), version: version(), opened })
    settled?.()
    show(answer)
    if (answer.said) say(answer.said)
    saved = `已保存（${new Date().toLocaleTimeString("zh-CN", { hour12: false })}）`
    focus?.()
    live.refresh()
    if (action === "put-in" || action === "take-out") pool.refresh()
    return answer
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    saved = "上一步没有保存。"
    complain(error, () => change(action, body, { settled, focus }))
    throw error
  } finally {
    working(-1, saved)
  }
}

function complain(error, again) {
  if (error.answer.outline) show(error.answer)
  const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "再做一次" })
  button.addEventListener("click", () => {
    trouble.hidden = true
    again().catch(() => {}) // which complains for itself
  })
  tell(error.message, ...(error.answer.gone ? [] : [button]))
}

function tell(text, ...controls) {
  trouble.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }), ...controls)
  trouble.hidden = false
}

const focusOn = (entry, control) => () => {
  const row = outline.querySelector(`[data-entry="${entry}"]`)
  const wanted = row && (control ? row.querySelector(control) : row)
  ;(wanted && !wanted.disabled ? wanted : row)?.focus()
}

function move(row, by, control) {
  const to = stepped(row, by)
  if (!to) return say(by < 0 ? "已在最前。" : "已在最后。")
  return moveTo(row, to, control)
}

function moveTo(row, to, control) {
  const entry = row.dataset.entry
  const again = ["move", { entry, ...whereOf(row) }, orderOf(outline)]
  return change("move", () => ({ entry, ...to }), { settled: () => remember(again), focus: focusOn(entry, control) }).catch(() => {})
}

/* The last step can be taken back: a move by moving back, what was taken out by putting it in again where it stood. */

let back = null
const undo = root.querySelector("[data-undo]")

function remember(step) {
  back = step
  undo.disabled = !step
}

function takeBack() {
  if (!back || closed) return
  const [action, body, sections] = back
  remember(null)
  // A section that the step had emptied comes back as the last one: then its place is restored as well.
  change(action, () => body, { focus: body.entry ? focusOn(body.entry) : undefined })
    .then(() => String(orderOf(outline)) !== String(sections) && change("sections", () => ({ sections })))
    .then(() => say("已撤销上一步。"))
    .catch(() => {})
}

undo.addEventListener("click", takeBack)
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || isTyping(event.target)) return
  event.preventDefault()
  takeBack()
})

/* Every section can be chosen, those too that the issue does not have yet. */
outline.addEventListener("focusin", (event) => {
  if (!event.target.matches("[data-to-section]") || event.target.dataset.full) return
  event.target.dataset.full = "yes"
  const own = event.target.closest("[data-part]").dataset.part
  const known = new Set([own, ...[...event.target.options].map((one) => one.value)])
  for (const one of root.querySelectorAll("[data-add-section] option[value]")) {
    if (one.value && !known.has(one.value)) event.target.append(new Option(one.textContent, one.value))
  }
})

outline.addEventListener("change", (event) => {
  if (!event.target.matches("[data-to-section]") || closed) return
  const section = event.target.value
  moveTo(event.target.closest("[data-entry]"), { section: section ? Number(section) : null, place: null }, "[data-to-section]")
})

function retitle(row) {
  if (row.querySelector("[data-retitle-form]")) return
  row.append(row.querySelector("template").content.cloneNode(true))
  row.querySelector("[data-retitle]").setAttribute("aria-expanded", "true")
  const form = row.querySelector("[data-retitle-form]")
  form.dataset.version = row.dataset.articleVersion // of the words it started from, whatever is redrawn meanwhile
  form.elements.title.focus()
}

function closeForm(form) {
  const button = form.closest("[data-entry]").querySelector("[data-retitle]")
  form.remove()
  button.setAttribute("aria-expanded", "false")
  button.focus()
}

async function saveTitles(form) {
  const entry = form.closest("[data-entry]").dataset.entry
  const body = () => ({
    entry,
    article_version: Number(form.dataset.version),
    title: form.elements.title.value,
    lead_title: form.elements.lead_title.value,
  })
  try {
    await change("titles", body, { settled: () => form.remove(), focus: focusOn(entry, "[data-retitle]") })
  } catch (error) {
    if (!(error instanceof Refused) || !form.isConnected) return
    form.dataset.version = form.closest("[data-entry]").dataset.articleVersion
    if (error.answer.theirs) showTheirs(form, error.answer.theirs)
    trouble.querySelector("button")?.remove()
    form.elements.title.focus()
  }
}

function showTheirs(form, theirs) {
  const words = form.querySelector(".retitle__theirs") ?? document.createElement("p")
  words.className = "retitle__theirs"
  words.textContent = `现在存着的是：${theirs}。按“保存”用您写的，按“取消”用现在的。`
  form.prepend(words)
}

outline.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (!button || closed) return
  const row = button.closest("[data-entry]")
  const part = button.closest("[data-part]")
  if (button.matches("[data-up]")) move(row, -1, "[data-up]")
  else if (button.matches("[data-down]")) move(row, 1, "[data-down]")
  else if (button.matches("[data-retitle]")) retitle(row)
  else if (button.matches("[data-cancel]")) closeForm(button.form)
  else if (button.matches("[data-take-out]")) takeOut(row)
  else if (button.matches("[data-take-title], [data-keep-lead]")) answerLead(row, button.matches("[data-keep-lead]"))
  else if (button.matches("[data-section-up]")) moveSection(part, -1)
  else if (button.matches("[data-section-down]")) moveSection(part, 1)
})

outline.addEventListener("submit", (event) => {
  event.preventDefault()
  saveTitles(event.target)
})

outline.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-entry]")
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return
  event.preventDefault()
  const control = event.target.matches("[data-up], [data-down]") ? (event.target.matches("[data-up]") ? "[data-up]" : "[data-down]") : null
  move(row, event.key === "ArrowUp" ? -1 : 1, control)
})

/* The lead differs from the title: take the title's words, or keep the lead's. */
function answerLead(row, keep) {
  const entry = row.dataset.entry
  change("lead", () => ({ entry, keep }), { focus: focusOn(entry, "[data-retitle]") }).catch(() => {})
}

function takeOut(row) {
  const entry = row.dataset.entry
  const again = ["put-in", { article: row.dataset.article, ...whereOf(row) }, orderOf(outline)]
  const next = (row.nextElementSibling || row.previousElementSibling)?.dataset.entry
  change("take-out", () => ({ entry }), { settled: () => remember(again), focus: focusOn(next, "[data-take-out]") }).catch(() => {})
}

function moveSection(part, by) {
  const key = part.dataset.part
  const sections = sectionsStepped(part, by)
  const control = by < 0 ? "[data-section-up]" : "[data-section-down]"
  const focus = () => {
    const moved = outline.querySelector(`[data-part="${key}"]`)
    const wanted = moved?.querySelector(control)
    ;(wanted?.disabled ? moved.querySelector("[data-section-up]:enabled, [data-section-down]:enabled") : wanted)?.focus()
  }
  change("sections", () => ({ sections }), { focus }).catch(() => {})
}

function putIn(card, section, place) {
  const next = (card.nextElementSibling || card.previousElementSibling)?.dataset.article
  const article = card.dataset.article
  const focus = () => {
    card.remove()
    root.querySelector(`.card[data-article="${next}"] [data-put-in]`)?.focus()
  }
  change("put-in", () => ({ article, section, place }), { focus }).catch(() => {})
}

root.querySelector("[data-pool]").addEventListener("click", (event) => {
  const button = event.target.closest("[data-put-in]")
  if (!button) return
  const card = button.closest(".card")
  const last = [...outline.querySelectorAll("[data-part]")].at(-1)?.dataset.part
  putIn(card, opened.at(-1) ?? (card.dataset.section || last || null), null)
})

root.querySelector("[data-add-section]").addEventListener("change", (event) => {
  const section = Number(event.target.value)
  event.target.value = ""
  if (!section) return
  opened = [...new Set([...opened, section])]
  change("state", () => ({}), { focus: () => outline.querySelector(`[data-part="${section}"] button`)?.focus() })
    .then(() => say("栏目已加在最后，编入稿件后保留。"))
    .catch(() => {})
})
root.querySelector("[data-add-section]").addEventListener("submit", (event) => event.preventDefault())

roving(outline, "[data-rows]")
roving(pool.list, ".pool__list")
if (!closed) {
  draggable(root, outline, (row, to) => {
    if (row.matches(".card")) putIn(row, to.section, to.place)
    else moveTo(row, { section: to.section, place: to.place })
  })
}

const cut = closed ? null : new Cut(root, outline, { said: say, changed: () => change("state", () => ({})).catch(() => {}) })
if (!closed) {
  keyboard(root, {
    e: (row) => cut.open(row),
    t: retitle,
    m: (row) => {
      const select = row.querySelector("[data-to-section]")
      select.focus()
      select.showPicker?.()
    },
    delete: takeOut,
  })
}

async function beat() {
  try {
    const answer = await talk.beat(root.dataset.here)
    const line = root.querySelector("[data-others]")
    line.hidden = !answer.others.length
    line.textContent = answer.others.length ? `同时开着本页：${answer.others.map((one) => `${one.name}（${one.since} 起）`).join("、")}` : ""
    if (answer.version > version()) {
      change("state", () => ({})).then(() => say("别人改了编排，已更新。")).catch(() => {})
    }
  } catch {
    /* A missed heartbeat is no matter. */
  }
}
working(0)
total()
pool.list.setAttribute("aria-busy", "false")
if (opened.length && !closed) change("state", () => ({})).catch(() => {})
beat()
setInterval(beat, HEARTBEAT)
