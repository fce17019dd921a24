// Printing is one tap for whom the browser's menu is hard to find. The page works without this file.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const wide = matchMedia("(min-width: 900px)");
for (const details of document.querySelectorAll("details[data-wide-open]")) {
  if (wide.matches) details.open = true;
}
// A chart is too small to read on a phone; its table is not.
if (matchMedia("(max-width: 600px)").matches) {
  for (const details of document.querySelectorAll("details[data-narrow-open]")) details.open = true;
}
