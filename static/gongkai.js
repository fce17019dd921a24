// Keys for people who work without a mouse. Every page works without this file.
"use strict";

// One link a row: its next act (.act), else its first.
const rows = () => [...document.querySelectorAll("tbody tr, .waiting li")]
  .map((row) => row.querySelector("a.act") ?? row.querySelector("a[href]"))
  .filter(Boolean);

function step(by) {
  const links = rows();
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
}

const KEYS = {
  // The page's own filter where it has one, else the field in the head.
  "/": () => (document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]"))?.focus(),
  "?": () => {
    const keys = document.getElementById("keys");
    if (keys && !keys.open) keys.showModal();
  },
  j: () => step(1),
  k: () => step(-1),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

// A refused form: say so where the reader is.
document.querySelector(".error-summary")?.focus();
