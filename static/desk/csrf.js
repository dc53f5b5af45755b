/* The token that a request of ours shows: of the cookie, whose name over TLS begins with __Host-; else of the form. */
export function csrf(form) {
  const cookie = document.cookie.split("; ").find((one) => /^(__Host-)?csrftoken=/.test(one))
  return cookie ? decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)) : (form?.elements.csrfmiddlewaretoken.value ?? "")
}
