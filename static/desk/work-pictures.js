/* A picture of an article turned and cut before it is saved: shown at once, made by the server, the original kept. */

const QUARTER = 90
const WIDEST = 640
const HIGHEST = 420
const WHOLE = [0, 0, 1000, 1000]
const SIDES = ["左", "上", "右", "下"]

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}
const button = (textContent, act) => {
  const made = element("button", { type: "button", textContent })
  made.addEventListener("click", act)
  return made
}

/* The picture of a row: the chosen file, else the stored one; null where there is none yet. */
async function sourceOf(row) {
  const [file] = row.querySelector("input[type=file]")?.files ?? []
  if (file) return createImageBitmap(file).catch(() => null)
  const image = row.querySelector("img.thumbnail")
  if (!image?.src) return null
  await image.decode().catch(() => {})
  return image.naturalWidth ? image : null
}

const sizeOf = (source) => [source.naturalWidth ?? source.width, source.naturalHeight ?? source.height]

/* Draw the turned picture's part within `crop` (thousandths of the turned one) as large as it fits. */
function draw(canvas, source, turn, crop, widest, highest) {
  const [width, height] = sizeOf(source)
  const lies = turn % 180 !== 0
  const [turnedWidth, turnedHeight] = lies ? [height, width] : [width, height]
  const [left, top, right, bottom] = crop.map((one, at) => (one / 1000) * (at % 2 ? turnedHeight : turnedWidth))
  const scale = Math.min(widest / (right - left), highest / (bottom - top), 1)
  canvas.width = Math.max(1, Math.round((right - left) * scale))
  canvas.height = Math.max(1, Math.round((bottom - top) * scale))
  const pen = canvas.getContext("2d")
  pen.scale(scale, scale)
  pen.translate(turnedWidth / 2 - left, turnedHeight / 2 - top)
  pen.rotate((turn * Math.PI) / 180)
  pen.drawImage(source, -width / 2, -height / 2, width, height)
}

function start(row) {
  const field = row.querySelector("input[name$=-frame]")
  if (!field || row.querySelector(".reframe")) return
  const shown = element("canvas", { className: "reframe__shown", hidden: true })
  shown.setAttribute("role", "img")
  shown.setAttribute("aria-label", "改后的样子，保存后生效")
  let [turn, crop] = [0, WHOLE]
  const show = async () => {
    const source = await sourceOf(row)
    const changed = turn !== 0 || String(crop) !== String(WHOLE)
    field.value = changed ? `${turn} ${crop.join(",")}` : ""
    field.dispatchEvent(new Event("input", { bubbles: true }))
    shown.hidden = !changed || !source
    if (source) draw(shown, source, turn, crop, 320, 240)
  }
  const by = (quarters) => () => {
    turn = (turn + quarters * QUARTER + 360) % 360
    crop = WHOLE // what was cut lies elsewhere now
    show()
  }
  const cut = async () => {
    const source = await sourceOf(row)
    if (!source) return window.alert("先选图片。")
    const chosen = await ask(source, turn, crop)
    if (chosen) {
      crop = chosen
      show()
    }
  }
  const tools = element("div", { className: "reframe" }, button("向左转", by(-1)), button("向右转", by(1)), button("裁剪……", cut), shown)
  tools.setAttribute("role", "group")
  tools.setAttribute("aria-label", "转动和裁剪")
  const place = row.querySelector(".field-alt") ?? row.lastElementChild
  place.before(tools)
  row.querySelector("input[type=file]")?.addEventListener("change", () => {
    ;[turn, crop] = [0, WHOLE]
    show()
  })
}

/* A dialog in which a part is chosen, by dragging over the picture or by numbers; null when it is left. */
function ask(source, turn, crop) {
  let chosen = [...crop]
  const canvas = element("canvas", { className: "crop__picture" })
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", "拖出要留下的一块，或在下面填")
  const boxes = SIDES.map((side, at) => {
    const box = element("input", { type: "number", min: 0, max: 100, value: Math.round(chosen[at] / 10) })
    box.addEventListener("input", () => {
      chosen[at] = Math.min(1000, Math.max(0, Number(box.value) * 10))
      paint()
    })
    return [box, element("label", {}, `${side} % `, box)]
  })
  const paint = () => {
    draw(canvas, source, turn, WHOLE, WIDEST, HIGHEST)
    const pen = canvas.getContext("2d")
    pen.setTransform(1, 0, 0, 1, 0, 0)
    const [left, top, right, bottom] = chosen.map((one, at) => (one / 1000) * (at % 2 ? canvas.height : canvas.width))
    pen.fillStyle = "rgba(0, 0, 0, 0.5)"
    pen.fillRect(0, 0, canvas.width, top)
    pen.fillRect(0, bottom, canvas.width, canvas.height - bottom)
    pen.fillRect(0, top, left, bottom - top)
    pen.fillRect(right, top, canvas.width - right, bottom - top)
    pen.strokeStyle = "#fff"
    pen.strokeRect(left, top, right - left, bottom - top)
  }
  let from = null
  const at = (event) => {
    const box = canvas.getBoundingClientRect()
    const part = (value, length) => Math.round(1000 * Math.min(1, Math.max(0, value / length)))
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)]
  }
  canvas.addEventListener("pointerdown", (event) => {
    from = at(event)
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return
    const to = at(event)
    chosen = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]
    boxes.forEach(([box], number) => (box.value = Math.round(chosen[number] / 10)))
    paint()
  })
  canvas.addEventListener("pointerup", () => (from = null))
  return new Promise((answer) => {
    const told = element("p", { className: "crop__told" })
    told.setAttribute("role", "status")
    const take = () => {
      if (chosen[2] - chosen[0] < 20 || chosen[3] - chosen[1] < 20) return (told.textContent = "这一块太小了。")
      answer(chosen)
      return dialog.close()
    }
    const whole = () => {
      answer(WHOLE)
      dialog.close()
    }
    const acts = element("p", { className: "crop__acts" }, button("用这一块", take), button("整张", whole), button("取消", () => dialog.close()))
    const dialog = element("dialog", { className: "crop" }, canvas, element("p", { className: "crop__numbers" }, ...boxes.map(([, label]) => label)), told, acts)
    dialog.setAttribute("aria-label", "裁剪图片")
    dialog.addEventListener("close", () => {
      answer(null)
      dialog.remove()
    })
    document.body.append(dialog)
    dialog.showModal()
    paint()
  })
}

export function reframing(panel) {
  const each = () => panel.querySelectorAll(".inline-related:not(.empty-form)").forEach(start)
  each()
  new MutationObserver(each).observe(panel, { childList: true, subtree: true })
}
