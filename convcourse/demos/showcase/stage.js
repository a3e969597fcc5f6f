// The stage of a demo that draws itself in the browser: a picture, its controls, and a sentence that says what it shows.
// A scene is a function (holder, state, change) that builds a picture and returns `draw(values)`, which returns the sentence.

const SCENES = {};

function made(tag, attributes = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...inside);
  return node;
}

// Numbers as the course's pictures write them: no needless digits, a true minus sign, halves to the even neighbour.
function inWords(number, digits = 2) {
  const scaled = number * 10 ** digits;
  const tie = Math.abs(scaled % 1) === 0.5;
  const exact = tie ? (2 * Math.round(scaled / 2)) / 10 ** digits : number;
  let text = exact.toFixed(digits);
  if (text.includes(".")) text = text.replace(/0+$/, "").replace(/\.$/, "");
  return text === "-0" ? "0" : text.replace("-", "\u2212");
}

function asFractions(numbers, largest = 16) {
  for (let below = 1; below <= largest; below++) {
    const counts = numbers.map((number) => Math.round(number * below));
    if (numbers.every((number, i) => Math.abs(number * below - counts[i]) < 1e-9)) {
      return counts.map((count) => inWords(count) + (below > 1 && count ? `/${below}` : ""));
    }
  }
  return numbers.map((number) => inWords(number));
}

const STYLE = `
.cs-stage { background: #fff; color: #222; font: 14px/1.4 "DejaVu Sans", Verdana, sans-serif; max-width: 860px; padding: 4px 8px 8px; }
.cs-stage svg { max-width: 100%; height: auto; display: block; }
.cs-row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 5px 0; border: 0; padding: 0; }
.cs-row > .cs-label { flex: 0 0 190px; padding: 0; }
.cs-row label { display: inline-flex; align-items: center; gap: 4px; }
.cs-row button { font: inherit; color: inherit; background: #eee; border: 1px solid #767676; border-radius: 3px; padding: 2px 9px; }
.cs-row input[type=range] { width: 260px; }
.cs-row input[type=number] { width: 64px; font: inherit; color: inherit; background: #fff; border: 1px solid #767676; }
.cs-value { min-width: 3em; }
.cs-stage :focus-visible { outline: 3px solid #0072B2; outline-offset: 1px; }
.cs-grid { display: grid; gap: 3px; }
.cs-said { margin: 4px 0; min-height: 2.8em; }
.cs-pictures { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
.cs-canvas { position: relative; line-height: 0; }
.cs-canvas canvas { image-rendering: pixelated; max-width: 100%; }
.cs-frame { position: absolute; box-sizing: border-box; pointer-events: none; box-shadow: 0 0 0 1px #fff; }
.cs-title { font-weight: bold; margin: 0 0 4px; line-height: 1.3; }
`;

// Each control returns its row and a function that shows a value; `changed(value)` tells the stage.
const CONTROLS = {
  steps({ label, low, high, step }, changed) {
    const slider = made("input", { type: "range", min: `${low}`, max: `${high}`, step: `${step}`, "aria-label": label });
    const shown = made("span", { class: "cs-value", "aria-hidden": "true" }); // the slider itself says its value
    const move = (by) => changed(Math.min(high, Math.max(low, Number(slider.value) + by * step)));
    slider.addEventListener("input", () => changed(Number(slider.value)));
    const previous = made("button", { type: "button", "aria-label": `${label}: one step back` }, "◀ previous");
    const next = made("button", { type: "button", "aria-label": `${label}: one step on` }, "next ▶");
    previous.addEventListener("click", () => move(-1));
    next.addEventListener("click", () => move(1));
    const row = made("div", { class: "cs-row" }, made("span", { class: "cs-label" }, label), previous, slider, shown, next);
    return [row, (value) => { slider.value = value; shown.textContent = inWords(value); }];
  },

  choice({ label, options, group }, changed) {
    const row = made("fieldset", { class: "cs-row" }, made("legend", { class: "cs-label", style: "float:left" }, label));
    const radios = options.map((option) => {
      const radio = made("input", { type: "radio", name: group, value: option });
      radio.addEventListener("change", () => changed(option));
      row.append(made("label", {}, radio, option));
      return radio;
    });
    return [row, (value) => radios.forEach((radio) => { radio.checked = radio.value === value; })];
  },

  grid({ label, columns, low, high, presets, start }, changed) {
    let exact = start.slice(); // the fields show three digits; a preset such as 1/9 still counts exactly
    const cells = start.map((_, place) => {
      const where = `row ${Math.floor(place / columns) + 1}, column ${(place % columns) + 1}`;
      const cell = made("input", { type: "number", step: "0.1", "aria-label": `${label}, ${where}` });
      cell.addEventListener("input", () => {
        const typed = cell.valueAsNumber;
        if (!Number.isFinite(typed)) return; // half-typed, such as a lone minus sign
        exact = exact.slice();
        exact[place] = Math.min(high, Math.max(low, typed));
        changed(exact, cell);
      });
      return cell;
    });
    const table = made("div", { class: "cs-grid", style: `grid-template-columns: repeat(${columns}, auto)` }, ...cells);
    const buttons = Object.entries(presets).map(([name, numbers]) => {
      const button = made("button", { type: "button", "aria-label": `${label}: ${name}` }, name);
      button.addEventListener("click", () => changed(numbers));
      return button;
    });
    const beside = made("div", { class: "cs-row", style: "flex:1 1 240px" }, ...buttons);
    const row = made("div", { class: "cs-row" }, made("span", { class: "cs-label" }, label), table, beside);
    return [row, (value, source) => {
      exact = value;
      cells.forEach((cell, i) => { if (cell !== source) cell.value = `${Math.round(value[i] * 1000) / 1000}`; });
    }];
  },
};

let stages = 0;

function stage(el, state) {
  const group = `cs-${stages++}`;
  const values = {}, show = {};
  const root = made("div", { class: "cs-stage", role: "group", "aria-label": state.title });
  const picture = made("div", { role: "img", "aria-label": state.title });
  const said = made("p", { class: "cs-said", role: "status" });
  root.append(made("style", {}, STYLE), picture, said);
  const change = (some, source) => {
    Object.assign(values, some);
    for (const name of Object.keys(some)) show[name](values[name], source);
    const words = draw(values);
    said.textContent = words;
    picture.setAttribute("aria-label", words);
  };
  for (const control of state.controls) {
    const { name, kind } = control;
    const [row, shower] = CONTROLS[kind]({ ...control, group: `${group}-${name}` }, (value, source) => change({ [name]: value }, source));
    root.append(row);
    show[name] = shower;
  }
  // JupyterLab would take the keys for its own shortcuts; it asks the element that has the focus, and not those around it.
  root.querySelectorAll("input, button").forEach((each) => each.setAttribute("data-lm-suppress-shortcuts", "true"));
  const draw = SCENES[state.name](picture, state, change);
  change(Object.fromEntries(state.controls.map(({ name, start }) => [name, start])));
  el.replaceChildren(root);
}
