// Everything works without this file. It moves the focus where a part of the page was changed.
"use strict";
document.addEventListener("htmx:afterSwap", function () {
  var found = document.querySelector(".errors") || document.querySelector("[data-focus]");
  if (found) { found.focus(); }
});
