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
    form.addEventListener("submit", (event) => this.leave(event));
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
    if (typed) this.said.textContent = "正在暂存…";
    if (this.busy) {
      this.again ||= typed;
      return;
    }
    this.busy = this.send(typed ? `${answers}&typed=1` : this.presence(), typed);
    try {
      await this.busy;
      if (typed) this.sent = answers;
    } catch {
      this.said.textContent = "没有暂存成功：连不上服务器或者已退出登录。请先不要关闭页面。";
    }
    this.busy = null;
    if (this.again) {
      this.again = false;
      this.report(false);
    }
  }

  // What is under way ends before the form goes, or it would be kept as unsaved after it was saved.
  async leave(event) {
    this.leaving = true;
    if (!this.busy) return;
    event.preventDefault();
    await this.busy.catch(() => {});
    this.busy = null;
    this.form.requestSubmit(event.submitter);
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
      signal: AbortSignal.timeout?.(EVERY),
    });
    if (!response.ok) throw new Error(response.status);
    const { kept, others, overtaken } = await response.json();
    if (typed && !this.again) this.said.textContent = `${kept} 已暂存（还没有保存为稿件）`;
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
