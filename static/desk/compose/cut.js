/* The drawer: an item's own workbench beside the outline, in a frame. What is typed is kept there as it is on the whole
   page (the recovery buffer, two people at once, a sign-in that ended); going on or closing saves first. */

const FORM = "#article_form"

export class Cut {
  /* `changed` is called after each save; `said` announces. */
  constructor(root, outline, { changed, said }) {
    Object.assign(this, { root, outline, changed, said })
    this.drawer = root.querySelector("[data-cut-drawer]")
    this.frame = null
    this.entry = ""
    this.then = null
    for (const button of this.drawer.querySelectorAll("[data-cut-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.cutStep)))
    }
    this.drawer.querySelector("[data-cut-close]").addEventListener("click", () => this.close())
    this.drawer.querySelector("[data-cut-done]").addEventListener("click", () => this.done())
    this.drawer.addEventListener("keydown", (event) => this.#key(event))
    outline.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-cut]")
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
      event.preventDefault()
      this.open(link.closest("[data-entry]"))
    })
  }

  /* Show an item; what is half written in another one is saved before. */
  open(row) {
    if (row.dataset.entry === this.entry) return this.frame?.focus()
    this.#saved(() => this.#show(row))
  }

  #show(row) {
    this.entry = row.dataset.entry
    this.root.classList.add("compose--cut")
    this.drawer.hidden = false
    this.frame?.remove() // a new one, so that the browser's way back does not lead through items
    this.frame = Object.assign(document.createElement("iframe"), { title: "改文" })
    this.frame.addEventListener("load", () => this.#loaded())
    this.drawer.querySelector("[data-cut-told]").textContent = "正在打开……"
    this.frame.src = row.querySelector("a[data-cut]").href
    this.drawer.querySelector(".cut__head").after(this.frame)
    this.redrawn()
  }

  /* The outline was drawn anew: which item is open, and where it stands now. */
  redrawn() {
    if (!this.entry) return
    const rows = this.#rows()
    const at = rows.findIndex((row) => row.dataset.entry === this.entry)
    for (const row of rows) row.toggleAttribute("data-open", row.dataset.entry === this.entry)
    const part = rows[at]?.closest("[data-part]").querySelector("h3").firstChild.textContent
    this.drawer.querySelector("[data-cut-place]").textContent = at < 0 ? "这一条已移出本期" : `第 ${at + 1} 条 · ${part}`
    this.drawer.querySelector('[data-cut-step="-1"]').disabled = at < 1
    this.drawer.querySelector('[data-cut-step="1"]').disabled = at < 0 || at === rows.length - 1
    if (at >= 0) this.drawer.querySelector("[data-cut-page]").href = rows[at].querySelector("a[data-cut]").href
  }

  step(by) {
    const rows = this.#rows()
    const next = rows[rows.findIndex((row) => row.dataset.entry === this.entry) + by]
    if (next) this.#saved(() => this.#show(next))
    else this.said(by < 0 ? "已是第一条。" : "已是最后一条。")
  }

  /* Save, then the next item; after the last one the drawer closes. */
  done() {
    const rows = this.#rows()
    const next = rows[rows.findIndex((row) => row.dataset.entry === this.entry) + 1]
    this.#saved(() => (next ? this.#show(next) : this.#hide()))
  }

  close() {
    this.#saved(() => this.#hide())
  }

  #hide() {
    const row = this.#rows().find((one) => one.dataset.entry === this.entry)
    this.entry = ""
    this.frame?.remove()
    this.frame = null
    this.drawer.hidden = true
    this.root.classList.remove("compose--cut")
    row?.removeAttribute("data-open")
    ;(row?.querySelector("a[data-cut]") ?? this.outline.querySelector("a[data-cut]"))?.focus()
  }

  #rows() {
    return [...this.outline.querySelectorAll("[data-entry]")]
  }

  get #form() {
    return this.frame?.contentDocument?.querySelector(FORM)
  }

  /* Go on at once where nothing is half written, else once the frame has come back from saving it. */
  #saved(then) {
    const asks = this.frame?.contentDocument?.querySelector(".conflict, .errornote, .typed") // two versions, refused, not taken
    const kept = asks?.matches(".typed") ? "您写的字只在这一页上，请先抄下来。" : "您写的字另存着，下次打开时可以取回。"
    if (asks && !window.confirm(`这一条还没有保存，要离开吗？${kept}`)) return
    const save = this.#form?.querySelector("button[name=_continue]")
    if (asks || !this.#form?.dataset.unsaved || !save) return then()
    this.then = then
    this.drawer.querySelector("[data-cut-told]").textContent = "正在保存……"
    save.click()
  }

  #loaded() {
    const page = this.frame.contentDocument
    const then = this.then
    this.then = null
    // Before the editor sees the key: it would make a line break of Ctrl+Enter.
    page.addEventListener("keydown", (event) => this.#key(event), { capture: true })
    const form = this.#form
    const told = this.drawer.querySelector("[data-cut-told]")
    if (!form || page.querySelector(".errornote")) {
      told.textContent = page.URL === "about:blank" ? "" : "没有保存，请看上面。"
      return
    }
    told.textContent = ""
    const trouble = page.querySelector(".open-page [data-old]")
    const tell = () => {
      told.textContent = trouble.textContent
      if (trouble.textContent) this.then = null // the save did not go out: stay here
    }
    if (trouble) new MutationObserver(tell).observe(trouble, { childList: true, characterData: true, subtree: true })
    for (const act of ["input", "change"]) form.addEventListener(act, () => this.#count())
    this.#count()
    if (form.dataset.saved === "yes") this.changed()
    if (then) then()
    else if (!form.dataset.saved) this.frame.focus()
  }

  #count() {
    const text = this.frame.contentDocument.querySelector(".body-editor__count")?.textContent ?? ""
    const number = Number.parseInt(text, 10)
    const { fewest, most } = this.drawer.dataset
    const shown = this.drawer.querySelector("[data-cut-length]")
    shown.textContent = number > most ? `${text}，多 ${number - most}` : number < fewest ? `${text}，少 ${fewest - number}` : text
    shown.classList.toggle("entry__length--off", number > most || number < fewest)
  }

  #key(event) {
    if (event.isComposing || event.defaultPrevented) return
    const step = event.altKey && { PageUp: -1, PageDown: 1 }[event.key]
    if (step) this.step(step)
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.done()
    else if (event.key === "Escape" && !this.frame?.contentDocument?.querySelector("dialog[open], details.menu[open]")) this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}
