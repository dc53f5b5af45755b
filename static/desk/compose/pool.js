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
    this.filters.addEventListener("input", () => this.refresh(PAUSE))
    this.filters.addEventListener("submit", (event) => {
      event.preventDefault()
      this.refresh(0)
    })
    this.list.addEventListener("click", (event) => {
      const more = event.target.closest("[data-more]")
      if (more) this.more(more)
    })
  }

  query(page = 1) {
    const wanted = new URLSearchParams(new FormData(this.filters))
    wanted.set("page", String(page))
    return `pool/?${wanted}`
  }

  refresh(pause = 0) {
    clearTimeout(this.timer)
    this.list.setAttribute("aria-busy", "true")
    const asked = ++this.asked
    this.timer = setTimeout(() => this.#load(asked), pause)
  }

  async #load(asked) {
    try {
      const html = await this.talk.fragment(this.query())
      if (asked === this.asked) redrawn(this.list, () => (this.list.innerHTML = html)) // one overtaken is dropped
    } catch {
      /* The list stays as it was. */
    } finally {
      if (asked === this.asked) this.list.setAttribute("aria-busy", "false")
    }
  }

  async more(button) {
    button.disabled = true
    try {
      const html = await this.talk.fragment(this.query(button.dataset.more))
      button.remove()
      this.list.insertAdjacentHTML("beforeend", html)
    } catch {
      button.disabled = false
    }
  }
}
