(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("filter"), text = document.getElementById("q");
  const operation = document.getElementById("op"), count = document.getElementById("count");
  const none = document.getElementById("none"), boxes = all("input[name=v]", form);
  const cases = all("details.c"), folds = all("details.grp, details.gw"), sections = all("section.v");
  const words = new Map(); // what a case says, in lower case, once it was asked for
  const folded = new Map(); // how the folds were before the filter opened them
  form.hidden = false;

  const says = (c) => {
    if (!words.has(c)) words.set(c, c.textContent.toLowerCase());
    return words.get(c);
  };
  const filter = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    const active = wanted.length > 0 || operation.value !== "";
    let shown = 0;
    for (const c of cases) {
      c.hidden = !kinds.has(c.dataset.v) || (operation.value !== "" && c.dataset.o !== operation.value)
        || !wanted.every((w) => says(c).includes(w));
      if (!c.hidden) shown++;
    }
    for (const part of [...folds, ...sections]) {
      const listed = part.querySelector("details.c"), left = part.querySelector("details.c:not([hidden])");
      part.hidden = !left && (listed !== null || active || kinds.size < boxes.length);
    }
    for (const f of folds) {
      if (active && !folded.has(f)) folded.set(f, f.open);
      if (active) f.open = true;
      else if (folded.has(f)) { f.open = folded.get(f); folded.delete(f); }
    }
    none.hidden = shown > 0 || cases.length === 0;
    count.textContent = shown === cases.length ? `${shown} cases` : `${shown} of ${cases.length} cases`;
  };
  const clear = () => {
    text.value = operation.value = "";
    for (const b of boxes) b.checked = true;
    filter();
  };
  let soon;
  text.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(filter, 80); });
  form.addEventListener("change", filter);
  form.addEventListener("submit", (e) => { e.preventDefault(); filter(); });
  const show = (open) => {
    for (const c of cases) if (!c.hidden && c.offsetParent !== null) c.open = open;
  };
  document.getElementById("open").addEventListener("click", () => show(true));
  document.getElementById("close").addEventListener("click", () => show(false));

  // A link leads to what it names, though it be folded away or filtered out.
  const follow = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (e) => {
    const at = e.target instanceof Element ? e.target : null;
    const more = at && at.closest("a[data-q]"), link = at && at.closest('a[href^="#"]');
    if (at && at.closest("button.clear")) clear();
    if (more) { clear(); text.value = more.dataset.q; filter(); }
    else if (link && link.hash === location.hash) follow();
  });

  // Commands get a button that copies them, once they can be seen.
  const buttons = (within) => {
    for (const pre of all("pre.copy", within)) {
      if (pre.querySelector("button")) continue;
      const button = document.createElement("button");
      const command = pre.textContent;
      button.type = "button";
      button.className = "copied";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy the command");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(command);
          button.textContent = "Copied";
        } catch {
          const range = document.createRange();
          range.selectNodeContents(pre);
          range.setStartAfter(button);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          button.textContent = "Selected";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      pre.prepend(button);
    }
  };
  document.addEventListener("toggle", (e) => {
    if (e.target.open && e.target.matches("details.c, details.cause")) buttons(e.target);
  }, true);
  for (const c of all("details.c[open], details.cause[open], .problems")) buttons(c);
  follow();
})();
