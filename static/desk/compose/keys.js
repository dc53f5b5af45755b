/* The composer by keyboard: single letters act on the row that has the focus, never while somebody types. */

import { isTyping } from "../shell.js"

const rowOf = (target) => target.closest?.("[data-entry], .card")

/* `acts`: what each letter does with a row of the outline. */
export function keyboard(root, acts) {
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const row = rowOf(event.target)
    if (event.key === "/") root.querySelector("[data-filters] input[name=q]").focus()
    else if (row?.matches(".card") && event.key.toLowerCase() === "a") row.querySelector("[data-put-in]").click()
    else if (row?.matches("[data-entry]") && acts[event.key.toLowerCase()]) acts[event.key.toLowerCase()](row)
    else return
    event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    const column = event.altKey && { 1: "[data-put-in]", 2: "a[data-cut]", 3: "[data-show]" }[event.key]
    if (!column || event.ctrlKey) return
    event.preventDefault()
    root.querySelector(column)?.focus()
  })
}
