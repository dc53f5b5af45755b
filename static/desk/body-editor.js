/* The editor of an article's body: paragraphs, small headings, bold, lists, quotes, links, tables. Nothing else
   survives pasting, which is what cleans up text from Word and web pages. The text area below it is what is sent. */

import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link,
  ListItem, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
} from "../django_prose_editor/editor.js"
import { addPictures, blocksBefore, picturesOf } from "./body-pictures.js"
import { cleaned } from "./pasted.js"

/* Without ListItem, or without row, header and cell, the schema is refused and the field would stay empty. */
const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, Bold, Italic, Superscript, Subscript, Heading.configure({ levels: [3] }), BulletList, OrderedList,
  ListItem, Blockquote, Table.configure({ resizable: false }), TableRow, TableHeader, TableCell, History, Dropcursor,
  Gapcursor, Link.configure({ openOnClick: false, enableTarget: false, protocols: ["http", "https", "mailto"] }),
]

const TOOLS = [
  ["加粗", "bold", (chain) => chain.toggleBold()],
  ["上标", "superscript", (chain) => chain.unsetSubscript().toggleSuperscript()],
  ["下标", "subscript", (chain) => chain.unsetSuperscript().toggleSubscript()],
  ["小标题", "heading", (chain) => chain.toggleHeading({ level: 3 })],
  ["列表", "bulletList", (chain) => chain.toggleBulletList()],
  ["编号", "orderedList", (chain) => chain.toggleOrderedList()],
  ["引用", "blockquote", (chain) => chain.toggleBlockquote()],
  ["表格", "table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  ["加行", null, (chain) => chain.addRowAfter(), "table"],
  ["删行", null, (chain) => chain.deleteRow(), "table"],
  ["加列", null, (chain) => chain.addColumnAfter(), "table"],
  ["删列", null, (chain) => chain.deleteColumn(), "table"],
  ["链接", "link", null],
  ["撤销", null, (chain) => chain.undo()],
  ["重做", null, (chain) => chain.redo()],
]

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/* Moving the caret, a browser tells of it in a task of its own, which on a busy machine comes after the next key: Enter
   after End would then act on the selection before End, and take its words away. So the editor reads the selection
   before it acts on a key, a paste or a button. */
function readSelection(view) {
  if (!view.composing) view.domObserver.flush()
  return false // not handled: the editor goes on
}

const EMPTY = /^<p><\/p>$/

function toggleLink(editor) {
  if (editor.isActive("link")) return editor.chain().focus().extendMarkRange("link").unsetLink().run()
  if (editor.state.selection.empty) return window.alert("请先选中要加链接的文字。")
  const typed = window.prompt("链接网址（以 http:// 或 https:// 开头）", "https://")
  if (!typed || typed === "https://") return undefined
  if (!/^(https?:\/\/|mailto:)\S+$/.test(typed.trim())) return window.alert("网址应以 http:// 或 https:// 开头。")
  return editor.chain().focus().setLink({ href: typed.trim() }).run()
}

function toolbar(editor, controls) {
  const bar = element("div", { className: "body-editor__tools" })
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "正文格式")
  bar.setAttribute("aria-controls", controls)
  // A pressed button must not take the focus: the editor would get it back a frame later, and a key typed in between
  // would act on the button.
  bar.addEventListener("mousedown", (event) => {
    event.preventDefault()
    readSelection(editor.view)
  })
  for (const [label, mark, command, within] of TOOLS) {
    const button = element("button", { type: "button", textContent: label })
    button.addEventListener("click", () => (command ? command(editor.chain().focus()).run() : toggleLink(editor)))
    editor.on("transaction", () => {
      if (mark) button.setAttribute("aria-pressed", String(editor.isActive(mark)))
      button.hidden = Boolean(within) && !editor.isActive(within)
    })
    button.hidden = Boolean(within)
    if (mark) button.setAttribute("aria-pressed", "false")
    bar.append(button)
  }
  return bar
}

function start(textarea) {
  if (textarea.disabled || textarea.readOnly) return
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const page = element("div", { className: "body-editor__page" })
  const count = element("p", { className: "body-editor__count" })
  const notes = element("div", { className: "body-editor__notes" })
  notes.setAttribute("role", "status")
  const say = (sentences) => notes.replaceChildren(...sentences.filter(Boolean).map((one) => element("p", { textContent: one })))
  const editor = new Editor({
    element: page,
    extensions: EXTENSIONS,
    content: textarea.value,
    injectCSS: false, // the style element it would add is refused by the page's policy
    editorProps: {
      handleDOMEvents: { keydown: readSelection, beforeinput: readSelection, paste: readSelection, cut: readSelection },
      transformPastedHTML: (html, view) => {
        const { html: clean, notes, files } = cleaned(html)
        const added = files.length ? addPictures(files, blocksBefore(view.state.doc, view.state.selection.from)) : ""
        say([added, ...notes])
        return clean
      },
      // Word puts a picture of the words beside the words: only a paste without words is one of pictures.
      handlePaste: (view, event) => {
        const files = picturesOf(event.clipboardData?.files)
        if (!files.length || event.clipboardData.getData("text/plain").trim()) return false
        say([addPictures(files, blocksBefore(view.state.doc, view.state.selection.from))])
        return true
      },
      handleDrop: (view, event) => {
        const files = picturesOf(event.dataTransfer?.files)
        if (!files.length) return false
        event.preventDefault()
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
        say([addPictures(files, blocksBefore(view.state.doc, place ? place.pos : view.state.doc.content.size))])
        return true
      },
      attributes: {
        id: `${textarea.id}_editor`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label ? label.textContent.replace(/[:：]\s*$/, "") : "正文",
      },
    },
    onUpdate: () => keep(),
  })
  const keep = () => {
    const html = editor.getHTML()
    textarea.value = EMPTY.test(html) ? "" : html
    tell()
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const tell = () => {
    count.textContent = `${editor.getText({ blockSeparator: "" }).replace(/\s/g, "").length} 字`
  }
  tell()
  const box = element("div", { className: "body-editor" }, toolbar(editor, `${textarea.id}_editor`), page, notes, count)
  textarea.before(box)
  textarea.hidden = true
  if (label) {
    label.addEventListener("click", () => editor.commands.focus())
  }
  textarea.bodyEditor = editor
  if ("first" in textarea.dataset && !document.querySelector(".errorlist")) editor.commands.focus() // what one came for
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) start(textarea)
