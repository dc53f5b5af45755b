/* Before a sign-in ends for idleness it is said, and one press goes on; where somebody types it is kept alive without a
   word. When it has ended the page stays, with what was typed. */

import { csrf } from "./csrf.js"

const place = document.getElementById("session")
const dialog = place.querySelector("dialog")
const words = dialog.querySelector("[data-words]")
const go = dialog.querySelector("[data-go-on]")
const again = dialog.querySelector("[data-again]")
const IDLE = Number(place.dataset.idle) * 1000
const WARN = Math.min(120_000, IDLE / 4)
const TELL = Math.min(60_000, IDLE / 6)

let idleAt = Date.now() + Number(place.dataset.idleLeft) * 1000
let endAt = Date.now() + Number(place.dataset.longestLeft) * 1000
let active = false
let toldAt = Date.now()
let askedAt = 0
let ended = false
let warnedOfEnd = false

/* What the server says is left. Telling it that somebody is here prolongs it; asking does not. */
async function ask(here) {
  askedAt = Date.now()
  try {
    const answer = await fetch(place.dataset.address, {
      method: here ? "POST" : "GET",
      headers: here ? { "X-CSRFToken": csrf() } : {},
      credentials: "same-origin",
      redirect: "manual",
    })
    if (answer.status === 403 || answer.type === "opaqueredirect") return over()
    if (!answer.ok) return
    const left = await answer.json()
    idleAt = Date.now() + left.idle * 1000
    endAt = Date.now() + left.longest * 1000
    if (here) toldAt = Date.now()
    if (ended) { ended = false; close() } // signed in again, in another window
  } catch { /* no network: the page says so when it is next saved */ }
}

function over() {
  if (ended) return // said once; put away by the person, it stays away
  ended = true
  say("已退出登录。您写的文字还在这一页：请在新窗口登录，再回到这里保存。", "知道了", true)
}

function say(sentence, button, link) {
  if (words.textContent !== sentence) words.textContent = sentence
  go.textContent = button
  again.hidden = !link
  if (!dialog.open) dialog.showModal()
}

function close() { if (dialog.open) dialog.close() }

const minutes = (ms) => (ms > 90_000 ? `${Math.round(ms / 60_000)} 分钟` : `${Math.max(0, Math.round(ms / 1000))} 秒`)

async function tick() {
  const now = Date.now()
  if (ended) { if (now - askedAt > 15_000) await ask(false); return }
  if (active && !dialog.open && now - toldAt > TELL) { active = false; await ask(true); return }
  const idle = idleAt - now
  const end = endAt - now
  if (Math.min(idle, end) <= 0) { if (now - askedAt > 2_000) await ask(false); return }
  if (idle < WARN && idle < end) {
    if (!dialog.open && askedAt < idleAt - WARN) return void await ask(false) // perhaps busy in another window
    say(`很久没有操作，${minutes(idle)}后自动退出。`, "继续", false)
  } else if (end < 300_000 && !warnedOfEnd) {
    warnedOfEnd = true
    say(`登录到了最长时间，${minutes(end)}后须重新登录。请先保存。`, "知道了", false)
  } else if (dialog.open && !warnedOfEnd) close()
}

for (const act of ["keydown", "pointerdown", "input"]) {
  window.addEventListener(act, (event) => { active ||= event.isTrusted }, { capture: true, passive: true })
}
function goOn() {
  close()
  active = false
  if (ended) return
  idleAt = Date.now() + IDLE // until the server says how long, so that the next tick does not warn again
  ask(true)
}

go.addEventListener("click", goOn)
dialog.addEventListener("cancel", (event) => { event.preventDefault(); goOn() }) // Escape
window.setInterval(tick, 1000)
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick() })
