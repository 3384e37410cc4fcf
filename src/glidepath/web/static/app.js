// Everything works without this file. After a part of the page was changed it moves the focus to
// what is wrong, or to the new part when what had the focus is gone.
"use strict";
document.addEventListener("htmx:afterSettle", function () {
  var wrong = document.querySelector(".errors");
  var lost = !document.activeElement || document.activeElement === document.body;
  var target = wrong || (lost ? document.querySelector("[data-focus]") : null);
  if (target) { target.focus(); }
});
