// The editor of a draft: what a clerk knows from a word processor, and no more.
// Without this file the text is a plain textarea. The server cleans whatever is sent.
"use strict";

const KEPT = new Set(["P", "H2", "H3", "H4", "UL", "OL", "LI", "TABLE", "CAPTION", "THEAD", "TBODY", "TR", "TH", "TD", "BLOCKQUOTE", "STRONG", "EM", "SUB", "SUP", "BR", "A"]);
const RENAMED = { B: "STRONG", I: "EM", H1: "H2", H5: "H4", H6: "H4", DIV: "P", SECTION: "P", ARTICLE: "P", PRE: "P" };
const GONE = "script, style, title, meta, link, iframe, object, svg, math, del, xml, [hidden], img";
const ATTRIBUTES = { A: ["href"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"] };
const BLOCKS = "p, h2, h3, h4, li, td, th, caption, blockquote";

// ---------------------------------------------------------------- pasting

// Styles go before anything is parsed: what Word hides must not become text, and the page's
// policy allows no style of its own.
function withoutStyles(html) {
  const fragment = html.split("<!--StartFragment-->").pop().split("<!--EndFragment-->")[0];
  return fragment
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<!--[\s\S]*?-->|<!\[[^>]*>/g, "")
    .replace(/\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi, (_, double, single) =>
      /mso-hide\s*:\s*all|display\s*:\s*none|mso-element\s*:\s*comment/i.test(double ?? single) ? " hidden" : "");
}

function pasted(html) {
  const parsed = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const element of parsed.body.querySelectorAll(GONE)) element.remove();
  for (const element of [...parsed.body.querySelectorAll("*")].reverse()) tidied(element);
  for (const paragraph of parsed.body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim()) paragraph.remove();
  }
  return parsed.body.innerHTML;
}

function tidied(element) {
  const holdsBlocks = element.querySelector("p, h2, h3, h4, ul, ol, table, blockquote");
  const name = RENAMED[element.tagName] ?? element.tagName;
  if (!KEPT.has(name) || (name === "P" && holdsBlocks)) {
    element.replaceWith(...element.childNodes);
    return;
  }
  const clean = element.ownerDocument.createElement(name);
  for (const attribute of ATTRIBUTES[name] ?? []) {
    if (element.hasAttribute(attribute)) clean.setAttribute(attribute, element.getAttribute(attribute));
  }
  clean.append(...element.childNodes);
  element.replaceWith(clean);
}

function asParagraphs(text) {
  const paragraph = document.createElement("p");
  return text.split(/\r?\n/).filter((line) => line.trim()).map((line) => {
    paragraph.textContent = line.trim();
    return paragraph.outerHTML;
  }).join("");
}

// ---------------------------------------------------------------- the editor

class Editor {
  constructor(field) {
    this.textarea = field.querySelector("textarea");
    this.surface = document.createElement("div");
    Object.assign(this.surface, { className: "editing text", contentEditable: "true", id: "editor" });
    for (const [name, value] of Object.entries({
      role: "textbox", "aria-multiline": "true", "aria-labelledby": "id_body_label",
      "aria-describedby": "id_body_helptext", lang: "zh-CN", spellcheck: "false",
    })) this.surface.setAttribute(name, value);
    this.surface.append(field.querySelector("template").content.cloneNode(true));
    if (!this.surface.textContent.trim() && !this.surface.querySelector("table")) this.surface.innerHTML = "<p><br></p>";
    this.toolbar = this.madeToolbar();
    this.foot = this.madeFoot();
    this.textarea.before(this.toolbar, this.surface, this.foot);
    this.textarea.hidden = true;
    field.querySelector("label").addEventListener("click", () => this.surface.focus());
    this.textarea.form.elements.body_format.value = "html";
    document.execCommand("defaultParagraphSeparator", false, "p");
    document.execCommand("styleWithCSS", false, false);
    this.listen();
    this.show();
    this.hand();
  }

  commands() {
    const run = (name, value) => () => document.execCommand(name, false, value);
    const block = (tag) => () => document.execCommand("formatBlock", false, tag);
    return [
      { label: "正文", title: "普通段落", act: block("p"), on: () => this.at("p") && !this.at("li, td, th") },
      { label: "标题", title: "一级标题（一、二、三）", act: block("h2"), on: () => this.at("h2") },
      { label: "小标题", title: "二级标题（（一）（二））", act: block("h3"), on: () => this.at("h3") },
      null,
      { label: "加粗", title: "加粗（Ctrl+B）", act: run("bold"), on: () => document.queryCommandState("bold") && !this.at("th, h2, h3, h4") },
      { label: "项目", title: "项目列表", act: run("insertUnorderedList"), on: () => this.at("ul") },
      { label: "编号", title: "编号列表", act: run("insertOrderedList"), on: () => this.at("ol") },
      { label: "链接", title: "插入或去掉链接", act: () => this.link(), on: () => this.at("a") },
      null,
      { label: "表格", title: "插入三行三列的表格", act: () => this.insertTable(), off: () => this.at("table") },
      { label: "加行", title: "在下面加一行", act: () => this.changeTable(addRow), off: () => !this.at("td, th") },
      { label: "加列", title: "在右边加一列", act: () => this.changeTable(addColumn), off: () => !this.at("td, th") },
      { label: "删行", title: "删除这一行", act: () => this.changeTable(removeRow), off: () => !this.at("td, th") },
      { label: "删列", title: "删除这一列", act: () => this.changeTable(removeColumn), off: () => !this.at("td, th") },
      null,
      { label: "清除格式", title: "去掉加粗、链接和标题", act: () => this.clear() },
      { label: "撤销", title: "撤销（Ctrl+Z）", act: run("undo") },
      { label: "重做", title: "重做（Ctrl+Y）", act: run("redo") },
    ];
  }

  madeToolbar() {
    const toolbar = document.createElement("div");
    toolbar.className = "toolbar";
    for (const [name, value] of Object.entries({ role: "toolbar", "aria-label": "正文格式", "aria-controls": "editor" })) toolbar.setAttribute(name, value);
    this.buttons = [];
    for (const command of this.commands()) {
      if (!command) {
        toolbar.append(document.createElement("hr"));
        continue;
      }
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: command.label, title: command.title, tabIndex: this.buttons.length ? -1 : 0 });
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.run(command));
      this.buttons.push([button, command]);
      toolbar.append(button);
    }
    return toolbar;
  }

  madeFoot() {
    const foot = document.createElement("div");
    foot.className = "editor-foot";
    this.count = document.createElement("p");
    const keys = document.createElement("p");
    keys.textContent = "Alt+F10 到工具栏，左右键选择，Esc 回正文";
    foot.append(this.count, keys);
    return foot;
  }

  listen() {
    this.surface.addEventListener("input", () => this.changed());
    this.surface.addEventListener("compositionend", () => this.changed());
    this.surface.addEventListener("paste", (event) => this.paste(event));
    this.surface.addEventListener("drop", (event) => event.preventDefault());
    this.surface.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.altKey && event.key === "F10") {
        event.preventDefault();
        this.buttons.find(([button]) => button.tabIndex === 0)[0].focus();
      }
    });
    this.toolbar.addEventListener("keydown", (event) => this.walk(event));
    document.addEventListener("selectionchange", () => { if (this.remember()) this.show(); });
  }

  // Browsers tell of a moved caret a little later; a click on a button does not wait for it.
  remember() {
    const selection = getSelection();
    const here = selection.rangeCount > 0 && this.surface.contains(selection.anchorNode);
    if (here) this.range = selection.getRangeAt(0).cloneRange();
    return here;
  }

  changed() {
    if (this.surface.firstChild === null) this.surface.innerHTML = "<p><br></p>";
    this.hand();
    this.show();
  }

  // The textarea is what the form sends.
  hand() {
    this.textarea.value = this.surface.innerHTML;
    const characters = [...this.surface.textContent.replace(/\s/g, "")].length;
    this.count.textContent = `共 ${characters.toLocaleString("en")} 字`;
  }

  run(command) {
    this.remember();
    this.surface.focus();
    if (this.range) {
      getSelection().removeAllRanges();
      getSelection().addRange(this.range);
    }
    command.act();
    this.changed();
  }

  walk(event) {
    const able = this.buttons.map(([button]) => button).filter((button) => !button.disabled);
    const here = able.indexOf(document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: able.length - 1 };
    if (event.key === "Escape") this.surface.focus();
    else if (event.key in steps) {
      const next = able[(steps[event.key] + able.length) % able.length];
      for (const [button] of this.buttons) button.tabIndex = button === next ? 0 : -1;
      next.focus();
    } else return;
    event.preventDefault();
  }

  at(selector) {
    const node = this.range?.startContainer;
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const found = element?.closest?.(selector);
    return found && found !== this.surface && this.surface.contains(found) ? found : null;
  }

  show() {
    for (const [button, { on, off }] of this.buttons) {
      if (on) button.setAttribute("aria-pressed", String(Boolean(on())));
      if (off) button.disabled = Boolean(off());
    }
    const reachable = this.buttons.find(([button]) => button.tabIndex === 0 && !button.disabled);
    if (!reachable) this.buttons.forEach(([button], place) => { button.tabIndex = place ? -1 : 0; });
  }

  paste(event) {
    event.preventDefault();
    const data = event.clipboardData;
    const html = data.getData("text/html");
    const clean = html ? pasted(html) : asParagraphs(data.getData("text/plain"));
    if (!clean) return;
    const plain = data.getData("text/plain");
    // A word or two goes into the line; more comes with its paragraphs.
    if (!/<(?:p|h\d|ul|ol|table|blockquote)\b/.test(clean) || (!html && !plain.trim().includes("\n"))) {
      document.execCommand(html ? "insertHTML" : "insertText", false, html ? clean : plain.trim());
    } else this.insertBlocks(clean);
    this.changed();
  }

  insertBlocks(html) {
    const line = this.at(BLOCKS);
    const empty = line && line.parentElement === this.surface && !line.textContent.trim();
    if (empty) select(line);
    document.execCommand("insertHTML", false, html);
  }

  clear() {
    document.execCommand("removeFormat");
    document.execCommand("unlink");
    if (this.at("h2, h3, h4")) document.execCommand("formatBlock", false, "p");
  }

  async link() {
    const there = this.at("a");
    if (there) {
      select(there);
      document.execCommand("unlink");
      return;
    }
    const range = this.range;
    const address = await asked("链接的网址", "https://");
    if (!address || !range) return;
    this.surface.focus();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (range.collapsed) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: address, textContent: address });
      document.execCommand("insertHTML", false, anchor.outerHTML);
    } else document.execCommand("createLink", false, address);
    this.changed();
  }

  insertTable() {
    const row = (tag) => `<tr>${`<${tag}><br></${tag}>`.repeat(3)}</tr>`;
    const html = `<table><thead>${row("th")}</thead><tbody>${row("td")}${row("td")}</tbody></table><p><br></p>`;
    const before = new Set(this.surface.querySelectorAll("table"));
    this.insertBlocks(html);
    const made = [...this.surface.querySelectorAll("table")].find((table) => !before.has(table));
    if (made) this.caretIn(made.querySelector("th, td"));
  }

  // A changed copy is put in the table's place in one step, so that one undo takes it back.
  changeTable(change) {
    const table = this.at("table");
    const cell = this.at("td, th");
    if (!table || !cell) return;
    const place = [cell.parentElement.rowIndex, cell.cellIndex];
    const copy = table.cloneNode(true);
    const next = change(copy, ...place);
    const number = [...this.surface.querySelectorAll("table")].indexOf(table);
    select(table);
    document.execCommand("insertHTML", false, next ? copy.outerHTML : "<p><br></p>");
    const now = this.surface.querySelectorAll("table")[number];
    if (next && now) this.caretIn(now.rows[next[0]]?.cells[next[1]] ?? now.rows[0].cells[0]);
  }

  caretIn(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    range.collapse(true);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    this.range = range.cloneRange();
  }
}

function select(element) {
  const range = document.createRange();
  range.selectNode(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

// ---------------------------------------------------------------- tables: where the caret goes

function newCell(like) {
  const cell = document.createElement(like.tagName);
  cell.append(document.createElement("br"));
  return cell;
}

function addRow(table, row, column) {
  const made = document.createElement("tr");
  for (let count = table.rows[row].cells.length; count; count -= 1) made.append(newCell(document.createElement("td")));
  const section = table.rows[row].parentElement;
  if (section.tagName === "THEAD" && table.tBodies.length) table.tBodies[0].prepend(made);
  else table.rows[row].after(made);
  return [made.rowIndex, column];
}

function addColumn(table, row, column) {
  for (const line of table.rows) {
    const here = line.cells[Math.min(column, line.cells.length - 1)];
    here.after(newCell(here));
  }
  return [row, column + 1];
}

function removeRow(table, row, column) {
  table.deleteRow(row);
  for (const section of [table.tHead, ...table.tBodies]) if (section && !section.rows.length) section.remove();
  return table.rows.length ? [Math.min(row, table.rows.length - 1), column] : null;
}

function removeColumn(table, row, column) {
  for (const line of table.rows) line.cells[column]?.remove();
  return table.rows[0].cells.length ? [row, Math.max(column - 1, 0)] : null;
}

// ---------------------------------------------------------------- a question

function asked(question, value) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const buttons = document.createElement("div");
  dialog.className = "asking";
  form.method = "dialog";
  Object.assign(input, { type: "url", value, required: true });
  label.append(question, input);
  buttons.className = "actions";
  for (const [words, quiet, way] of [["插入", "", "yes"], ["取消", "quiet", "no"]]) {
    const button = document.createElement("button");
    Object.assign(button, { textContent: words, className: quiet, value: way, formNoValidate: way === "no" });
    buttons.append(button);
  }
  form.append(label, buttons);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes" ? input.value : "");
    });
  });
}

for (const field of document.querySelectorAll("[data-editor]")) new Editor(field);
