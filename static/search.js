/* Suggestions under the search box: a combobox as the ARIA practices describe it.

   Nothing here is needed to search. An input method's keys are its own: while it composes, no key moves the list,
   closes it or sends the form. */

const WAIT = 120;
let boxes = 0;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.address = input.dataset.suggest;
    this.id = `suggestions-${++boxes}`;
    this.options = [];
    this.active = -1;
    this.composing = false;
    this.build();
    this.listen();
  }

  build() {
    this.list = document.createElement("ul");
    this.list.id = this.id;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "搜索建议");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.input.form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.id,
    })) {
      this.input.setAttribute(name, value);
    }
  }

  listen() {
    this.input.addEventListener("compositionstart", () => { this.composing = true; });
    this.input.addEventListener("compositionend", () => { this.composing = false; this.ask(); });
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.ask(); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => { setTimeout(() => this.close(), 150); });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.go(this.options.indexOf(option));
    });
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.input.value.trim()), WAIT);
  }

  async fetch(typed) {
    this.request?.abort();
    if (!typed) {
      this.close();
      return;
    }
    this.request = new AbortController();
    try {
      const response = await fetch(`${this.address}?${new URLSearchParams({ q: typed })}`, { signal: this.request.signal });
      if (!response.ok) return;
      const { suggestions } = await response.json();
      if (typed === this.input.value.trim() && document.activeElement === this.input) this.show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // offline: searching still works
    }
  }

  show(suggestions) {
    this.options = suggestions.map((suggestion, index) => this.option(suggestion, index));
    this.list.replaceChildren(...this.options);
    this.mark(-1);
    const open = this.options.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.status.textContent = open ? `有${this.options.length}条建议，用上下键选择` : "";
  }

  option(suggestion, index) {
    const item = document.createElement("li");
    item.id = `${this.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = suggestion.url;
    const text = document.createElement("span");
    text.textContent = suggestion.text;
    const kind = document.createElement("span");
    kind.className = "suggestion-kind";
    kind.textContent = suggestion.kind;
    item.append(text, " ", kind);
    return item;
  }

  key(event) {
    if (this.composing || event.isComposing || event.keyCode === 229 || this.list.hidden) return;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown") this.mark(this.active === last ? -1 : this.active + 1);
    else if (event.key === "ArrowUp") this.mark(this.active === -1 ? last : this.active - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.go(this.active);
    else return;
    event.preventDefault();
  }

  mark(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  go(index) {
    window.location.assign(this.options[index].dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.options = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.mark(-1);
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
