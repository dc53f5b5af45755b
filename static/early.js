// Runs before the page is drawn, so that nothing moves: the size of type that this reader chose, kept in this browser
// alone. A page without script has the standard size and its radio buttons still work.
try {
  const size = localStorage.getItem("size");
  if (size) document.documentElement.dataset.size = size;
} catch { /* the browser keeps nothing: standard size */ }
