// One press puts the WeChat text on the clipboard as rich text; works on plain http too, where the newer
// clipboard interface is switched off by browsers.

const state = document.getElementById("copy-state");

function say(text) {
  state.textContent = text;
}

function plainOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return parsed.body.textContent;
}

async function put(html, text) {
  if (html && navigator.clipboard && window.ClipboardItem) {
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([text], { type: "text/plain" }),
        }),
      ]);
      return true;
    } catch {
      // Refused (no permission, no focus): the older way below still may.
    }
  }
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
    say((await put(html, plainOf(html))) ? "正文已复制，可以到公众号编辑器里粘贴。" : "浏览器不允许复制，请在下面的预览里全选后手动复制。");
  });
}

for (const button of document.querySelectorAll("[data-copy-field]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copyField);
    say((await put("", field.value)) ? "已复制。" : "浏览器不允许复制，请手动选中复制。");
  });
}
