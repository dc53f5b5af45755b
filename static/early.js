// Runs before the page is drawn, so that nothing moves: that there is script, and the size of type that this reader
// chose, kept in this browser alone. Without script the page has the standard size and its radio buttons still work.
document.documentElement.classList.add("js");
try {
  const size = localStorage.getItem("size");
  if (size) document.documentElement.dataset.size = size;
} catch { /* the browser keeps nothing: standard size */ }
