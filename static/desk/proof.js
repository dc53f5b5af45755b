/* Proof checks while one writes: the form's words go to the server after a pause, findings come back as marks in the
   text and as a list beside it. The caret never moves by itself, nothing is stored, and every change that is taken can
   be undone in the editor as if it had been typed. */

import { pm } from "../django_prose_editor/editor.js"
import { csrf } from "./csrf.js"

const panel = document.getElementById("proof")
const form = document.querySelector("#content-main form[method=post], form.correct")
const area = form?.querySelector("textarea[data-body-editor]")
const editor = area?.bodyEditor
const PAUSE = 600
const LOADED = 4000 // until the typo model is likely to be there
const BLANK = /[ \t\r\n\u00a0\u3000]/
const LEVELS = { A: "必须改", B: "请核", C: "提示" }
const INPUTS = ["title", "kicker", "subtitle", "summary", "byline_text", "source_url", "editor_name"]
const key = new pm.state.PluginKey("proof")

let findings = []
let current = -1
let sent = ""
let asked = 0

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/* The characters of the body as the server counts them: from and to → positions in the document. */
function places(doc) {
  const starts = []
  const ends = []
  doc.descendants((node, at) => {
    if (!node.isText) return
    let place = at
    for (const sign of node.text) {
      if (!BLANK.test(sign)) {
        starts.push(place)
        ends.push(place + sign.length)
      }
      place += sign.length
    }
  })
  return (from, to) => (from < to && to <= ends.length ? [starts[from], ends[to - 1]] : null)
}

const marks = (state, open) => {
  const place = places(state.doc)
  const found = []
  for (const one of open) {
    if (one.field !== "body" || one.from === undefined || one.waived) continue
    const at = place(one.from, one.to)
    if (at) {
      const chosen = one === findings[current] ? " proof-mark--now" : ""
      found.push(pm.view.Decoration.inline(at[0], at[1], {
        class: `proof-mark proof-mark--${one.level}${chosen}`, "aria-description": `${LEVELS[one.level]}：${one.message}`,
      }, { key: one.key }))
    }
  }
  return pm.view.DecorationSet.create(state.doc, found)
}

const plugin = new pm.state.Plugin({
  key,
  state: {
    init: () => pm.view.DecorationSet.empty,
    apply: (transaction, kept, _, state) => (transaction.getMeta(key)
      ? marks(state, transaction.getMeta(key)) : kept.map(transaction.mapping, transaction.doc)),
  },
  props: { decorations(state) { return key.getState(state) } },
})

const show = () => editor?.view.dispatch(editor.state.tr.setMeta(key, findings).setMeta("addToHistory", false))

const field = (name) => form.elements.namedItem(name)
const pictureField = (number, part) => {
  const shown = [...form.querySelectorAll(`[name$="-${part}"]`)].filter((one) => /^images-\d+-/.test(one.name) || /-\d+-/.test(one.name))
  return shown[number] ?? null
}

function typed() {
  const fields = {}
  for (const name of INPUTS) {
    const one = field(name)
    if (one && typeof one.value === "string") fields[name] = one.value
  }
  if (area) fields.body = area.value
  const captions = [...form.querySelectorAll('[name$="-caption"]')].filter((one) => !one.name.includes("__prefix__"))
  const pictures = captions.map((one) => {
    const other = (part) => form.elements.namedItem(one.name.replace(/-caption$/, `-${part}`))?.value ?? ""
    return { caption: one.value, alt: other("alt"), credit: other("credit") }
  })
  return JSON.stringify({ article: Number(panel.dataset.article) || null, fields, pictures })
}

async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST", body, redirect: "manual", credentials: "same-origin",
      headers: { "X-CSRFToken": csrf(form), "Content-Type": "application/json", Accept: "application/json" },
    })
    if (!(answer.headers.get("Content-Type") || "").includes("json")) return { error: "现在不能校对，文字不受影响。" }
    return await answer.json()
  } catch {
    return { error: "连不上服务器，暂时不能校对，文字不受影响。" }
  }
}

async function check() {
  const words = typed()
  if (words === sent) return
  const turn = ++asked
  const answer = await post(panel.dataset.check, words)
  if (turn !== asked) return // a later check is under way
  if (answer.error) return say(answer.error)
  if (typed() !== words) return later() // typed on in the meantime
  sent = words
  const before = findings[current]?.key
  findings = answer.findings
  off(answer.typos)
  if (answer.again) setTimeout(() => { sent = ""; check() }, LOADED)
  current = findings.findIndex((one) => one.key === before)
  show()
  list()
}

let timer = 0
const later = () => {
  clearTimeout(timer)
  timer = setTimeout(check, PAUSE)
}

const say = (words) => {
  const place = panel.querySelector("[data-proof-told]")
  if (place.textContent !== words) place.textContent = words
}

const off = (why) => {
  const place = panel.querySelector("[data-proof-off]")
  place.hidden = !why
  place.textContent = why
}

const open = () => findings.filter((one) => !one.waived)

function list() {
  const left = open()
  const counts = Object.keys(LEVELS).map((level) => [level, left.filter((one) => one.level === level).length])
  const told = counts.filter(([, number]) => number).map(([level, number]) => `${LEVELS[level]} ${number} 处`)
  say(told.length ? told.join("，") : "没有发现问题")
  panel.querySelector("[data-proof-list]").replaceChildren(...findings.map(row))
  panel.querySelector("[data-proof-steps]").hidden = !left.length
}

function row(one, index) {
  const item = element("li", { className: `proof__one proof__one--${one.level}` })
  item.dataset.index = index
  if (index === current) item.setAttribute("aria-current", "true")
  const go = element("button", { type: "button", className: "proof__go" },
    element("span", { className: "proof__level", textContent: one.waived ? "已放行" : LEVELS[one.level] }),
    element("span", { className: "proof__words", textContent: one.text }), element("span", { textContent: one.message }))
  go.addEventListener("click", () => choose(index))
  item.append(go)
  if (one.source) item.append(element("p", { className: "proof__source", textContent: one.source }))
  if (one.waived) {
    item.append(element("p", { className: "proof__source", textContent: one.waived }))
    if (panel.dataset.waive) item.append(element("p", { className: "proof__acts" }, ...afterwards(one)))
    return item
  }
  const acts = element("p", { className: "proof__acts" })
  if (takeable(one)) {
    acts.append(button(one.suggestion ? `改为“${one.suggestion}”` : "删去", () => take([one])))
    const same = open().filter((other) => other.code === one.code && takeable(other))
    if (same.length > 1) acts.append(button(`同类 ${same.length} 处都改`, () => takeAll(same)))
  }
  if (panel.dataset.waive && Number(panel.dataset.article)) acts.append(button("不是错误", () => askReason(item, one)))
  if (one.register) acts.append(element("a", { href: one.register, target: "_blank", rel: "noopener", textContent: "登记" }))
  if (acts.children.length) item.append(acts)
  return item
}

/* What can be done with a finding that was let stand. */
const afterwards = (one) => {
  const acts = [button("收回放行", () => settle(one.reopen))]
  if (one.everywhere && "everywhere" in panel.dataset) {
    acts.push(button(`对所有稿件放行“${[...one.text].slice(0, 20).join("")}”`, () => settle(one.everywhere)))
  }
  return acts
}

async function settle(address) {
  const answer = await post(address, "{}")
  sent = ""
  await check()
  say(answer.error || answer.said)
  panel.querySelector("[data-proof-told]").focus()
}

const button = (text, act) => {
  const made = element("button", { type: "button", textContent: text })
  made.addEventListener("click", act)
  return made
}

const takeable = (one) => one.suggestion !== null && one.from !== undefined && (one.field || one.part)

/* One by one from the end, so that the places before stay what they are; one step to undo. */
function take(many) {
  const inBody = many.filter((one) => one.field === "body").sort((a, b) => b.from - a.from)
  if (inBody.length && editor) {
    const place = places(editor.state.doc)
    const transaction = editor.state.tr
    for (const one of inBody) {
      const at = place(one.from, one.to)
      if (at && transaction.doc.textBetween(at[0], at[1], "", "").replace(/\s/g, "") === one.text.replace(/\s/g, "")) {
        if (one.suggestion) transaction.insertText(one.suggestion, at[0], at[1])
        else transaction.delete(at[0], at[1])
      }
    }
    editor.view.dispatch(transaction)
  }
  for (const one of many.filter((other) => other.field !== "body").sort((a, b) => b.from - a.from)) {
    const input = inputOf(one)
    if (!input) continue
    const [from, to] = units(input.value, one)
    if (input.value.slice(from, to) !== one.text) continue
    input.focus()
    if (document.activeElement === input) {
      input.setSelectionRange(from, to)
      document.execCommand("insertText", false, one.suggestion) // the one way that keeps the field's own undo
    } else input.setRangeText(one.suggestion, from, to) // in a panel that is not shown: a caption
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }
  check()
}

function takeAll(many) {
  const box = panel.querySelector("dialog")
  box.querySelector("ul").replaceChildren(...many.map((one) =>
    element("li", {}, element("del", { textContent: one.text }), " → ", element("ins", { textContent: one.suggestion || "（删去）" }))))
  box.returnValue = ""
  box.onclose = () => { if (box.returnValue === "take") take(many) }
  box.showModal()
}

const inputOf = (one) => (one.part ? pictureField(one.picture, one.part) : field(one.field))
/* Characters as the server counts them (code points) → places in a JavaScript string. */
const units = (value, one) => {
  const signs = [...value]
  const from = signs.slice(0, one.from).join("").length
  return [from, from + signs.slice(one.from, one.to).join("").length]
}

function askReason(item, one) {
  if (item.querySelector("form, .proof__why")) return
  const input = element("input", { type: "text", maxLength: 300, required: true })
  const label = element("label", {}, "为什么不是错误 ", input)
  const keep = button("放行", async () => {
    if (!input.value.trim()) return input.focus()
    const data = { ...JSON.parse(typed()), key: one.key, reason: input.value }
    const answer = await post(panel.dataset.waive, JSON.stringify(data))
    if (answer.error) return say(answer.error)
    sent = ""
    await check()
    panel.querySelector("[data-proof-told]").focus()
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); keep.click() }
    if (event.key === "Escape") box.remove()
  })
  const box = element("div", { className: "proof__why" }, label, keep)
  item.append(box)
  input.focus()
}

function choose(index) {
  const one = findings[index]
  if (!one) return
  current = index
  show()
  list()
  unfold(one.field === "body" ? panel : inputOf(one))
  panel.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" })
  if (one.field === "body" && editor && one.from !== undefined) {
    const at = places(editor.state.doc)(one.from, one.to)
    if (at) editor.chain().focus().setTextSelection({ from: at[0], to: at[1] }).scrollIntoView().run()
    bring(editor.view.dom.querySelector(".proof-mark--now"))
    return
  }
  const input = inputOf(one)
  if (input && one.from !== undefined) {
    input.focus()
    input.setSelectionRange(...units(input.value, one))
    bring(input)
  }
}

/* A caption or byline stands in another panel of the page: it is opened, and this one again for what is in the text. */
const unfold = (place) => {
  const around = place?.closest("[role=tabpanel][hidden]")
  if (around) document.querySelector(`[aria-controls="${around.id}"]`)?.click()
}

/* Where the panel lies over the lower half of the screen, what it speaks of is shown above it. */
const narrow = matchMedia("(max-width: 1199px)")
const bring = (place) => narrow.matches && place?.scrollIntoView({ block: "center" })

const step = (by) => {
  const left = open()
  if (!left.length) return
  const at = left.indexOf(findings[current])
  const next = left[(at + by + left.length) % left.length] ?? left[0]
  choose(findings.indexOf(at < 0 && by < 0 ? left.at(-1) : at < 0 ? left[0] : next))
  say(`${LEVELS[findings[current].level]}：${findings[current].message}`)
}

/* On a narrow screen the panel lies along its lower edge and shows the chosen finding alone, or all. */
function fold(event) {
  const open = panel.toggleAttribute("data-open")
  event.currentTarget.setAttribute("aria-expanded", open)
  event.currentTarget.textContent = open ? "收起" : "全部列出"
}

/* F8 and Shift+F8: next and previous; Alt+Enter: take the suggestion; Alt+W: let it stand. */
function keys(event) {
  const one = findings[current]
  if (event.key === "F8" && !event.ctrlKey && !event.altKey) step(event.shiftKey ? -1 : 1)
  else if (event.altKey && event.key === "Enter" && one && !one.waived && takeable(one)) take([one])
  else if (event.altKey && event.code === "KeyW" && one && !one.waived && panel.dataset.waive) {
    const item = panel.querySelector(`[data-index="${current}"]`)
    if (item) askReason(item, one)
  } else return
  event.preventDefault()
}

if (panel && form) {
  editor?.registerPlugin(plugin)
  form.addEventListener("input", later)
  document.addEventListener("keydown", keys)
  panel.querySelector("[data-proof-next]").addEventListener("click", () => step(1))
  panel.querySelector("[data-proof-previous]").addEventListener("click", () => step(-1))
  panel.querySelector("[data-proof-open]").addEventListener("click", fold)
  addEventListener("focus", () => { sent = ""; later() }) // a register may have been changed in another window
  check()
}
