// A button that copies a text. Without this the text can be selected by hand.
(function () {
  "use strict";

  document.querySelectorAll("[data-copy]").forEach((button) => {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch (_error) {
        // Without https a browser has no clipboard to write to; copying what is selected still works there.
        if (!document.execCommand("copy")) return;
      }
      button.textContent = button.dataset.copied;
    });
  });
})();
