/* Pictures pasted or dropped into the body: each becomes a row of the form's pictures, after the paragraph where it was
   put, and waits there for its description. */

export const picturesOf = (files) =>
  [...(files ?? [])].filter((file) => file.type.startsWith("image/")).map((file) => ({ file, above: 0 }))

/* How many blocks of the body stand before a place in it: every item of a list is one, an empty line none. */
export function blocksBefore(doc, position) {
  let count = 0
  doc.forEach((node, offset) => {
    if (!node.textContent.trim()) return
    if (offset + node.nodeSize <= position) count += /List$/.test(node.type.name) ? node.childCount : 1
    else if (offset < position) {
      if (/List$/.test(node.type.name)) node.forEach((item, start) => (count += offset + 1 + start < position ? 1 : 0))
      else count += 1
    }
  })
  return count
}

/** A sentence about what became of the files, each put after so many blocks more than `base`. */
export function addPictures(files, base) {
  const group = document.getElementById("images-group")
  const add = group?.querySelector(".add-row a")
  if (!add) return "这里不能放图片。"
  for (const { file, above } of files) {
    add.click()
    const row = [...group.querySelectorAll(".inline-related:not(.empty-form)")].pop()
    const chosen = new DataTransfer()
    chosen.items.add(file)
    const input = row.querySelector('input[type="file"]')
    input.files = chosen.files
    input.dispatchEvent(new Event("change", { bubbles: true }))
    row.querySelector('input[name$="-after"]').value = base + above
  }
  return `${files.length}张图片已放到下面“图片”一栏，请填替代文字，保存后可见。`
}
