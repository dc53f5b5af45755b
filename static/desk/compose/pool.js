/* The pool: filtered as one types, more on request, marked where an article is in the issue already. */

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
    this.timer = setTimeout(async () => {
      const asked = ++this.asked
      try {
        const html = await this.talk.fragment(this.query())
        if (asked === this.asked) this.list.innerHTML = html // an answer that was overtaken is dropped
      } catch {
        /* The list stays as it was. */
      }
    }, pause)
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
