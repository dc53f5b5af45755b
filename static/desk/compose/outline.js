/* The outline: which element means which change. It never changes the order itself; the server does. */

const number = (text) => (text ? Number(text) : null)

const entriesOf = (part) => [...part.querySelectorAll("[data-entry]")]

/* Where an entry stands now: the place it goes back to. */
export function whereOf(entry) {
  const part = entry.closest("[data-part]")
  return { section: number(part.dataset.part), place: entriesOf(part).indexOf(entry) + 1 }
}

/* Where an entry would stand after one step up or down: within its section, or at the edge of the next one. */
export function stepped(entry, by) {
  const part = entry.closest("[data-part]")
  const rows = entriesOf(part)
  const place = rows.indexOf(entry) + 1 + by
  if (place >= 1 && place <= rows.length) return { section: number(part.dataset.part), place }
  const parts = [...part.parentElement.querySelectorAll("[data-part]")]
  const next = parts[parts.indexOf(part) + by]
  if (!next) return null
  return { section: number(next.dataset.part), place: by > 0 ? 1 : entriesOf(next).length + 1 }
}

/* The order of sections as the page shows it. */
export const orderOf = (outline) => [...outline.querySelectorAll("[data-part]")].map((one) => number(one.dataset.part))

/* The order of sections after one of them moved a step. */
export function sectionsStepped(part, by) {
  const keys = [...part.parentElement.querySelectorAll("[data-part]")].map((one) => number(one.dataset.part))
  const at = keys.indexOf(number(part.dataset.part))
  keys.splice(at + by, 0, ...keys.splice(at, 1))
  return keys
}

/* Where something dropped at this height belongs. Rows are counted without the one that is being dragged. */
export function placeAt(outline, x, y, dragged) {
  const parts = [...outline.querySelectorAll("[data-part]")]
  const part = parts.find((one) => y < one.getBoundingClientRect().bottom) || parts.at(-1)
  if (!part) return null
  const box = outline.getBoundingClientRect()
  if (x < box.left - 20 || x > box.right + 20) return null
  const rows = entriesOf(part).filter((row) => row !== dragged)
  const before = rows.findIndex((row) => y < row.getBoundingClientRect().top + row.offsetHeight / 2)
  const place = before === -1 ? rows.length + 1 : before + 1
  return { part, section: number(part.dataset.part), place, before: before === -1 ? null : rows[before] }
}

/* Sections that the page shows and the server does not know of yet: the ones without entries. */
export const openedOf = (outline) =>
  [...outline.querySelectorAll("[data-part]")].filter((one) => !entriesOf(one).length && one.dataset.part).map((one) => number(one.dataset.part))
