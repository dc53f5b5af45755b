// 听新闻: the device's own voice reads an article, or an issue article by article, and the sentence being read is marked.
// Only voices that the device itself has are used, so nothing is sent anywhere; site.js shows no button without one, and
// fetches this when the button is pressed.

const speech = window.speechSynthesis;
const bar = document.querySelector("[data-listen-bar]");
const SENTENCE = /[^。！？；!?;\n]+[。！？；!?;]*[”’」』）》]*\s*/g;
const READ = "h1, h2, h3, h4, p, li, tr, figcaption";

/** The device's Chinese voice, the one for this page's characters first; undefined without any. */
function ownVoice() {
  const wanted = document.documentElement.lang === "zh-Hant" ? /^(zh|cmn)[-_](Hant|TW|HK)/i : /^(zh|cmn)[-_](Hans|CN)/i;
  const chinese = speech.getVoices().filter((voice) => voice.localService && /^(zh|cmn|yue)/i.test(voice.lang));
  return chinese.find((voice) => wanted.test(voice.lang)) ?? chinese[0];
}

/** The sentences of one article: the words to say and where they stand. */
function sentencesOf(article) {
  const blocks = [...article.querySelectorAll(READ)].filter((block) => {
    const around = block.parentElement.closest(READ);
    return !(around && article.contains(around)) && !block.closest("[data-unsaid], nav, details");
  });
  return blocks.flatMap((block) => (block.matches("tr") ? rowOf(block) : partsOf(block)));
}

function rowOf(row) {
  const range = new Range();
  range.selectNodeContents(row);
  const said = [...row.cells].map((cell) => cell.textContent.trim()).join("，");
  return said.replaceAll("，", "") ? [{ said, range, block: row }] : [];
}

function partsOf(block) {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([walker.currentNode, at]);
  const text = nodes.map(([node]) => node.data).join("");
  return [...text.matchAll(SENTENCE)].filter((found) => found[0].trim()).map((found) => {
    const range = new Range();
    range.setStart(...place(nodes, found.index));
    range.setEnd(...place(nodes, found.index + found[0].length, true));
    return { said: found[0].trim(), range, block };
  });
}

/** The text node and offset of a place in a block's words; as an end it may stand behind the last character. */
function place(nodes, index, isEnd = false) {
  const [node, start] = nodes.findLast(([, at]) => (isEnd ? at < index : at <= index)) ?? nodes[0];
  return [node, index - start];
}

class Reader {
  constructor(articles) {
    this.articles = articles;
    this.label = bar.querySelector("p");
    this.pause = bar.querySelector("[data-pause]");
    this.pause.onclick = () => this.toggle();
    bar.querySelector("[data-stop]").onclick = () => this.stop();
    const next = bar.querySelector("[data-next]");
    next.hidden = articles.length < 2;
    next.onclick = () => this.start(this.at + 1);
    addEventListener("pagehide", () => this.stop());
  }

  /** Read from the article at this place on; stop behind the last. */
  start(at) {
    const article = this.articles[at];
    if (!article) { this.stop(); return; }
    this.at = at;
    this.sentences = sentencesOf(article);
    bar.hidden = false;
    document.documentElement.classList.add("listening");
    const title = article.querySelector("h1, h2, h3")?.textContent ?? "";
    this.label.textContent = this.articles.length > 1 ? `${at + 1}/${this.articles.length}　${title}` : title;
    this.setPaused(false);
    this.say(0);
  }

  say(number) {
    const sentence = this.sentences[number];
    if (!sentence) { this.start(this.at + 1); return; }
    this.number = number;
    this.mark(sentence);
    const words = new SpeechSynthesisUtterance(sentence.said);
    words.voice = ownVoice() ?? null;
    words.lang = words.voice?.lang ?? "zh-CN";
    words.onend = () => { if (this.spoken === words) this.say(number + 1); };
    words.onerror = (event) => {
      if (this.spoken === words && !["canceled", "interrupted"].includes(event.error)) this.stop();
    };
    this.spoken = words;
    speech.cancel();
    speech.speak(words);
  }

  mark({ range, block }) {
    if (window.CSS?.highlights) CSS.highlights.set("said", new Highlight(range));
    else {
      this.marked?.classList.remove("said");
      block.classList.add("said");
      this.marked = block;
    }
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - 120) block.scrollIntoView({ block: "center" });
  }

  // Pausing inside a sentence is refused by some devices: the sentence begins again instead.
  toggle() {
    if (this.paused) { this.setPaused(false); this.say(this.number); return; }
    this.spoken = null;
    speech.cancel();
    this.setPaused(true);
  }

  setPaused(paused) {
    this.paused = paused;
    this.pause.textContent = paused ? "继续" : "暂停";
  }

  stop() {
    this.spoken = null;
    speech.cancel();
    window.CSS?.highlights?.delete("said");
    this.marked?.classList.remove("said");
    document.documentElement.classList.remove("listening");
    bar.hidden = true;
  }
}

const articles = [...document.querySelectorAll("[data-say]")];
const reader = new Reader(articles);

/** Read from the article that this button stands in, or from the first. */
export function listen(button) {
  const article = button.closest("[data-say]");
  reader.start(article ? articles.indexOf(article) : 0);
}
