// Text pasted from WeChat, Word or a page brings its form along: tables, bold, where pictures stood. The words go into
// the text area as ever; the HTML goes into a hidden field, and counts only as long as the words are not edited.

const area = document.getElementById("text");
const field = document.getElementById("pasted-html");
const state = document.getElementById("paste-state");
const limit = Number(field.dataset.limit);
let arriving = "";

function carry(html) {
  field.value = html;
  state.textContent = html ? "已连同格式带上：表格、加粗和图片位置会保留。改动文字以后，就只按文字辨认。" : "";
}

// What a code editor or a plain text field puts on the clipboard as HTML says nothing that the words do not.
function saysMore(html) {
  return /<(?:table|strong|b|em|img|ul|ol|li|h[1-6]|p|section|div)[\s>]/i.test(html);
}

area.addEventListener("paste", (event) => {
  const html = event.clipboardData ? event.clipboardData.getData("text/html") : "";
  const whole = !area.value.trim() || (area.selectionStart === 0 && area.selectionEnd === area.value.length);
  arriving = whole && html.length <= limit && saysMore(html) ? html : "";
});

area.addEventListener("input", () => {
  carry(arriving);
  arriving = "";
});
