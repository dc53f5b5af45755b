/* The live preview: the phone page, the plain text and the counters, brought up to date after each change. */

const PAUSE = 600 // milliseconds of quiet before the preview is made anew

export class Live {
  constructor(root, talk) {
    this.root = root
    this.talk = talk
    this.frame = root.querySelector("[data-phone] iframe")
    this.counts = root.querySelector("[data-measures]")
    this.timer = 0
    for (const button of root.querySelectorAll("[data-show]")) {
      button.addEventListener("click", () => this.show(button.dataset.show))
    }
    this.shown = "phone"
    this.refresh(0)
  }

  show(which) {
    this.shown = which
    for (const button of this.root.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === which))
    }
    this.root.querySelector("[data-phone]").hidden = which !== "phone"
    const text = this.root.querySelector("[data-text]")
    if (text) text.hidden = which !== "text"
  }

  refresh(pause = PAUSE) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#load(), pause)
  }

  async #load() {
    const scrolled = this.frame.contentWindow?.scrollY || 0
    this.frame.addEventListener("load", () => this.frame.contentWindow?.scrollTo(0, scrolled), { once: true })
    this.frame.src = this.root.dataset.preview
    try {
      this.counts.innerHTML = await this.talk.fragment("measures/")
      this.show(this.shown)
      this.#mark()
    } catch {
      /* The counters stay as they were; the next change tries again. */
    }
  }

  /* What the proof checks found, beside the entry that it stands in. */
  #mark() {
    for (const old of this.root.querySelectorAll("[data-proof-mark]")) old.remove()
    const found = [...this.counts.querySelectorAll("[data-found]")]
    const sum = (level) => found.filter((one) => one.dataset.level === level).length
    this.root.querySelector("[data-open-findings]").textContent = sum("A") ? `${sum("A")} 条必须改` : sum("B") ? `${sum("B")} 条请核` : ""
    for (const one of found) {
      const title = one.dataset.found && this.root.querySelector(`[data-article="${one.dataset.found}"] .entry__title`)
      if (!title) continue
      const mark = Object.assign(document.createElement("span"), { className: "entry__proof", textContent: one.dataset.said })
      mark.dataset.proofMark = one.dataset.level
      title.append(mark)
    }
  }
}
