/* Talking to the server: every change carries the version it was made on. */

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.message || "没有成功，请再试一次。")
    this.status = status
    this.answer = answer
  }
}

export class Talk {
  constructor(root) {
    this.base = root.dataset.compose
    this.token = root.querySelector("input[name=csrfmiddlewaretoken]").value
  }

  /* Post one change; the server's answer, or Refused with the reason. A lost connection is a Refused of status 0. */
  async post(action, body) {
    let response
    try {
      response = await fetch(`${this.base}${action}/`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(body),
      })
    } catch {
      throw new Refused(0, { message: "连接断了，这一步没有送到。恢复后请再试一次，您写的还在。" })
    }
    if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) {
      throw new Refused(response.status, { message: "登录已过期或页面已失效。请在新标签页登录后回到这里再试，您写的还在。" })
    }
    const answer = await response.json()
    if (!response.ok) throw new Refused(response.status, answer)
    return answer
  }

  /* Say that the page is open; who else has it open, and the version that is stored now. */
  async beat(address) {
    const response = await fetch(address, { method: "POST", headers: { "X-CSRFToken": this.token } })
    if (!response.ok || response.redirected) throw new Refused(response.status, {})
    return response.json()
  }

  async fragment(address) {
    const response = await fetch(`${this.base}${address}`, { headers: { "X-Requested-With": "fetch" } })
    if (!response.ok || response.redirected) throw new Refused(response.status, {})
    return response.text()
  }
}
