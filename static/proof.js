// Does the work of a public form while its reader types; who presses the button earlier is told and
// waits, at most as long as readers without scripts do. The form works without this file.
"use strict";

for (const box of document.querySelectorAll("[data-proof]")) {
  const form = box.closest("form");
  const [challenge, solution] = box.querySelectorAll("input");
  const said = box.querySelector("[role=status]");
  const progress = box.querySelector("progress");
  const opened = performance.now();
  box.querySelector("[data-unscripted]").hidden = true;
  // A browser may bring back what it kept of the form: a challenge already used.
  challenge.value = challenge.defaultValue;
  solution.value = solution.defaultValue;

  let ready = solution.value !== "" || !form.requestSubmit;
  let sent = false;
  let held = null;

  const release = () => {
    if (ready) return;
    ready = true;
    progress.hidden = true;
    if (!held) return;
    said.textContent = "检查完成，正在提交……";
    form.requestSubmit(held.submitter);
  };

  form.addEventListener("submit", (event) => {
    if (ready && !sent) {
      sent = true;
      return;
    }
    event.preventDefault(); // pressed twice, or too early
    if (ready || held) return;
    held = { submitter: event.submitter };
    said.textContent = "正在做防滥用检查，完成后自动提交，请稍候……";
    progress.hidden = false;
    setTimeout(release, box.dataset.wait * 1000 - (performance.now() - opened));
  });
  addEventListener("pageshow", () => { sent = false; });

  if (solution.value === "") {
    const worker = new Worker(box.dataset.worker);
    worker.addEventListener("message", ({ data }) => {
      progress.value = data.part;
      if (data.number === undefined) return;
      solution.value = data.number;
      worker.terminate();
      release();
    });
    worker.postMessage({ ...box.dataset });
  }
}
