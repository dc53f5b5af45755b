/* Dragging by the handle, with mouse, pen or finger alike (pointer events). */

import { placeAt } from "./outline.js"

const EDGE = 60 // pixels from the window's edge where dragging scrolls
const STEP = 14

export function draggable(root, outline, dropped) {
  let held = null

  root.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]")
    if (!handle || event.button) return
    event.preventDefault()
    const row = handle.closest("[data-entry], .card")
    held = { row, handle, startX: event.clientX, startY: event.clientY, place: null, moving: false }
    handle.setPointerCapture(event.pointerId)
  })

  root.addEventListener("pointermove", (event) => {
    if (!held) return
    if (!held.moving && Math.hypot(event.clientX - held.startX, event.clientY - held.startY) < 5) return
    held.moving = true
    held.row.classList.add("is-dragged")
    scrollNear(event.clientY)
    mark(held, placeAt(outline, event.clientX, event.clientY, held.row))
  })

  const end = (event, drop) => {
    if (!held) return
    const { row, place, moving } = held
    clear(held)
    held = null
    if (drop && moving && place) dropped(row, place)
  }
  root.addEventListener("pointerup", (event) => end(event, true))
  root.addEventListener("pointercancel", (event) => end(event, false))
  window.addEventListener("keydown", (event) => event.key === "Escape" && end(event, false))
}

function mark(held, place) {
  document.querySelector(".drop-line")?.remove()
  held.place = place
  if (!place) return
  const line = Object.assign(document.createElement("li"), { className: "drop-line" })
  line.setAttribute("aria-hidden", "true")
  const rows = place.part.querySelector("[data-rows]")
  rows.insertBefore(line, place.before)
}

function clear(held) {
  held.row.classList.remove("is-dragged")
  document.querySelector(".drop-line")?.remove()
}

function scrollNear(y) {
  if (y < EDGE) window.scrollBy(0, -STEP)
  if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP)
}
