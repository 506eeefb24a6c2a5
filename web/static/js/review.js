// Comfort of the review: keys, and spans by selection. Without it all is typed.
(() => {
  for (const e of document.querySelectorAll(".rv-script")) e.hidden = false;

  // Keys: a letter presses what has it as data-key, follows it, or opens it.
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || e.isComposing) return;
    if (e.target.closest("input, select, textarea, [contenteditable]")) return;
    const to = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (!to || e.repeat) return;
    e.preventDefault();
    if (to.tagName !== "DETAILS") {
      to.click();
      return;
    }
    to.open = !to.open;
    if (!to.open) return;
    to.scrollIntoView({ block: "nearest" });
    const first = to.querySelector("input:not([type=hidden]), select") || to.querySelector("summary");
    if (first) first.focus();
  });

  const text = document.getElementById("rv-text");
  if (!text) return;

  // pieces are the parts of the article that are shown, each with the place of its first
  // character. Places count code points, as the server does.
  const pieces = [...text.querySelectorAll("[data-at]")].map((el) => {
    const chars = [...el.textContent];
    const at = Number(el.dataset.at);
    return { el, at, end: at + chars.length, chars };
  });
  if (!pieces.length) return;

  // place gives the place of an end of a selection: the start of one in no piece is that
  // of the next piece, the end that of the piece before.
  const place = (node, offset, end) => {
    const own = pieces.find((p) => p.el.contains(node));
    if (own) {
      const r = document.createRange();
      r.setStart(own.el, 0);
      r.setEnd(node, offset);
      return own.at + [...r.toString()].length;
    }
    const point = document.createRange();
    point.setStart(node, offset);
    let last = null;
    for (const p of pieces) {
      const here = document.createRange();
      here.selectNodeContents(p.el);
      if (here.compareBoundaryPoints(Range.START_TO_START, point) >= 0) return end ? (last ? last.end : p.at) : p.at;
      last = p;
    }
    return last.end;
  };
  const charAt = (n) => {
    const p = pieces.find((q) => n >= q.at && n < q.end);
    return p ? p.chars[n - p.at] : "\n";
  };
  const words = (from, to) => {
    let out = "";
    for (let n = from; n < to; n++) out += charAt(n);
    return out.replace(/\s+/g, " ");
  };
  const begin = pieces[0].at, behind = pieces[pieces.length - 1].end;

  // picked is the last selection in the text, without white space at its ends.
  let picked = null;
  const pick = (from, to) => {
    while (from < to && /\s/.test(charAt(from))) from++;
    while (to > from && /\s/.test(charAt(to - 1))) to--;
    picked = from < to ? [from, to] : null;
  };
  document.addEventListener("selectionchange", () => {
    const s = getSelection();
    if (!s.rangeCount || s.isCollapsed) return;
    const r = s.getRangeAt(0);
    if (!r.intersectsNode(text)) return;
    const start = text.contains(r.startContainer) ? place(r.startContainer, r.startOffset, false) : begin;
    const end = text.contains(r.endContainer) ? place(r.endContainer, r.endOffset, true) : behind;
    pick(start, end);
  });

  // The arrow keys move a cursor of one character through the text; with Shift they select.
  let anchor = null, focus = null;
  const node = (n, end) => {
    let p = pieces.find((q) => (end ? n > q.at && n <= q.end : n >= q.at && n < q.end));
    if (!p) { // between two blocks
      p = end ? pieces.findLast((q) => q.end <= n) || pieces[0] : pieces.find((q) => q.at >= n) || pieces[pieces.length - 1];
      n = end ? p.end : p.at;
    }
    return [p.el.firstChild, p.chars.slice(0, n - p.at).join("").length];
  };
  const select = (from, to) => getSelection().setBaseAndExtent(...node(from, false), ...node(to, true));
  const step = (n, by, word) => {
    const inside = (k) => k >= begin && k < behind;
    n += by;
    if (word) while (inside(n) && inside(n - 1) && !(/[\s]/.test(charAt(n - 1)) && !/[\s]/.test(charAt(n)))) n += by;
    return Math.min(Math.max(n, begin), behind);
  };
  text.tabIndex = 0;
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", "Text. Arrow keys move, with Shift they select.");
  text.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (!by || e.metaKey) return;
    e.preventDefault();
    if (focus === null) {
      const mark = text.querySelector("mark.content");
      anchor = focus = mark ? Number(mark.dataset.at) : begin;
      if (!e.shiftKey) {
        select(focus, Math.min(focus + 1, behind));
        return;
      }
    }
    focus = step(focus, by, e.ctrlKey || e.altKey);
    if (e.shiftKey) {
      if (anchor !== focus) select(Math.min(anchor, focus), Math.max(anchor, focus));
      return;
    }
    focus = Math.min(focus, behind - 1);
    anchor = focus;
    select(focus, focus + 1);
  });
  text.addEventListener("mouseup", () => {
    if (picked) [anchor, focus] = picked;
  });

  // The fields of spans say what they mean.
  const read = (value) => value.split(",").map((x) => x.trim().split("-").map(Number)).filter((x) => x.length === 2 && x[0] < x[1]);
  const say = (input) => {
    const out = input.parentElement.querySelector("output");
    out.textContent = read(input.value).map(([from, to]) => (from >= begin && to <= behind ? `“${words(from, to)}”` : "what is not shown here")).join(" … ");
  };
  for (const b of document.querySelectorAll("[data-span]")) {
    const input = document.getElementById("rv-" + b.dataset.span);
    b.addEventListener("click", () => {
      const out = input.parentElement.querySelector("output");
      if (!picked) {
        out.textContent = "Nothing in the text is selected.";
        return;
      }
      const spans = "add" in b.dataset ? [...read(input.value), picked] : [picked];
      spans.sort((x, y) => x[0] - y[0]);
      const joined = [];
      for (const s of spans) {
        const last = joined[joined.length - 1];
        if (last && s[0] <= last[1]) last[1] = Math.max(last[1], s[1]);
        else joined.push([...s]);
      }
      input.value = joined.map((s) => s.join("-")).join(",");
      say(input);
    });
  }
  for (const input of document.querySelectorAll(".rv-span input")) {
    input.addEventListener("input", () => say(input));
    say(input);
  }
})();
