// Titles of what is public already while one types; the number from the QR code; large photographs
// made small enough to send. The pages work without this file.
"use strict";

(() => {
  const wanted = document.querySelector("textarea[name=wanted]");
  const similar = document.querySelector("[data-similar]");
  let waiting = 0;
  let asking = new AbortController();

  function link({ title, address }) {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.target = "_blank";
    anchor.textContent = `${title}（在新窗口打开）`;
    item.append(anchor);
    return item;
  }

  function show(items) {
    similar.replaceChildren();
    if (!items.length) return;
    const words = document.createElement("p");
    words.textContent = "这些已经公开，可能就是您要的：";
    const list = document.createElement("ul");
    list.append(...items.map(link));
    similar.append(words, list);
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const text = wanted.value.trim();
    if (text.length < 2) return show([]);
    // Posted: an address would leave in the logs of servers what an applicant writes.
    const body = new URLSearchParams({ wanted: text.slice(0, 200) });
    try {
      const { signal } = asking;
      const answer = await fetch(similar.dataset.similar, { method: "POST", body, signal });
      if (answer.ok) show((await answer.json()).items);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  if (wanted && similar) {
    wanted.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, 400);
    });
    wanted.addEventListener("compositionend", ask);
  }

  // Which parts have what they need; the check on the server is the one that counts.
  const parts = [...document.querySelectorAll(".progress li")];

  function mark() {
    for (const item of parts) {
      const part = document.querySelector(item.querySelector("a").hash);
      const typed = [...part.querySelectorAll("textarea, input")].some((control) =>
        control.type === "radio" || control.type === "checkbox" ? control.checked : control.value.trim());
      item.querySelector("[data-filled]").hidden = !typed || part.querySelector(":invalid") !== null;
    }
  }

  if (parts.length) {
    document.querySelector("form.apply").addEventListener("input", mark);
    mark();
  }

  // The fragment never reaches a server; it holds the number alone.
  const number = document.querySelector("input[name=number]");
  if (number && !number.value && location.hash.length > 1) {
    try {
      number.value = decodeURIComponent(location.hash.slice(1));
      document.querySelector("input[name=code]").focus();
    } catch { /* somebody else's fragment */ }
  }

  const proof = document.querySelector("input[type=file][name=proof]");
  const LARGEST = 2_000_000; // bytes
  const LONGEST = 2400; // pixels: a card stays legible

  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
    return new File([blob], "proof.jpg", { type: "image/jpeg" });
  }

  proof?.addEventListener("change", async () => {
    const [file] = proof.files;
    if (!file || !file.type.startsWith("image/") || file.size < LARGEST) return;
    try {
      const list = new DataTransfer();
      list.items.add(await smaller(file));
      if (proof.files[0] === file) proof.files = list.files;
    } catch { /* the server says what is wrong with it */ }
  });
})();
