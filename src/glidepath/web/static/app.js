// Everything works without this file. After a part of the page was changed it moves the focus to
// what is wrong, or to the new part when what had the focus is gone.
"use strict";
document.addEventListener("htmx:afterSettle", function () {
  var wrong = document.querySelector(".errors");
  var lost = !document.activeElement || document.activeElement === document.body;
  var target = wrong || (lost ? document.querySelector("[data-focus]") : null);
  if (target) { target.focus(); }
});
// htmx notes the address of the page for a history that is switched off: nothing is kept here.
try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch (denied) { /* none */ }
