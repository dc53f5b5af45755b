/* What the words on the page differ in from the draft as it was handed in: asked for while the panel is open. */

const PAUSE = 900

export function since({ panel, form, words, csrf }) {
  let timer = 0
  async function show() {
    const answer = await fetch(panel.dataset.since, { method: "POST", body: words(), headers: { "X-CSRFToken": csrf() } }).catch(() => null)
    if (answer?.ok && !answer.redirected) panel.innerHTML = await answer.text()
    else panel.textContent = "现在比不了：连不上服务器，或登录已过期。"
  }
  panel.addEventListener("opened", show)
  form.addEventListener("input", () => {
    clearTimeout(timer)
    if (!panel.hidden) timer = setTimeout(show, PAUSE)
  })
}
