/* The workbench of an article: Ctrl+S, the panels beside the text, the draft as readers see it, remarks beside their
   words, pictures put into the text, names as they are typed. Without it every panel stands open below the text. */

import { choosing } from "./work-library.js"
import { pasted } from "./work-paste.js"
import { reframing } from "./work-pictures.js"
import { since } from "./work-since.js"
import { Remarks } from "./work-remarks.js"

const root = document.querySelector("[data-work]")
const form = document.getElementById("article_form")
const area = form.querySelector("textarea[data-body-editor]")
const editor = area.bodyEditor
/* What the person changed and is not saved yet, for the composer's drawer, whose frame this may be. It is noted here and
   not once the frame has loaded: pictures may come long after the first words are typed. */
for (const act of ["keydown", "pointerdown", "paste", "drop"]) {
  form.addEventListener(act, () => (form.dataset.touched = "yes"), { capture: true })
}
for (const act of ["input", "change"]) {
  // The editor fills in its field by itself, with events that no person made.
  form.addEventListener(act, (event) => (event.isTrusted || form.dataset.touched) && (form.dataset.unsaved = "yes"))
}
const csrf = () => form.elements.csrfmiddlewaretoken.value
const say = (words) => (root.querySelector("[data-work-saved]").textContent = words)

/* Panels. */

const panels = [...root.querySelectorAll("[data-panel]")]
const bar = root.querySelector("[data-tabs]")
const tabOf = new Map()

export function open(panel, focus = false) {
  for (const one of panels) {
    one.hidden = one !== panel
    tabOf.get(one).setAttribute("aria-selected", String(one === panel))
    tabOf.get(one).tabIndex = one === panel ? 0 : -1
  }
  if (focus) tabOf.get(panel).focus()
  panel.dispatchEvent(new Event("opened"))
}

const count = (panel, number) => {
  tabOf.get(panel).textContent = number ? `${panel.dataset.panel} ${number}` : panel.dataset.panel
}

panels.forEach((panel, number) => {
  panel.id ||= `panel-${number}`
  panel.setAttribute("role", "tabpanel")
  const tab = Object.assign(document.createElement("button"), { type: "button", textContent: panel.dataset.panel })
  tab.setAttribute("role", "tab")
  tab.setAttribute("aria-controls", panel.id)
  tab.addEventListener("click", () => open(panel))
  tab.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by) open(panels[(number + by + panels.length) % panels.length], true)
  })
  tabOf.set(panel, tab)
  bar.append(tab)
})
bar.hidden = false
const panelNamed = (name) => panels.find((one) => one.dataset.panel === name)
open(panels.find((one) => one.querySelector(".errorlist")) ?? panels[0])

/* Titles wrap and grow; Enter goes on to the text. */

for (const line of form.querySelectorAll("textarea[data-one-line]")) {
  const grow = () => {
    if (/[\r\n]/.test(line.value)) line.value = line.value.replace(/[\r\n]+/g, "")
    if (CSS.supports("field-sizing", "content")) return
    line.style.height = "auto"
    line.style.height = `${line.scrollHeight}px`
  }
  line.addEventListener("input", grow)
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey) return
    event.preventDefault()
    editor?.commands.focus("start")
  })
  grow()
}

/* Saving: Ctrl+S from everywhere, and back to the same place afterwards. */

const saves = form.querySelector("button[name=_continue]")
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return
  event.preventDefault()
  saves.click()
})
const PLACE = `work-place ${window.location.pathname}`
form.addEventListener("submit", (event) => {
  if (event.submitter === saves) {
    sessionStorage.setItem(PLACE, JSON.stringify({ y: window.scrollY, at: editor?.state.selection.head, panel: panels.find((one) => !one.hidden)?.dataset.panel }))
    say("正在保存……")
  }
})
const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null")
sessionStorage.removeItem(PLACE)
if (place && !document.querySelector(".errornote")) {
  if (panelNamed(place.panel)) open(panelNamed(place.panel))
  if (editor && place.at) editor.commands.setTextSelection(Math.min(place.at, editor.state.doc.content.size))
  editor?.commands.focus(null, { scrollIntoView: false })
  window.scrollTo(0, place.y)
  say(`${new Date().toLocaleTimeString("zh-CN", { hour12: false })} 已保存`)
  form.dataset.saved = "yes" // the composer's drawer, whose frame this may be, asks
} else if (!root.dataset.side) form.elements.title.focus()

/* What the recovery buffer took, said in the bar. */
const kept = root.querySelector(".open-page [data-saved]")
if (kept) new MutationObserver(() => kept.textContent && say(kept.textContent)).observe(kept, { childList: true, characterData: true, subtree: true })

const told = () => (root.querySelector("[data-work-count]").textContent = root.querySelector(".body-editor__count")?.textContent ?? "")
form.addEventListener("input", told)
told()

/* The draft as readers see it, from the words as they are typed. */

const preview = root.querySelector("[data-preview-panel]")
let as = "phone"
async function show() {
  const frame = preview.querySelector("iframe"), asked = as
  if (preview.querySelector(`[data-as="${asked}"]`).matches("[data-channel]")) return send(asked, frame.name)
  const answer = await fetch(`${root.dataset.preview}?as=${asked}`, { method: "POST", body: wordsOf(), headers: { "X-CSRFToken": csrf() } })
  if (asked !== as) return // another was pressed meanwhile
  if (!answer.ok || answer.redirected) return say("现在看不了预览：连不上服务器，或登录已过期。")
  const text = await answer.text()
  const y = frame.contentDocument?.defaultView.scrollY ?? 0 // none of a channel's page, which is shut off
  frame.addEventListener("load", function arrived() {
    const page = frame.contentDocument
    if (!page) return // a channel's page, asked for before this one and still on its way
    frame.removeEventListener("load", arrived)
    if (asked === "elder") page.documentElement.classList.add("preview-large")
    if (asked === "text") page.querySelector("pre").textContent = text
    page.defaultView.scrollTo(0, y)
  })
  frame.srcdoc = asked === "text" ? `<!doctype html><title>纯文本</title><pre class="preview-text"></pre>` : text
}
/* A channel's own page or file comes with a policy of its own: it is asked for by a form, not written into the frame. */
function send(key, target) {
  const asked = Object.assign(document.createElement("form"), { method: "post", action: root.dataset.channels.replace("/sms/", `/${key}/`), target, hidden: true })
  for (const [name, value] of [...wordsOf(), ["csrfmiddlewaretoken", csrf()]]) {
    asked.append(Object.assign(document.createElement("textarea"), { name, value }))
  }
  document.body.append(asked)
  asked.submit()
  asked.remove()
}
function wordsOf() {
  const words = new FormData()
  for (const name of ["title", "kicker", "subtitle", "summary", "byline_text", "editor_name", "body"]) {
    if (form.elements[name]) words.append(name, form.elements[name].value)
  }
  return words
}
if (preview) {
  preview.addEventListener("opened", show)
  let timer = 0
  form.addEventListener("input", () => {
    clearTimeout(timer)
    if (!preview.hidden) timer = setTimeout(show, 900)
  })
  for (const button of preview.querySelectorAll("[data-file]")) button.addEventListener("click", () => send(button.dataset.file, ""))
  for (const button of preview.querySelectorAll("[data-as]")) {
    button.addEventListener("click", () => {
      as = button.dataset.as
      for (const one of preview.querySelectorAll("[data-as]")) one.setAttribute("aria-pressed", String(one === button))
      show()
    })
  }
}

const changes = root.querySelector("[data-since]")
if (changes) since({ panel: changes, form, words: wordsOf, csrf })
if (changes && document.documentElement.classList.contains("framed")) open(place?.panel ? panelNamed(place.panel) ?? changes : changes)

/* Authors: a few suggestions while a name is typed, in place of everybody in the page. */

const names = root.querySelector("[data-people-list]")
let asked = 0
form.addEventListener("input", async (event) => {
  if (event.target.getAttribute("list") !== "people" || event.isComposing) return
  const mine = ++asked
  const answer = await fetch(`${root.dataset.people}?${new URLSearchParams({ q: event.target.value })}`)
  if (!answer.ok || answer.redirected || mine !== asked) return
  const found = await answer.json()
  names.replaceChildren(...found.names.map((value) => Object.assign(document.createElement("option"), { value })))
})

if (root.dataset.side) {
  const remarks = new Remarks({ root, editor, csrf, count: (number) => count(panelNamed("批注"), number), mayOpen: () => !place && panels[0] === panels.find((one) => !one.hidden), open: () => open(panelNamed("批注")) })
  remarks.load()
}
if (editor) pasted({ root, form, editor, csrf })

/* Pictures put into the text become rows of 图片 (body-pictures.js): there they are described. */

const pictures = root.querySelector("[data-pictures]")
const rowsOf = () => [...pictures.querySelectorAll(".inline-related:not(.empty-form)")]
let shown = rowsOf().length
count(pictures, shown)
reframing(pictures)
choosing(pictures, root.dataset.library)
new MutationObserver(() => {
  const rows = rowsOf()
  if (rows.length > shown && editor?.isFocused) {
    open(pictures)
    rows.at(-1).querySelector("[name$=-alt]")?.focus()
  }
  shown = rows.length
  count(pictures, shown)
}).observe(pictures, { childList: true, subtree: true })
