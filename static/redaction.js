// A rectangle drawn on the page fills in the numbers of the area. The page works without this.
"use strict";

const page = document.getElementById("page");
const form = document.getElementById("area");

if (page && form) {
  const drawn = document.getElementById("drawn");
  let from = null;

  // Percent of the page, from its upper left corner.
  const at = (event) => {
    const box = page.getBoundingClientRect();
    const part = (value, size) => Math.min(Math.max((value / size) * 100, 0), 100);
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  };

  const show = (to) => {
    const edges = {
      left: Math.min(from[0], to[0]), top: Math.min(from[1], to[1]),
      right: Math.max(from[0], to[0]), bottom: Math.max(from[1], to[1]),
    };
    const { width, height } = page.viewBox.baseVal;
    drawn.setAttribute("x", (edges.left / 100) * width);
    drawn.setAttribute("y", (edges.top / 100) * height);
    drawn.setAttribute("width", ((edges.right - edges.left) / 100) * width);
    drawn.setAttribute("height", ((edges.bottom - edges.top) / 100) * height);
    for (const [name, value] of Object.entries(edges)) form.elements[name].value = value.toFixed(2);
  };

  page.classList.add("drawable");
  page.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page; it fills in the numbers instead.
    if (event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    from = at(event);
    page.setPointerCapture(event.pointerId);
  });
  page.addEventListener("pointermove", (event) => from && show(at(event)));
  page.addEventListener("pointerup", (event) => {
    if (!from) return;
    show(at(event));
    from = null;
    form.elements.ground.focus({ preventScroll: true });
  });
}
