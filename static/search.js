// Titles proposed while one types, and filters that stand open where there is room.
// The page works without this file.
"use strict";

(() => {
  const field = document.querySelector("input[data-suggestions]");
  const list = document.getElementById("suggestions");
  let waiting = 0;
  let asking = new AbortController();
  let typed = "";

  // What was asked for and is no longer wanted must not come over what the reader now does.
  function stop() {
    clearTimeout(waiting);
    asking.abort();
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function show(titles) {
    list.replaceChildren(...titles.map((title, place) => {
      const option = document.createElement("li");
      option.id = `suggestion-${place}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.textContent = title;
      return option;
    }));
    list.hidden = !titles.length;
    field.setAttribute("aria-expanded", String(titles.length > 0));
    field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    stop();
    asking = new AbortController();
    typed = field.value.trim();
    if (!typed) return close();
    const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function move(by) {
    const options = [...list.children];
    const here = options.findIndex((option) => option.ariaSelected === "true");
    // One place before the first and after the last: what was typed.
    const next = (here + 1 + by + options.length + 1) % (options.length + 1) - 1;
    options.forEach((option, place) => { option.ariaSelected = String(place === next); });
    field.value = next < 0 ? typed : options[next].textContent;
    if (next < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[next].id);
  }

  function choose(event) {
    const option = event.target.closest("li");
    if (!option) return;
    field.value = option.textContent;
    close();
    field.form.requestSubmit();
  }

  function key(event) {
    if (event.isComposing || list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      stop();
      field.value = typed;
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stop();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  if (field && list) {
    field.role = "combobox";
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", (event) => {
      if (event.isComposing) return;
      typed = field.value.trim();
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    field.addEventListener("compositionend", ask);
    field.addEventListener("keydown", key);
    field.addEventListener("blur", () => {
      stop();
      setTimeout(close, 150);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", choose);
  }

  const wide = matchMedia("(min-width: 900px)");
  for (const details of document.querySelectorAll("details[data-wide-open]")) {
    if (wide.matches) details.open = true;
  }
})();
