/* Rows of controls as one stop of the Tab key: with thirty articles in an issue, a stop for every button would be two
   hundred presses. Up and Down (Home, End) lead to the same control of another row, Left and Right through the row. */

const ROWS = ".entry, .card"
const CONTROLS = "button, select, a[href]"

const controlsOf = (row) => [...row.querySelectorAll(CONTROLS)].filter((one) => !one.closest("form") && !one.disabled)
const nameOf = (control) => [...control.attributes].find(({ name }) => name.startsWith("data-"))?.name

/* Keep one stop in every list (`lists`, a selector) below `box`, also when the box is drawn anew. */
export function roving(box, lists) {
  const settle = () => box.querySelectorAll(lists).forEach((list) => keepOneStop(list))
  settle()
  new MutationObserver(settle).observe(box, { childList: true, subtree: true })
  box.addEventListener("focusin", ({ target }) => {
    const list = target.closest(ROWS) && !target.closest("form") && target.closest(lists)
    if (list) keepOneStop(list, target)
  })
  box.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("form")) return
    const to = reached(box, event.target, event.key)
    if (!to) return
    event.preventDefault()
    to.focus()
  })
}

function keepOneStop(list, focused) {
  const rows = [...list.querySelectorAll(ROWS)]
  const controls = rows.flatMap(controlsOf)
  const wanted = rows.includes(focused) ? controlsOf(focused)[0] : focused
  const stop = [wanted, controls.find((one) => one.getAttribute("tabindex") === "0"), controls[0]].find((one) => controls.includes(one))
  for (const one of controls) one.tabIndex = one === stop ? 0 : -1
}

function reached(box, from, key) {
  const row = from.closest(ROWS)
  if (!row) return null
  const controls = controlsOf(row)
  const at = controls.indexOf(from)
  if (key === "ArrowLeft") return controls.at(Math.max(at - 1, 0))
  if (key === "ArrowRight") return controls.at(Math.min(at + 1, controls.length - 1))
  const rows = [...box.querySelectorAll(ROWS)]
  const place = { ArrowUp: rows.indexOf(row) - 1, ArrowDown: rows.indexOf(row) + 1, Home: 0, End: rows.length - 1 }[key]
  if (place === undefined || (from.matches("select") && key.startsWith("Arrow"))) return null
  return rows[place] && sameControl(rows[place], from)
}

function sameControl(row, control) {
  const name = nameOf(control)
  return row.querySelector(name ? `[${name}]` : "a[href]") ?? controlsOf(row)[0]
}
