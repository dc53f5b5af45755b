/* What was copied in Word, WPS or a page, brought to what a body can hold: the same rules as
   articles/text/incoming/page.py. Nothing goes without being named in `notes`. */

const PLACE = 12
const STRUCK = "s, strike, [data-style*='line-through' i]"

const named = (words) => words.slice(0, 5).map((one) => `“${one.slice(0, 24)}”`).join("、") + (words.length > 5 ? "等" : "")

/* Word keeps a formula in a comment and shows a picture of it. */
function withEquations(html) {
  return html
    .replace(/<!--\[if gte msEquation[^>]*\]>([\s\S]*?)<!\[endif\]-->\s*(?:<!\[if !msEquation\]>[\s\S]*?<!\[endif\]>)?/g, "<x-formula>$1</x-formula>")
    .replace(/<!\[[^>]*>/g, "")
}

const nameOf = (element) => element.localName.replace(/^.*:/, "").toLowerCase()
const partsOf = (element) => [...element.children].filter((child) => !nameOf(child).endsWith("pr"))
const grouped = (words) => (/^[\p{L}\p{N}]*$/u.test(words) || /^\(.*\)$/.test(words) ? words : `(${words})`)
const raised = (words) => (words ? `<sup>${words}</sup>` : "")
const lowered = (words) => (words ? `<sub>${words}</sub>` : "")
const safe = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")

function valueOf(element, name, fallback) {
  const found = [...element.querySelectorAll("*")].find((one) => nameOf(one) === name)
  return found ? found.getAttribute("m:val") ?? "" : fallback
}

function partNamed(element, name) {
  const found = partsOf(element).find((child) => nameOf(child) === name)
  return found ? written(found) : ""
}

const WRITERS = {
  frac: (a, b) => `${grouped(a)}/${grouped(b)}`,
  up: (a, b) => a + raised(b),
  down: (a, b) => a + lowered(b),
  both: (a, b, c) => a + lowered(b) + raised(c),
  nthRoot: (a, b) => `${raised(b)}√(${a})`,
}
const KINDS = {
  mfrac: "frac", f: "frac", msup: "up", mover: "up", ssup: "up", limupp: "up", msub: "down", munder: "down", ssub: "down",
  limlow: "down", msubsup: "both", munderover: "both", ssubsup: "both", mroot: "nthRoot",
}

/* A formula on one line: (a+b)/c, x², √(x). */
function written(element) {
  const name = nameOf(element)
  if (/^(annotation|annotation-xml|mphantom)$/.test(name) || name.endsWith("pr")) return ""
  if (KINDS[name]) return WRITERS[KINDS[name]](...partsOf(element).map(written), "", "")
  if (name === "msqrt") return `√(${plain(element)})`
  if (name === "rad") return `${raised(partNamed(element, "deg"))}√(${partNamed(element, "e")})`
  if (name === "nary") {
    return safe(valueOf(element, "chr", "∫")) + lowered(partNamed(element, "sub")) + raised(partNamed(element, "sup")) + partNamed(element, "e")
  }
  if (name === "d") {
    const inner = partsOf(element).map(written).join("|")
    return safe(valueOf(element, "begchr", "(")) + inner + safe(valueOf(element, "endchr", ")"))
  }
  if (name === "semantics") return partsOf(element).slice(0, 1).map(written).join("")
  return plain(element)
}

function plain(element) {
  return [...element.childNodes]
    .map((node) => (node.nodeType === Node.TEXT_NODE ? safe(node.data.trim()) : node.nodeType === Node.ELEMENT_NODE ? written(node) : ""))
    .join("")
}

function wrap(element, tag) {
  const made = element.ownerDocument.createElement(tag)
  made.append(...element.childNodes)
  element.append(made)
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/* The words before an element, by which an editor finds the place. */
function before(root, element) {
  const range = root.ownerDocument.createRange()
  range.setStart(root, 0)
  range.setEndBefore(element)
  return range.toString().replace(/\s+/g, " ").trim().slice(-PLACE)
}

function fileOf(source, number) {
  const [, type, coded] = /^data:(image\/[\w.+-]+);base64,([\s\S]*)$/.exec(source) ?? []
  if (!type) return null
  try {
    const bytes = Uint8Array.from(atob(coded.replace(/\s/g, "")), (sign) => sign.charCodeAt(0))
    return new File([bytes], `粘贴的图片${number}.${type.split("/")[1].replace("jpeg", "jpg")}`, { type })
  } catch {
    return null
  }
}

/* How many blocks with words stand before a picture in what was pasted. */
function blocksAbove(body, image) {
  return [...body.querySelectorAll("p, h3, li, table, blockquote")].filter(
    (block) =>
      block.textContent.trim() &&
      !block.querySelector("p, li, table") &&
      !block.contains(image) &&
      block.compareDocumentPosition(image) & Node.DOCUMENT_POSITION_FOLLOWING,
  ).length
}

function takePictures(body, notes) {
  const files = []
  const elsewhere = []
  for (const image of body.querySelectorAll("img")) {
    const file = fileOf(image.getAttribute("src") ?? "", files.length + 1)
    if (file) files.push({ file, above: blocksAbove(body, image) })
    else if (image.getAttribute("src")) elsewhere.push(before(body, image))
    const paragraph = image.closest("p")
    image.remove()
    if (paragraph && !paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove()
  }
  if (elsewhere.length) {
    const places = elsewhere.slice(0, 5).map((words) => (words ? `“${words}”之后` : "文首")).join("、")
    notes.push(`${elsewhere.length}张图片没有随文字带来，请另存后上传。位置：${places}。`)
  }
  return files
}

function formulas(body, notes) {
  const found = [...body.querySelectorAll("math, x-formula")]
  if (!found.length) return
  for (const formula of found) {
    const line = formula.ownerDocument.createElement("span")
    line.innerHTML = written(formula)
    formula.replaceWith(line)
  }
  notes.push(`${found.length}个公式改成一行写出，请核对。`)
}

/** {html, notes, files}: HTML without style attributes, sentences for the editor, and the pictures that came inside,
    each with the number of blocks above it. */
export function cleaned(html) {
  // A style attribute would be refused by the page's policy, with a complaint for each.
  const quiet = withEquations(html).replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, " data-style=$1")
  const body = new DOMParser().parseFromString(quiet, "text/html").body
  const notes = []
  const all = (selector) => [...body.querySelectorAll(selector)]
  all("script, style, template, noscript, rp, .katex-html, mjx-math").forEach((one) => one.remove())
  formulas(body, notes)
  const deleted = all("del")
  if (deleted.length) notes.push(`${deleted.length}处是修订中已删除的文字，没有取来：${named(deleted.map((one) => one.textContent.trim()))}。`)
  deleted.forEach((one) => one.remove())
  const struck = all(STRUCK).filter((one) => !one.parentElement.closest(STRUCK))
  if (struck.length) notes.push(`${struck.length}处文字带删除线，照样取来了，请看要不要：${named(struck.map((one) => one.textContent.trim()))}。`)
  all("rt").forEach((one) => one.replaceWith(`（${one.textContent}）`))
  for (const element of all("[data-style]")) {
    const style = element.getAttribute("data-style")
    const script = /vertical-align\s*:\s*(super|sub)\b/i.exec(style)
    const lifted = /mso-text-raise\s*:\s*(-?)\d*\.?\d*[1-9]/i.exec(style)
    if (script) wrap(element, script[1].toLowerCase() === "super" ? "sup" : "sub")
    else if (lifted) wrap(element, lifted[1] ? "sub" : "sup")
    else if (element.localName === "span" && /font-weight\s*:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong")
    element.removeAttribute("data-style")
  }
  for (const heading of all("h1, h2, h4, h5, h6")) {
    const made = heading.ownerDocument.createElement("h3")
    made.append(...heading.childNodes)
    heading.replaceWith(made)
  }
  all("a").filter((link) => !/^(https?:|mailto:)/i.test(link.getAttribute("href") ?? "")).forEach(unwrap)
  const from = all("ol").filter((one) => one.start !== 1 || one.type !== "1" && one.type || one.reversed || one.querySelector("li[value]"))
  if (from.length) notes.push(`${from.length}个编号列表不是从1往后编的，取来后从1编起，请核对：${named(from.map((one) => one.textContent.trim()))}。`)
  const shown = all("svg, video, audio, iframe, object, embed, canvas")
  if (shown.length) notes.push(`${shown.length}处图示、音像或嵌入的网页没有取来。`)
  shown.forEach((one) => one.remove())
  const merged = [...body.querySelectorAll(":is(td, th):is([colspan], [rowspan])")].filter((one) => one.colSpan > 1 || one.rowSpan > 1)
  if (merged.length) notes.push(`表里有${merged.length}个合并的单元格：印到期里和 Word、微信等处会拆开，文字放在第一格，请核对：${named(merged.map((one) => one.textContent.trim()))}。`)
  const files = takePictures(body, notes)
  return { html: body.innerHTML, notes, files }
}
