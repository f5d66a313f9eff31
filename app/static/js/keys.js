// One hand on the keyboard: a letter does what the button with that letter does, in the card that has the focus. The
// letters can be switched off, and do nothing while somebody types.
(function () {
  "use strict";

  const OFF = "keys-off";
  const isOff = () => { try { return localStorage.getItem(OFF) === "yes"; } catch (_error) { return false; } };
  const typing = (node) => node.matches("input:not([type=checkbox]):not([type=radio]):not([type=range]), select, textarea, [contenteditable]");
  const cards = () => Array.from(document.querySelectorAll("article[data-keys]"));
  const inside = (node) => node.closest("[data-keys]") || (cards().length ? null : document.querySelector("[data-keys]"));

  function open(control) {
    for (let details = control.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  }

  function use(control) {
    if (control.nodeName === "SUMMARY") {
      const field = control.parentElement.querySelector("input:not([type=hidden]):not([type=checkbox]), select, textarea");
      if (field) open(control);
      else control.parentElement.open = !control.parentElement.open;
      (field || control).focus();
    } else if (typing(control)) {
      open(control);
      control.focus();
      if (control.select) control.select();
    } else {
      control.click();
    }
  }

  function step(from, by) {
    const list = cards();
    if (!list.length) return;
    const place = list.indexOf(from);
    const next = list[place < 0 ? 0 : Math.min(Math.max(place + by, 0), list.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isOff()) return;
    const at = document.activeElement || document.body;
    if (event.key === "Escape" && at.closest("[data-keys] details[open]")) {
      const card = at.closest("[data-keys]");
      at.closest("details[open]").open = false;
      card.focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && at.nodeName === "SELECT" && at.form && at.closest("[data-keys]")) {
      event.preventDefault();
      at.form.requestSubmit();
      return;
    }
    if (typing(at)) return;
    const card = inside(at);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!cards().length || at.matches("input[type=radio], input[type=range]")) return;
      step(card, event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      return;
    }
    const name = event.key.toLowerCase();
    if (name.length !== 1 || name === " ") return;
    const anywhere = document.querySelector('[data-key-anywhere="' + CSS.escape(name) + '"]');
    const control = (card && card.querySelector('[data-key="' + CSS.escape(name) + '"]')) || anywhere;
    if (!control) return;
    event.preventDefault();
    use(control);
  });

  const box = document.getElementById("keys-off");
  if (box) {
    box.checked = isOff();
    box.addEventListener("change", () => { try { localStorage.setItem(OFF, box.checked ? "yes" : "no"); } catch (_error) { /* then it holds for this page only */ } });
  }
})();
