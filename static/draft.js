// A draft is kept while it is typed, and two people in one draft are told of each other.
// Without this file a draft is kept when it is saved.
"use strict";

const EVERY = 10_000;

class Draft {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-kept]");
    this.others = document.querySelector("[data-others]");
    this.typed = false;
    this.sent = this.answers();
    for (const event of ["input", "change"]) form.addEventListener(event, () => { this.typed = true; });
    form.addEventListener("click", () => { this.typed = true; });
    form.addEventListener("focusout", () => this.report(false));
    form.addEventListener("submit", () => { this.leaving = true; });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.report(false); });
    setInterval(() => this.report(true), EVERY);
    this.report(true);
  }

  answers() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  // Called every few seconds with what is new, if anything is, to say that we are here.
  async report(present) {
    const answers = this.answers();
    const typed = this.typed && answers !== this.sent;
    if (this.leaving || !(typed || present)) return;
    if (this.busy) {
      this.again ||= typed;
      return;
    }
    this.busy = true;
    try {
      await this.send(typed ? `${answers}&typed=1` : this.presence(), typed);
      if (typed) this.sent = answers;
    } catch {
      this.said.textContent = "没有暂存成功：连不上服务器或者已退出登录。请先不要关闭页面。";
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.report(false);
    }
  }

  presence() {
    const { token, csrfmiddlewaretoken } = this.form.elements;
    return new URLSearchParams({ token: token.value, csrfmiddlewaretoken: csrfmiddlewaretoken.value }).toString();
  }

  async send(body, typed) {
    const response = await fetch(this.form.dataset.autosave, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      redirect: "error",
    });
    if (!response.ok) throw new Error(response.status);
    const { kept, others, overtaken } = await response.json();
    if (typed) this.said.textContent = `${kept} 已暂存（还没有保存为稿件）`;
    this.tell(others, overtaken);
  }

  tell(others, overtaken) {
    const sentences = [];
    if (others) sentences.push(`${others}也打开着这份稿件；两人都保存的，后保存的人会看到两份内容并合并。`);
    if (overtaken) sentences.push("您打开以后，别人已保存过修改。您保存时会看到两份内容，不会丢失。");
    const words = sentences.join("");
    if (this.others.textContent !== words) this.others.textContent = words;
    this.others.hidden = !words;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]:not([data-autosave=''])")) new Draft(form);
