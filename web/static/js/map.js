// Maps can be dragged, and enlarged by the wheel with Ctrl or a pinch. Without this the
// links above a map do it. Only what is shown of the picture changes: no data is loaded.
for (const view of document.querySelectorAll(".draw-map .view")) {
  const whole = view.viewBox.baseVal;
  const wide = whole.width, high = whole.height;
  let x = 0, y = 0, scale = 1, from = null;
  const show = () => {
    scale = Math.min(1, Math.max(1 / 8, scale));
    x = Math.min(wide - wide * scale, Math.max(0, x));
    y = Math.min(high - high * scale, Math.max(0, y));
    view.setAttribute("viewBox", [x, y, wide * scale, high * scale].join(" "));
  };
  const at = (e) => {
    const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(view.parentNode.getScreenCTM().inverse());
    return { x: p.x, y: p.y };
  };
  const zoom = (p, by) => {
    const before = scale;
    scale = Math.min(1, Math.max(1 / 8, scale * by));
    x += p.x * (before - scale);
    y += p.y * (before - scale);
    show();
  };
  view.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoom(at(e), Math.exp(Math.max(-60, Math.min(60, e.deltaY)) / 200));
  }, { passive: false });
  view.addEventListener("dblclick", (e) => { e.preventDefault(); zoom(at(e), .5); });
  view.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 || scale === 1 || e.target.closest("a")) return;
    const p = at(e);
    from = { px: p.x, py: p.y, x, y };
    view.setPointerCapture(e.pointerId);
  });
  view.addEventListener("pointermove", (e) => {
    if (!from) return;
    const p = at(e);
    x = from.x - (p.x - from.px) * scale;
    y = from.y - (p.y - from.py) * scale;
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, () => { from = null; });
}
