/* The frame of every desk page: search over everything (Ctrl+K), the list of keys (?), the menu of one's name. */

const dialog = document.getElementById("find")
const keys = document.getElementById("keys")
const PAUSE = 160 // milliseconds of quiet before what is typed is looked for
const SLOW = 300

/* Somebody is writing: single letters are words there, not commands. */
export const isTyping = (target) =>
  target instanceof Element && Boolean(target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]"))

class Finder {
  constructor(root) {
    this.root = root
    this.box = root.querySelector("input")
    this.hits = root.querySelector(".find__hits")
    this.told = root.querySelector("[data-told]")
    this.asked = 0
    this.box.addEventListener("input", (event) => event.isComposing || this.look(PAUSE))
    this.box.addEventListener("compositionend", () => this.look(PAUSE))
    this.box.addEventListener("keydown", (event) => this.#key(event))
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault()
      this.#open(false)
    })
  }

  open() {
    if (!this.root.open) this.root.showModal()
    this.box.select()
    this.look(0)
  }

  look(pause) {
    clearTimeout(this.timer)
    const asked = ++this.asked
    this.timer = setTimeout(() => this.#load(asked), pause)
  }

  async #load(asked) {
    const slow = setTimeout(() => (this.told.textContent = "正在找……"), SLOW)
    try {
      const address = `${this.root.dataset.address}?${new URLSearchParams({ q: this.box.value.trim() })}`
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } })
      if (asked !== this.asked) return
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
      this.hits.innerHTML = await answer.text()
      const options = this.#options()
      options.forEach((one, number) => (one.id = `find-${number}`))
      this.#select(options[0])
      this.told.textContent = this.box.value.trim() ? `${options.length} 条` : ""
    } catch {
      if (asked === this.asked) this.told.textContent = "现在搜不了：连不上服务器，或登录已过期。"
    } finally {
      clearTimeout(slow)
    }
  }

  #options() {
    return [...this.hits.querySelectorAll("[role=option]")]
  }

  #select(option) {
    for (const one of this.#options()) one.setAttribute("aria-selected", String(one === option))
    if (option) {
      this.box.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    } else this.box.removeAttribute("aria-activedescendant")
  }

  #key(event) {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      const options = this.#options()
      const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true")
      this.#select(options[(at + step + options.length) % options.length])
    } else if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault()
      this.#open(true)
    }
  }

  #open(elsewhere) {
    const chosen = this.hits.querySelector("[aria-selected=true]")
    if (!chosen) return
    if (elsewhere) window.open(chosen.href)
    else window.location.assign(chosen.href)
  }
}

if (dialog) {
  const finder = new Finder(dialog)
  for (const button of document.querySelectorAll("[data-find]")) button.addEventListener("click", () => finder.open())
  for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", () => keys.showModal())
  for (const one of [dialog, keys]) {
    one.addEventListener("click", (event) => {
      if (event.target === one || event.target.closest("[data-close]")) one.close()
    })
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault()
      finder.open()
    } else if (event.key === "?" && !isTyping(event.target)) {
      event.preventDefault()
      if (!keys.open) keys.showModal()
    }
  })
}

/* Ctrl+Enter in a field that asks for it presses its form's button. */
document.addEventListener("keydown", (event) => {
  const box = event.target
  if (event.key !== "Enter" || !event.ctrlKey || event.isComposing || !(box instanceof Element) || !box.matches("[data-quick]")) return
  event.preventDefault()
  box.form.requestSubmit()
})

/* On a phone the row of sister pages is wider than the screen: the open one is in sight. */
const open = document.querySelector(".sisters [aria-current], .views [aria-current]")
if (open) {
  const row = open.parentElement
  row.scrollLeft += open.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - open.offsetWidth) / 2
}

/* A menu closes when one goes elsewhere. */
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false))
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return
    menu.open = false
    menu.querySelector("summary").focus()
  })
}
