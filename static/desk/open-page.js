/* An open form: says who else has it open, keeps what is typed in the person's recovery buffer on the server, and
   lets nothing be sent into the void: before a save it makes sure that the server answers and knows the person. */

import { csrf } from "./csrf.js"

const page = document.getElementById("open-page")
const form = document.querySelector("#content-main form")
const BEAT = 15_000
const AUTOSAVE = 5_000
const say = (slot, words) => {
  const place = page.querySelector(`[data-${slot}]`)
  if (place.textContent !== words) place.textContent = words
}

const typed = () => {
  const fields = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "based_on") fields[name] = value
  }
  return fields
}

const EXPIRED = "登录已过期：请在新窗口登录，再回到这里保存。您写的文字还在这一页。"
const GONE = "这一条已被删除，或您不能再改。可以照样按“保存”：您写的文字会列出来，由您决定去处。"
const UNABLE = "服务器现在存不了（磁盘满了，或数据库正忙）：您写的文字还在这一页，请不要关闭，告诉管理员，恢复后再保存。"
const OFFLINE = "连不上服务器：您写的文字还在这一页，请不要关闭，恢复后再保存。"

/* The answer as JSON; null, with a word to the person, when there is none or the person is not known any more. */
async function ask(address, body, type) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf(form), ...(type ? { "Content-Type": type } : {}) },
      redirect: "manual",
      credentials: "same-origin",
    })
    if (answer.type === "opaqueredirect" || answer.status === 403) return say("old", EXPIRED), null
    if (answer.status === 404) return say("old", GONE), { gone: true }
    if (!(answer.headers.get("Content-Type") || "").includes("json")) return say("old", answer.status >= 500 ? UNABLE : OFFLINE), null
    const data = await answer.json()
    if (data.error) say("saved", data.error)
    return data
  } catch {
    say("old", OFFLINE)
    return null
  }
}

async function beat() {
  if (!page.dataset.here) return {}
  const answer = await ask(page.dataset.here, new FormData())
  if (!answer || answer.gone) return answer
  say("others", answer.others.map((one) => `${one.name}从 ${one.since} 起也开着这一页`).join("；"))
  say("old", answer.version > Number(page.dataset.version)
    ? "您打开之后已有人保存了新的一版。可以继续写，保存时会让您逐段对照。" : "")
  return answer
}

let kept = JSON.stringify(typed())
async function autosave() {
  const fields = typed()
  const now = JSON.stringify(fields)
  if (now === kept) return
  const body = JSON.stringify({ based_on: Number(page.dataset.version), fields })
  const answer = await ask(page.dataset.autosave, body, "application/json")
  if (answer?.kept) {
    kept = now
    say("saved", `未保存；文字已在 ${answer.at} 暂存`)
  }
}

let sending = false
async function send(event) {
  if (sending) return
  event.preventDefault()
  const button = event.submitter
  if (form.dataset.checking) return
  form.dataset.checking = "yes"
  const answer = await beat()
  // What is being sent is kept first: should the server die over it, the browser has nothing left of it.
  if (answer && !answer.gone) await autosave()
  delete form.dataset.checking
  if (!answer) return
  form.elements.csrfmiddlewaretoken.value = csrf(form) // signing in again in another window gave a new one
  sending = true
  // In a task of its own: while the submit event is still being dispatched a browser ignores a second submission.
  window.setTimeout(() => form.requestSubmit(button))
}

if (page && form) {
  // Going back, a browser fills old words into the form that the server made of newer ones: they would be saved as if
  // they had been written on these. Without its help the form shows what is stored.
  form.autocomplete = "off"
  // The editor fills in its field after loading; what it makes of it is no change of the person's.
  let touched = false
  for (const act of ["beforeinput", "input", "keydown"]) {
    form.addEventListener(act, (event) => { touched ||= event.isTrusted }, { capture: true })
  }
  window.setTimeout(() => { if (!touched) kept = JSON.stringify(typed()) }, 1500)
  form.addEventListener("submit", send)
  beat()
  window.setInterval(beat, BEAT)
  window.setInterval(autosave, AUTOSAVE)
  window.addEventListener("pagehide", () => {
    if (!page.dataset.here) return
    const leaving = new FormData()
    leaving.append("leaving", "1")
    leaving.append("csrfmiddlewaretoken", csrf(form))
    navigator.sendBeacon(page.dataset.here, leaving)
  })
  // The back button shows the page as it was left: it may be sent again, and an old version is found out when it is.
  window.addEventListener("pageshow", () => { sending = false })
}
