/* A picture that is there already, taken from the library into a row of its own with its words. */

const PAUSE = 250

export function choosing(panel, address) {
  const opens = panel.querySelector("[data-from-library]")
  if (!opens || !address) return
  opens.hidden = false
  const dialog = Object.assign(document.createElement("dialog"), { className: "library" })
  dialog.setAttribute("aria-label", "图片库")
  dialog.innerHTML =
    '<p class="library__ask"><input type="search" aria-label="找图片" placeholder="说明、摄影、稿件标题"> <button type="button" data-close>关</button></p><div data-found></div>'
  const found = dialog.querySelector("[data-found]")
  const box = dialog.querySelector("input")
  let asked = 0
  async function look() {
    const mine = ++asked
    const answer = await fetch(`${address}?${new URLSearchParams({ q: box.value, part: "1" })}`).catch(() => null)
    if (mine !== asked) return
    if (answer?.ok && !answer.redirected) found.innerHTML = await answer.text()
    else found.textContent = "现在看不了图片库：连不上服务器，或登录已过期。"
  }
  let timer = 0
  box.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(look, PAUSE)
  })
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return dialog.close()
    const card = event.target.closest("[data-take]")?.closest("[data-token]")
    if (card) {
      take(panel, card)
      dialog.close()
    }
  })
  opens.addEventListener("click", () => {
    if (!dialog.isConnected) document.body.append(dialog)
    dialog.showModal()
    look()
  })
}

function take(panel, card) {
  panel.querySelector(".add-row a").click()
  const row = [...panel.querySelectorAll(".inline-related:not(.empty-form)")].pop()
  const put = (name, value) => {
    const field = row.querySelector(`[name$="-${name}"]`)
    field.value = value
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  put("kept", card.dataset.token)
  for (const name of ["alt", "caption", "credit"]) put(name, card.dataset[name])
  const place = row.querySelector(".field-thumbnail .readonly")
  const image = card.querySelector("img").cloneNode()
  image.className = "thumbnail"
  place?.replaceChildren(image)
  row.querySelector("[name$=-alt]").focus()
}
