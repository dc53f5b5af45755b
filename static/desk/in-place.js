/* Paragraphs changed where they are read: what is typed is kept in this browser until it is stored, so that a killed
   browser or a sign-in that ended loses nothing; before a save it is made sure that the server knows the person. */

import { csrf } from "./csrf.js"

const page = document.querySelector("[data-rewordings]")
const session = document.getElementById("session")
const keyOf = (form) => `rewording ${page.dataset.rewordings} ${form.elements.article.value} ${form.elements.paragraph.value}`

function tell(form, words) {
  const told = form.querySelector("[data-told]")
  told.textContent = words
}

/* Why it cannot be sent now, "" where it can. */
async function whyNot() {
  try {
    const answer = await fetch(session.dataset.address, { redirect: "manual", credentials: "same-origin" })
    return answer.ok ? "" : "登录已过期：请在新窗口登录，再回到这里存。您写的字还在。"
  } catch {
    return "连不上服务器：您写的字还在，恢复后再存。"
  }
}

function start(form) {
  const details = form.closest("details")
  const area = form.elements.text
  const key = keyOf(form)
  const held = localStorage.getItem(key)
  if (held !== null && held.trim() === form.elements.was.value.trim()) localStorage.removeItem(key) // it is stored
  else if (held !== null && held !== area.value) {
    area.value = held
    details.open = true
    tell(form, "这是您上次写了没有存的字。")
  }
  area.addEventListener("input", () => localStorage.setItem(key, area.value))
  details.addEventListener("toggle", () => details.open && area.focus())
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    tell(form, "正在存……")
    const reason = await whyNot()
    tell(form, reason)
    if (reason) return
    form.elements.csrfmiddlewaretoken.value = csrf(form) // signing in again in another window gave a new one
    form.submit()
  })
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
    else if (event.key === "Escape") form.querySelector("[data-drop]").click()
    else return
    event.preventDefault()
  })
  form.querySelector("[data-drop]").addEventListener("click", () => {
    localStorage.removeItem(key)
    area.value = form.elements.was.value
    tell(form, "")
    details.open = false
    details.querySelector("summary").focus()
  })
}

for (const form of page?.querySelectorAll("[data-reword]") ?? []) start(form)
