// Runs before the page is drawn: a page of the desk within a page of the desk (the composer's drawer) has no bar of its
// own, and what leads elsewhere opens in a tab of its own.
if (window.parent !== window) {
  document.documentElement.classList.add("framed")
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]")
    const stays = link?.closest(".notice, .conflict") || link?.getAttribute("href").startsWith("#")
    if (link && !stays && !link.target) link.target = "_blank"
  }, { capture: true })
}
