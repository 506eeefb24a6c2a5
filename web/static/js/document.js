// Comfort for the text of a document: what is pointed at is shown in both columns. Without
// it, everything can be read all the same.
(() => {
  const text = document.querySelector(".text");
  if (!text) return;
  const show = (number) => {
    for (const e of document.querySelectorAll(".on")) e.classList.remove("on");
    if (!number) return;
    for (const e of text.querySelectorAll("mark[data-s]")) {
      if (e.dataset.s.split(" ").includes(number)) e.classList.add("on");
    }
    document.getElementById("s" + number)?.classList.add("on");
  };
  const number = (e) => e.target.closest?.("[data-n]")?.dataset.n;
  for (const event of ["mouseover", "focusin"]) {
    document.addEventListener(event, (e) => {
      const n = number(e);
      if (!n) return;
      show(n);
      const at = e.target.closest(".n");
      if (!at) return;
      at.classList.remove("hush");
      at.classList.toggle("leftward", at.getBoundingClientRect().left > window.innerWidth / 2);
    });
  }
  for (const event of ["mouseout", "focusout"]) document.addEventListener(event, (e) => number(e) && show(""));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const at of text.querySelectorAll(".n:hover, .n:focus")) at.classList.add("hush");
  });
})();
