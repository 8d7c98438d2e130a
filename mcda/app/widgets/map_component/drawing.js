// Draws a map of mcda/report/maps/scene.py as SVG: hovering names, typing finds, buttons, wheel and fingers zoom.
const MOST = 16; // times larger than the whole
const STEP = 1.6; // times larger by one press of a button
const NARROW = 440; // px below which a phone's values hold, as in mcda/report/maps/labels.py
const EDGE = { left: 10, right: 26, top: 28, bottom: 26 }; // px for names of cities at the edge
const NEAR = 14; // px from a finger to the small sign that it means
const LISTED = 8; // names below the field
const PANNED = 60; // px by one press of an arrow
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.countyMap ??= new CountyMap(parentElement);
  parentElement.countyMap.show(data, setTriggerValue);
}

const svg = (name, attributes = {}) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  return made;
};
const html = (name, className, text, attributes = {}) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
// As it is typed: without spaces, tones, apostrophes and capitals.
const plain = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\s'’·.-]/g, "");

class CountyMap {
  constructor(parent) {
    const id = `map_${Math.random().toString(36).slice(2)}`;
    this.view = { k: 1, x: 0, y: 0 };
    this.root = html("div", "gh-map");
    this.field = html("input", "gh-find", undefined, {
      type: "search", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": id, autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
    });
    this.list = html("ul", "gh-hits", undefined, { role: "listbox", id });
    this.list.hidden = true;
    this.buttons = ["+", "−", "⤢"].map(sign => html("button", "gh-button", sign, { type: "button" }));
    this.stage = html("div", "gh-stage", undefined, { tabindex: "0", role: "group" });
    this.svg = svg("svg", { role: "img" });
    this.tip = html("div", "gh-tip", undefined, { "aria-hidden": "true" });
    this.tip.hidden = true;
    this.legend = html("div", "gh-legend");
    this.said = html("span", "gh-said", undefined, { role: "status" });
    this.bar = html("div", "gh-bar");
    const found = html("div", "gh-field");
    found.append(this.field, this.list);
    this.bar.append(found, ...this.buttons);
    this.stage.append(this.svg, this.tip);
    this.root.append(this.bar, this.stage, this.legend, this.said);
    parent.append(this.root);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.stage);
  }

  show(data, send) {
    this.send = send;
    if (data === this.data) return;
    const { scene, words } = (this.data = data);
    this.scene = scene;
    for (const item of scene.items) {
      item.parts = [...item.name.split(" ").map(plain), plain(item.name), item.found ? item.key : ""];
    }
    this.bar.hidden = !words;
    if (words) {
      this.field.placeholder = words.find;
      this.field.setAttribute("aria-label", words.find);
      this.list.setAttribute("aria-label", words.find);
      this.buttons.forEach((button, i) => {
        const name = [words.zoom_in, words.zoom_out, words.whole][i];
        button.setAttribute("aria-label", name);
        button.title = i < 2 ? `${name} (${words.wheel})` : name;
      });
    }
    this.svg.setAttribute("aria-label", scene.name);
    this.stage.setAttribute("aria-label", scene.name);
    this.drawLegend();
    this.width = 0;
    this.resize();
    this.find(false);
  }

  // ---- drawing

  resize() {
    const width = this.stage.clientWidth;
    if (!width || !this.scene || width === this.width) return;
    const room = width - EDGE.left - EDGE.right;
    const [left, top, right, bottom] = this.scene.box;
    const needed = (room * (bottom - top)) / Math.max(right - left, 1) + EDGE.top + EDGE.bottom;
    this.height = Math.round(this.scene.fixed ? this.scene.height : Math.min(this.scene.height, needed));
    this.width = width;
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", this.height);
    this.scale = Math.min(room / Math.max(right - left, 1),
      (this.height - EDGE.top - EDGE.bottom) / Math.max(bottom - top, 1), 1);
    this.middle = [(left + right) / 2, (top + bottom) / 2];
    this.centre = [(width + EDGE.left - EDGE.right) / 2, (this.height + EDGE.top - EDGE.bottom) / 2];
    this.draw();
  }

  draw() {
    const side = this.width < NARROW ? 1 : 0;
    const one = value => (Array.isArray(value) ? value[side] : value);
    this.moved = []; // groups of areas and lines
    this.points = []; // [element, x, y]
    this.shapes = new Map(); // number of an item → its shapes
    const layers = this.scene.layers.map(layer => {
      const group = svg("g", { class: "gh-layer", opacity: layer.opacity });
      const areas = layer.kind === "geoshape" || layer.kind === "rule";
      if (areas) this.moved.push(group);
      for (const shape of layer.shapes) {
        const drawn = areas ? this.area(layer, shape) : this.point(layer, shape, one);
        if (!areas) this.points.push([drawn, shape.x, shape.y]);
        if (shape.item === undefined) drawn.setAttribute("pointer-events", "none");
        else {
          drawn.dataset.item = shape.item;
          const key = this.scene.items[shape.item].key;
          if (!this.shapes.has(shape.item)) this.shapes.set(shape.item, []);
          this.shapes.get(shape.item).push([layer.kind, drawn]);
          drawn.dataset.key = key;
        }
        group.append(drawn);
      }
      return group;
    });
    this.over = svg("g", { "pointer-events": "none" });
    this.over.rings = [];
    this.svg.replaceChildren(...layers, this.over);
    this.place();
  }

  area(layer, shape) {
    const line = layer.kind === "rule";
    const look = {
      d: shape.d, fill: line || layer.filled === false ? "none" : shape.fill ?? layer.fill,
      stroke: shape.stroke ?? layer.stroke, "stroke-width": shape.strokeWidth ?? layer.strokeWidth,
      "stroke-linecap": layer.strokeCap, "stroke-linejoin": "round",
    };
    const path = svg("path", look);
    if (!line || shape.item === undefined) return path;
    const group = svg("g"); // a thin line is wide to a finger
    group.append(svg("path", { d: shape.d, stroke: "transparent", "stroke-width": 14, fill: "none" }), path);
    return group;
  }

  point(layer, shape, one) {
    const group = svg("g");
    const look = {
      fill: shape.fill ?? layer.fill ?? "none", stroke: shape.stroke ?? layer.stroke,
      "stroke-width": shape.strokeWidth ?? layer.strokeWidth,
    };
    if (layer.kind === "text") {
      const text = svg("text", {
        ...look, x: one(layer.dx) ?? 0, y: one(layer.dy) ?? 0, "font-size": one(layer.fontSize),
        "font-weight": layer.fontWeight, "text-anchor": "middle", "stroke-linejoin": layer.strokeJoin,
        dy: layer.baseline === "middle" || layer.text ? "0.34em" : "0",
      });
      text.textContent = one(layer.fontSize) ? shape.text ?? layer.text : "";
      group.append(text);
      return group;
    }
    const size = one(layer.size) ?? 30;
    const kind = layer.kind === "point" ? one(layer.shape) ?? "circle" : layer.kind;
    if (layer.filled === false) look.fill = "none";
    if (shape.item !== undefined && size < 150) group.append(svg("circle", { r: 6, fill: "transparent" }));
    group.append(sign(kind, size, look));
    return group;
  }

  drawLegend() {
    this.legend.replaceChildren(...this.scene.legends.map(({ title, beside, entries }) => {
      const row = html("div", `gh-row${beside ? " gh-beside" : ""}`);
      if (title.length) {
        const head = html("div", "gh-title");
        title.forEach(line => head.append(html("div", "", line)));
        row.append(head);
      }
      for (const entry of entries) {
        const key = html("span", "gh-entry");
        const box = svg("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" });
        const look = { fill: entry.fill ?? "none", stroke: entry.stroke, "stroke-width": 1.8 };
        box.append(entry.shape === "stroke"
          ? svg("path", { d: "M-7,0H7", stroke: entry.stroke, "stroke-width": 3.5 })
          : sign(entry.shape, 95, look));
        key.append(box, entry.label);
        row.append(key);
      }
      return row;
    }));
  }

  // ---- where things stand

  to(x, y) {
    const size = this.scale * this.view.k;
    return [(x - this.middle[0]) * size + this.centre[0] + this.view.x,
      (y - this.middle[1]) * size + this.centre[1] + this.view.y];
  }

  place() {
    const [x, y] = this.to(0, 0);
    const size = this.scale * this.view.k;
    const moved = `translate(${x} ${y}) scale(${size})`;
    for (const group of this.moved) group.setAttribute("transform", moved);
    for (const [element, px, py] of [...this.points, ...this.over.rings]) {
      const [a, b] = this.to(px, py);
      element.setAttribute("transform", `translate(${a.toFixed(1)} ${b.toFixed(1)})`);
    }
    for (const path of this.over.querySelectorAll(".gh-moved")) path.setAttribute("transform", moved);
    this.root.dataset.zoom = this.view.k.toFixed(2);
    this.name();
  }

  zoom(by, x = this.width / 2, y = this.height / 2) {
    const k = Math.min(MOST, Math.max(1, this.view.k * by));
    const factor = k / this.view.k;
    this.pan(
      (x - this.centre[0]) * (1 - factor) + this.view.x * factor - this.view.x,
      (y - this.centre[1]) * (1 - factor) + this.view.y * factor - this.view.y, k);
  }

  pan(x, y, k = this.view.k) {
    const [left, top, right, bottom] = this.scene.box;
    const most = (size, room) => Math.max(0, (size * this.scale * k - room) / 2 + room * 0.25 * Math.min(k - 1, 1));
    const within = (value, limit) => Math.max(-limit, Math.min(limit, value));
    this.view = {
      k,
      x: within(this.view.x + x, most(right - left, this.width)),
      y: within(this.view.y + y, most(bottom - top, this.height)),
    };
    this.place();
  }

  whole() {
    this.view = { k: 1, x: 0, y: 0 };
    this.place();
  }

  // ---- names

  name() {
    const item = this.hovered ?? this.active ?? this.pinned;
    this.mark();
    this.tip.hidden = item === undefined;
    if (item === undefined) return;
    const lines = [html("strong", "", item.name), ...item.said.map(text => html("div", "", text))];
    this.tip.replaceChildren(...lines);
    const [x, y] = this.hovered && this.pointer ? this.pointer : this.to(item.x, item.y);
    const { offsetWidth: wide, offsetHeight: high } = this.tip;
    const left = Math.max(0, Math.min(this.width - wide, x + 12));
    const top = y - high - 12 < 0 ? y + 16 : y - high - 12;
    this.tip.style.transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
  }

  mark() {
    const shown = new Set([...(this.hits ?? []), this.hovered, this.pinned].filter(Boolean));
    const signature = [...shown].map(item => item.number).join() + (this.hits?.length ? "!" : "");
    if (signature === this.marked && this.over.childNodes.length) return;
    this.marked = signature;
    this.over.replaceChildren();
    this.over.rings = [];
    this.svg.classList.toggle("gh-finding", Boolean(this.hits?.length));
    const size = this.scale * this.view.k;
    const [x, y] = this.to(0, 0);
    for (const item of shown) {
      const shapes = this.shapes.get(item.number) ?? [];
      const areas = shapes.filter(([kind]) => kind === "geoshape" || kind === "rule");
      for (const [, drawn] of areas) {
        const copy = drawn.cloneNode(true);
        copy.removeAttribute("data-item");
        copy.removeAttribute("data-key");
        copy.setAttribute("class", "gh-moved gh-marked");
        copy.setAttribute("transform", `translate(${x} ${y}) scale(${size})`);
        copy.dataset.found = item.key;
        this.over.append(copy);
      }
      if (areas.length) continue;
      const ring = svg("g", { "data-found": item.key });
      ring.append(svg("circle", { r: 10, class: "gh-ring" }));
      const [a, b] = this.to(item.x, item.y);
      ring.setAttribute("transform", `translate(${a} ${b})`);
      this.over.rings.push([ring, item.x, item.y]);
      this.over.append(ring);
    }
  }

  itemAt(event) {
    const number = event.target.closest?.("[data-item]")?.dataset.item;
    return number === undefined ? undefined : this.scene.items[number];
  }

  // A small sign near a finger is meant, where what lies under the finger cannot be chosen.
  meant(event) {
    const item = this.itemAt(event);
    if (item?.choose) return item;
    const [x, y] = this.local(event);
    const near = this.scene.items.filter(each => each.choose).map(each => {
      const [a, b] = this.to(each.x, each.y);
      return [Math.hypot(a - x, b - y), each];
    }).filter(([far]) => far < NEAR).sort((a, b) => a[0] - b[0]);
    return near[0]?.[1] ?? item;
  }

  local(event) {
    const box = this.svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  // A mouse names what it is on; a finger and a key leave the name standing.
  choose(item, stays = true) {
    this.pinned = stays ? item : undefined;
    this.name();
    if (!item) return;
    this.said.textContent = [item.name, ...item.said].join(". ");
    if (item.choose) this.send("picked", item.key);
  }

  // ---- finding

  find(open = true) {
    const typed = plain(this.field.value);
    const before = this.active?.key;
    const rated = typed === "" ? [] : this.scene.items.filter(item => item.found).map(item => [
      item.parts.some(part => part.startsWith(typed)) ? 0 : item.parts.some(part => part.includes(typed)) ? 1 : 2,
      item]).filter(([how]) => how < 2).sort((a, b) => a[0] - b[0]);
    this.hits = rated.map(([, item]) => item);
    this.active = this.hits.find(item => !open && item.key === before) ?? this.hits[0];
    if (this.pinned) this.pinned = this.scene.items.find(item => item.key === this.pinned.key);
    this.hovered = undefined;
    if (open && typed) this.pinned = undefined;
    this.marked = undefined;
    this.options(open);
    this.name();
    if (open) {
      const words = this.data.words;
      this.said.textContent = typed === "" ? "" : this.hits.length === 0 ? words.none
        : [words.found.replace("{count}", this.hits.length), this.active.name, ...this.active.said].join(". ");
    }
  }

  options(open) {
    const shown = open && this.field.value.trim() !== "";
    this.list.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown && this.hits.length > 0));
    const rows = this.hits.slice(0, LISTED).map((item, i) => {
      const row = html("li", "", item.name, { role: "option", id: `${this.list.id}_${i}` });
      row.setAttribute("aria-selected", String(item === this.active));
      row.addEventListener("mousedown", event => event.preventDefault()); // the field keeps its focus
      row.addEventListener("click", () => { this.active = item; this.take(); });
      return row;
    });
    if (shown && !rows.length) {
      rows.push(html("li", "gh-none", this.data.words.none, { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
    }
    this.list.replaceChildren(...rows);
    const at = this.hits.indexOf(this.active);
    if (shown && at >= 0 && at < LISTED) this.field.setAttribute("aria-activedescendant", `${this.list.id}_${at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  take() {
    const item = this.active;
    if (!item) return;
    this.field.value = "";
    this.hits = [];
    this.active = undefined;
    this.options(false);
    const [x, y] = this.to(item.x, item.y);
    if (x < 0 || y < 0 || x > this.width || y > this.height) this.pan(this.width / 2 - x, this.height / 2 - y);
    this.choose(item);
  }

  // ---- hands

  listen() {
    const [larger, smaller, all] = this.buttons;
    const anchor = () => {
      const item = this.active ?? this.pinned;
      return item ? this.to(item.x, item.y) : [];
    };
    larger.addEventListener("click", () => this.zoom(STEP, ...anchor()));
    smaller.addEventListener("click", () => this.zoom(1 / STEP, ...anchor()));
    all.addEventListener("click", () => this.whole());
    this.field.addEventListener("input", () => this.find());
    this.field.addEventListener("focus", () => this.options(true));
    this.field.addEventListener("blur", () => this.options(false));
    this.field.addEventListener("keydown", event => this.typed(event));
    this.stage.addEventListener("keydown", event => this.pressed(event));
    this.stage.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), ...this.local(event));
    }, { passive: false });
    this.mouse();
    this.fingers();
  }

  typed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      const shown = this.hits.slice(0, LISTED);
      this.active = shown[(shown.indexOf(this.active) + step + shown.length) % shown.length];
      this.options(true);
      this.name();
      this.said.textContent = [this.active.name, ...this.active.said].join(". ");
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.take();
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.find();
    }
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [x, y] = ARROWS[event.key] ?? [];
    if (x !== undefined && this.view.k > 1) this.pan(x * PANNED, y * PANNED);
    else if (event.key === "+" || event.key === "=") this.zoom(STEP);
    else if (event.key === "-") this.zoom(1 / STEP);
    else if (event.key === "0") this.whole();
    else if (event.key === "Escape") this.choose(undefined);
    else return;
    event.preventDefault();
  }

  mouse() {
    let from, dragged = false;
    this.stage.addEventListener("pointerdown", event => {
      dragged = false;
      if (event.pointerType !== "touch" && event.button === 0) from = [event.clientX, event.clientY];
    });
    this.stage.addEventListener("pointermove", event => {
      if (event.pointerType === "touch") return;
      if (from && event.buttons & 1 && this.view.k > 1) {
        const by = [event.clientX - from[0], event.clientY - from[1]];
        if (!dragged && Math.hypot(...by) < 4) return;
        if (!dragged) this.stage.setPointerCapture(event.pointerId);
        dragged = true;
        from = [event.clientX, event.clientY];
        this.pan(...by);
        return;
      }
      this.hovered = this.itemAt(event);
      this.pointer = this.local(event);
      this.stage.classList.toggle("gh-choose", Boolean(this.hovered?.choose));
      this.name();
    });
    const leave = event => {
      if (event.pointerType === "touch") return;
      this.hovered = undefined;
      this.name();
    };
    this.stage.addEventListener("pointerleave", leave);
    this.stage.addEventListener("pointerup", () => { from = undefined; });
    this.svg.addEventListener("click", event => {
      if (dragged) dragged = false;
      else this.choose(this.meant(event), event.pointerType !== "mouse");
    });
  }

  // One finger scrolls the page; two zoom and move the map.
  fingers() {
    let before;
    const pair = event => {
      const [a, b] = [...event.touches].map(touch => this.local(touch));
      return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, far: Math.hypot(a[0] - b[0], a[1] - b[1]) };
    };
    const start = event => {
      before = event.touches.length === 2 ? pair(event) : undefined;
      if (before && event.cancelable) event.preventDefault();
    };
    this.stage.addEventListener("touchstart", start, { passive: false });
    this.stage.addEventListener("touchmove", event => {
      if (event.touches.length !== 2 || !before) return;
      if (event.cancelable) event.preventDefault();
      const now = pair(event);
      this.pan(now.x - before.x, now.y - before.y);
      this.zoom(now.far / Math.max(before.far, 1), now.x, now.y);
      before = now;
    }, { passive: false });
    this.stage.addEventListener("touchend", start, { passive: false });
  }
}

// A sign of so many square pixels, as Vega measures them.
function sign(kind, size, look) {
  const half = Math.sqrt(size) / 2;
  if (kind === "circle") return svg("circle", { ...look, r: Math.sqrt(size / Math.PI) });
  if (kind === "square") return svg("rect", { ...look, x: -half, y: -half, width: 2 * half, height: 2 * half });
  if (kind === "diamond") return svg("path", { ...look, d: `M${-half},0L0,${-half}L${half},0L0,${half}Z` });
  return svg("path", { ...look, d: kind, transform: `scale(${half})`, "vector-effect": "non-scaling-stroke" });
}
