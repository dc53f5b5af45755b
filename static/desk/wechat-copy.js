// One press puts the WeChat text on the clipboard as rich text, byte for byte. By the copy event and not by
// navigator.clipboard: that one cleans the HTML under this page's content policy, which takes its styles away,
// and is switched off on plain http.

const state = document.getElementById("copy-state");

function say(text) {
  state.textContent = text;
}

// The content is our own mark-up; parsing it in this page would trip over the content policy too.
function plainOf(html) {
  return html
    .replace(/<br\/?>|<\/(?:p|h[1-6]|li|tr|blockquote)>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function put(html, text) {
  let done = false;
  const listener = (event) => {
    if (html) event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", listener);
  document.execCommand("copy");
  document.removeEventListener("copy", listener);
  return done;
}

for (const button of document.querySelectorAll("[data-copy-rich]")) {
  // Fetched beforehand: a browser lets a page write the clipboard only in the moment of the press.
  const content = fetch(button.dataset.copyRich, { credentials: "same-origin" }).then((response) => {
    if (!response.ok) throw new Error(response.statusText);
    return response.text();
  });
  content.catch(() => say("正文没有取到，请刷新页面再试。"));
  button.addEventListener("click", async () => {
    const html = await content;
    say(put(html, plainOf(html)) ? "正文已复制，可以到公众号编辑器里粘贴。" : "浏览器不允许复制，请在下面的预览里全选后手动复制。");
  });
}

for (const button of document.querySelectorAll("[data-copy-field]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.copyField);
    say(put("", field.value) ? "已复制。" : "浏览器不允许复制，请手动选中复制。");
  });
}
