/* A whole story pasted into an empty article brings its title, byline and source along: they go where they belong, and
   what was left out is said. One undo in the text brings it back as it was pasted. */

const LEAST = 60 // characters; less is a piece of text, not a story

export function pasted({ root, form, editor, csrf }) {
  const told = root.querySelector("[data-pasted]")
  editor.view.dom.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (editor.getText().trim() || text.trim().length < LEAST || !text.trim().includes("\n")) return
    const html = event.clipboardData.getData("text/html")
    setTimeout(() => recognise(text, html))
  }, { capture: true })

  async function recognise(text, html) {
    const body = new FormData()
    body.append("text", text)
    const answer = await fetch(root.dataset.recognise, { method: "POST", body, headers: { "X-CSRFToken": csrf() } }).catch(() => null)
    const found = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null
    if (!found?.body) return
    const filled = fill(found)
    const words = new Set(filled.map(([, value]) => value))
    const heads = withoutHeads(words, found)
    const lines = found.removed.map((one) => `“${one.text}”（${one.why}）`)
    if (!filled.length && !lines.length) return
    const parts = []
    if (filled.length) parts.push(`已认出${filled.map(([label]) => label).join("、")}，填到了各自的位置`)
    if (heads) parts.push(`正文里去掉了重复的 ${heads} 行`)
    if (found.source && !filled.some(([label]) => label === "来源")) parts.push(`来源写的是“${found.source}”`)
    if (lines.length) parts.push(`这些像是页面上的话，仍留在正文里，请看要不要：${lines.join("；")}`)
    told.textContent = `${parts.join("。")}。`
    told.hidden = false
    void html
  }

  /* Fields that are empty take what was found: [label, value] of each. */
  function fill(found) {
    const wanted = [["引题", "kicker"], ["标题", "title"], ["副题", "subtitle"], ["署名", "byline_text"], ["责任编辑", "editor_name"]]
    const taken = wanted.filter(([, name]) => found[name] && form.elements[name] && !form.elements[name].value.trim())
    for (const [, name] of taken) {
      form.elements[name].value = found[name]
      form.elements[name].dispatchEvent(new Event("input", { bubbles: true }))
    }
    const source = form.elements.source
    const option = found.source && source && !source.value ? [...source.options].find((one) => one.text === found.source) : null
    if (option) source.value = option.value
    return [...taken.map(([label, name]) => [label, found[name]]), ...(option ? [["来源", found.source]] : [])]
  }

  /* Lines of the text that now stand in a field of their own; how many were taken out. */
  function withoutHeads(words) {
    const gone = []
    editor.state.doc.forEach((node, at) => {
      if (node.isTextblock && words.has(node.textContent.trim())) gone.push([at, at + node.nodeSize])
    })
    const transaction = editor.state.tr
    for (const [from, to] of gone.reverse()) transaction.delete(from, to)
    if (gone.length) editor.view.dispatch(transaction)
    return gone.length
  }
}
