/* Redrawing a part of the page around what the editor is in the middle of: the focus, and titles half typed. */

const KEYS = ["entry", "part", "article"]
const mark = (control) => [...control.attributes].find(({ name, value }) => name.startsWith("data-") && !value)?.name

/* Redraw `box`; the forms whose row is gone afterwards are given back, so that what they hold can be shown. */
export function redrawn(box, redraw) {
  const focused = box.contains(document.activeElement) ? document.activeElement : null
  const holder = focused?.closest(KEYS.map((key) => `[data-${key}]`).join())
  const forms = [...box.querySelectorAll("[data-retitle-form]")].map((form) => [form.closest("[data-entry]").dataset.entry, form])
  redraw()
  const orphans = forms.filter(([entry, form]) => !putBack(box.querySelector(`[data-entry="${entry}"]`), form))
  if (focused?.isConnected) focused.focus()
  else if (holder) focusAgain(box, holder, mark(focused))
  return orphans.map(([, form]) => form)
}

function putBack(row, form) {
  row?.append(form)
  row?.querySelector("[data-retitle]").setAttribute("aria-expanded", "true")
  return Boolean(row)
}

function focusAgain(box, holder, control) {
  const key = KEYS.find((one) => one in holder.dataset)
  const again = box.querySelector(`[data-${key}="${holder.dataset[key]}"]`)
  const wanted = again && control && again.querySelector(`[${control}]:enabled`)
  ;(wanted || again)?.focus()
}
