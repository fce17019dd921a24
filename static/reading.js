// Words selected in the text become the place of the next comment. The page works without this.
"use strict";

const spots = document.getElementById("spot");

// Offsets count characters, where JavaScript counts halves of the rare ones.
const length = (text) => [...text].length;

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer.parentElement?.closest("[data-spot]");
  const to = range.endContainer.parentElement?.closest("[data-spot]");
  if (!from || from !== to) return null;
  const [place, start] = from.dataset.spot.split("|");
  const before = range.cloneRange();
  before.selectNodeContents(from);
  before.setEnd(range.startContainer, range.startOffset);
  const first = Number(start) + length(before.toString());
  const words = range.toString();
  return { value: `${place}|${first}|${first + length(words)}`, words };
}

if (spots) {
  const own = new Option("", "");
  document.addEventListener("selectionchange", () => {
    const found = selected();
    if (!found) return;
    own.value = found.value;
    own.text = `选中的文字：${found.words.slice(0, 30)}`;
    if (!own.isConnected) spots.add(own, 1);
    own.selected = true;
  });
}

// After a decision the next finding is at hand: Tab leads to its buttons.
function arrive() {
  const target = location.hash.startsWith("#finding-") && document.getElementById(location.hash.slice(1));
  if (target) target.focus({ preventScroll: true });
}
arrive();
addEventListener("hashchange", arrive);
