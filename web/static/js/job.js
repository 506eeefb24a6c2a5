// Comfort of a job's page: what becomes of each article is shown as it becomes known.
(() => {
  const job = document.getElementById("job");
  if (!job || !job.dataset.events) return;
  const bar = document.getElementById("job-bar"), count = document.getElementById("job-count");
  const state = document.getElementById("job-state"), rows = document.getElementById("job-rows");
  const again = document.getElementById("job-refresh");
  const most = 200; // rows that are shown; all are found by looking again
  let more = rows.children.length;
  const source = new EventSource(job.dataset.events);
  const row = (o) => {
    const tr = document.createElement("tr"), name = document.createElement("td"), what = document.createElement("td");
    if (o.url) {
      const a = document.createElement("a");
      a.href = o.url;
      a.textContent = o.name;
      name.append(a);
    } else {
      name.textContent = o.name;
    }
    if (o.fault) {
      tr.className = "job-fault";
      const strong = document.createElement("strong");
      strong.textContent = "Fault: ";
      what.append(strong);
    }
    what.append(o.text);
    tr.append(name, what);
    return tr;
  };
  source.addEventListener("progress", (e) => {
    const now = JSON.parse(e.data);
    bar.max = now.total || 1;
    bar.value = now.read;
    count.textContent = `${now.read} of ${now.total}`;
    for (const o of now.outcomes) if (more++ < most) rows.append(row(o));
    if (!now.ended) return;
    source.close();
    state.textContent = now.fault ? `It stopped: ${now.fault}` : "It has ended.";
    if (again && more <= most) again.remove();
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED && again) again.hidden = false;
  });
})();
