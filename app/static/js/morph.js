// Brings a part of the page to what the server made of it, and leaves alone what did not change: nothing jumps, and
// what somebody is typing, has opened or has in focus stays as it is.
(function () {
  "use strict";

  const key = (node) => node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.piece || "" : "";
  const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);

  // Somebody is busy in this card: it keeps what it was made of, so that a change on old ground is seen by the server.
  const busy = (node) => node.matches && node.matches("[data-keys]") && Array.from(node.querySelectorAll("input:not([type=hidden]), select, textarea"))
    .some((field) => field === document.activeElement
      || (field.type === "checkbox" ? field.checked !== field.defaultChecked
        : field.options ? Array.from(field.options).some((option) => option.selected !== option.defaultSelected && field.selectedIndex > 0)
          : field.value !== field.defaultValue));

  function attributes(node, wanted) {
    for (const { name } of Array.from(node.attributes)) {
      if (!wanted.hasAttribute(name) && !(name === "open" && node.nodeName === "DETAILS")) node.removeAttribute(name);
    }
    for (const { name, value } of Array.from(wanted.attributes)) {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
  }

  function children(node, wanted, keepBusy) {
    const keyed = new Map(Array.from(node.children).filter(key).map((child) => [key(child), child]));
    let here = node.firstChild;
    for (const next of Array.from(wanted.childNodes)) {
      const known = key(next) ? keyed.get(key(next)) : null;
      if (known && known.nodeName === next.nodeName) {
        if (known !== here) node.insertBefore(known, here);
        keyed.delete(key(next));
        morph(known, next, keepBusy);
        here = known.nextSibling;
      } else if (here && !key(here) && alike(here, next)) {
        morph(here, next, keepBusy);
        here = here.nextSibling;
      } else {
        node.insertBefore(document.importNode(next, true), here);
      }
    }
    while (here) {
      const after = here.nextSibling;
      here.remove();
      here = after;
    }
  }

  function morph(node, wanted, keepBusy) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== wanted.data) node.data = wanted.data;
      return;
    }
    if (node.isEqualNode(wanted) || (keepBusy && busy(node))) return;
    attributes(node, wanted);
    children(node, wanted, keepBusy);
  }

  window.morph = morph;
})();
