/* Remarks on an article: marked at their words, settled in one press, answered in place, written on chosen words. */

import { pm } from "../django_prose_editor/editor.js"

const key = new pm.state.PluginKey("remarks")

/* Where these words stand in the document: within one block, or null. */
function placeOf(doc, words) {
  let found = null
  doc.descendants((node, at) => {
    if (found || !node.isTextblock) return !found
    const start = node.textContent.indexOf(words)
    if (start >= 0) found = { from: at + 1 + start, to: at + 1 + start + words.length }
    return false
  })
  return found
}

export class Remarks {
  constructor(parts) {
    Object.assign(this, parts)
    this.panel = this.root.querySelector("[data-remarks]")
    this.past = this.root.querySelector("[data-history]")
    this.quotes = []
    this.panel.addEventListener("click", (event) => this.#press(event))
    this.panel.addEventListener("keydown", (event) => {
      const box = event.target.closest("textarea")
      if (event.key !== "Enter" || !event.ctrlKey || event.isComposing || !box) return
      event.preventDefault()
      box.parentElement.querySelector("[data-add-remark], [data-send-answer]").click()
    })
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "m") {
        event.preventDefault()
        this.open()
        this.panel.querySelector("[data-remark-text]")?.focus()
      }
    })
    if (this.editor) this.#marks()
  }

  async load() {
    const answer = await fetch(this.root.dataset.side).catch(() => null)
    if (answer?.ok && !answer.redirected) {
      this.#show(await answer.json())
      if (this.quotes.length && this.mayOpen()) this.open() // what somebody waits for is seen without looking for it
    }
    else this.panel.textContent = "没有读到批注：连不上服务器，或登录已过期。"
  }

  #show(answer) {
    this.panel.innerHTML = answer.remarks
    this.past.innerHTML = answer.history
    this.quotes = answer.quotes
    this.count(answer.open)
    this.editor?.view.dispatch(this.editor.state.tr.setMeta(key, true))
  }

  async #send(fields) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    const answer = await fetch(this.root.dataset.remarkTo, { method: "POST", body, headers: { "X-CSRFToken": this.csrf() } }).catch(() => null)
    const told = await answer?.json().catch(() => null)
    if (!told || told.error) return window.alert(told?.error ?? "没有送到：连不上服务器，或登录已过期。您写的还在。")
    this.#show(told)
    return told
  }

  #press(event) {
    const button = event.target.closest("button")
    const card = button?.closest("[data-remark]")
    const remark = card?.dataset.remark
    if (!button) return
    if (button.matches("[data-settle]")) this.#send({ what: "settle", remark }).then(() => this.panel.querySelector("button")?.focus())
    else if (button.matches("[data-answer]")) {
      const box = card.querySelector("[data-answer-form]")
      box.hidden = !box.hidden
      button.setAttribute("aria-expanded", String(!box.hidden))
      if (!box.hidden) box.querySelector("textarea").focus()
    } else if (button.matches("[data-send-answer]")) this.#send({ what: "reply", remark, text: card.querySelector("textarea").value })
    else if (button.matches("[data-find-words]")) this.#find(remark)
    else if (button.matches("[data-add-remark]")) this.#add()
  }

  #find(remark) {
    const words = this.quotes.find((one) => String(one.remark) === remark)?.words ?? ""
    const place = this.editor && placeOf(this.editor.state.doc, words)
    if (place) this.editor.chain().focus().setTextSelection(place).scrollIntoView().run()
    else window.alert("原话已改，正文里没有这几个字了。")
  }

  /* The paragraph is counted as the document counts it: the title is 0. */
  #add() {
    const { doc, selection } = this.editor.state
    const words = doc.textBetween(selection.from, selection.to, "")
    let paragraph = 0
    let number = 0
    doc.descendants((node, at) => {
      if (!node.isTextblock) return true
      if (node.textContent.trim()) number += 1
      if (at <= selection.from && selection.from <= at + node.nodeSize) paragraph = number
      return false
    })
    this.#send({ what: "add", paragraph, words, text: this.panel.querySelector("[data-remark-text]").value })
  }

  #marks() {
    const decorations = (doc) => {
      const found = this.quotes.map((one) => [one, placeOf(doc, one.words)]).filter(([, place]) => place)
      return pm.view.DecorationSet.create(doc, found.map(([one, { from, to }]) => pm.view.Decoration.inline(from, to, { class: "said", "data-said": String(one.remark) })))
    }
    this.editor.registerPlugin(new pm.state.Plugin({
      key,
      state: {
        init: (_, { doc }) => decorations(doc),
        apply: (tr, old, _, state) => (tr.docChanged || tr.getMeta(key) ? decorations(state.doc) : old),
      },
      props: {
        decorations: (state) => key.getState(state),
        handleClick: (_, __, event) => {
          const said = event.target.closest?.("[data-said]")
          if (said) {
            this.open()
            this.panel.querySelector(`[data-remark="${said.dataset.said}"]`)?.scrollIntoView({ block: "center" })
          }
          return false
        },
      },
    }))
  }
}
