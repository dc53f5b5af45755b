/* The pool: filtered as one types, more on request, marked where an article is in the issue already. */

import { redrawn } from "./redraw.js"

const PAUSE = 300

export class Pool {
  constructor(root, talk) {
    this.talk = talk
    this.list = root.querySelector("[data-pool]")
    this.filters = root.querySelector("[data-filters]")
    this.timer = 0
    this.asked = 0
    this.pages = 1
    this.filters.addEventListener("input", () => this.look(PAUSE))
    this.filters.addEventListener("submit", (event) => {
      event.preventDefault()
      this.look(0)
    })
    this.list.addEventListener("click", (event) => {
      const more = event.target.closest("[data-more]")
      if (more) this.more(more)
    })
  }

  query(first, page) {
    const wanted = new URLSearchParams(new FormData(this.filters))
    wanted.set("first", String(first))
    wanted.set("page", String(page))
    return `pool/?${wanted}`
  }

  /* Look for something else, after a pause while the person is typing. */
  look(pause) {
    this.pages = 1
    this.refresh(pause)
  }

  /* The same pages again, as they are now. */
  refresh(pause = 0) {
    clearTimeout(this.timer)
    this.list.setAttribute("aria-busy", "true")
    const asked = ++this.asked
    this.timer = setTimeout(() => this.#load(asked), pause)
  }

  async #load(asked) {
    try {
      const html = await this.talk.fragment(this.query(1, this.pages))
      if (asked === this.asked) redrawn(this.list, () => (this.list.innerHTML = html)) // one overtaken is dropped
    } catch {
      /* The list stays as it was. */
    } finally {
      if (asked === this.asked) this.list.setAttribute("aria-busy", "false")
    }
  }

  async more(button) {
    button.disabled = true
    const page = Number(button.dataset.more)
    try {
      const html = await this.talk.fragment(this.query(page, page))
      this.pages = page
      button.remove()
      const shown = this.list.querySelectorAll("[data-put-in]").length
      this.list.insertAdjacentHTML("beforeend", html)
      this.list.querySelectorAll("[data-put-in]")[shown]?.focus()
    } catch {
      button.disabled = false
    }
  }
}
