// A stack of layers, and the field of one unit painted on a photo; the unit follows the pointer.

SCENES.field_on_photo = (holder, { facts, colours }, change) => {
  const { height, width, every, most, doubling, stride: by_stride, pool: by_pool } = facts;
  const photo = bytesOf(facts.photo);
  const input = canvasOf(`input, ${height} by ${width}`, height, width, 2, colours.input, colours.input_text);
  const list = made("div", { "aria-hidden": "true" });
  holder.append(made("div", { class: "cs-pictures" }, input.node, list));
  input.layer.style.overflow = "hidden";
  const frames = Array.from({ length: most }, () => input.frame(colours.output, 1));
  const last = input.frame(colours.ink, 2);
  let jump = 1;
  const half = (side) => Math.floor(side / 2 / jump);
  input.onPoint((row, column) => {
    const units = (place, side) => Math.max(-half(side), Math.min(half(side), Math.round((place + 0.5 - side / 2) / jump)));
    change({ down: units(row, height), across: units(column, width) });
  });

  function stackOf(layers, kernel, shrink, dilation) {
    const stack = [];
    for (let number = 0; number < layers; number++) {
      const third = number % every === every - 1;
      stack.push({
        name: `conv ${kernel}`, kernel,
        stride: shrink === by_stride && third ? 2 : 1,
        dilation: dilation === doubling ? 2 ** (number % every) : 1,
      });
      if (shrink === by_pool && third) stack.push({ name: "pool 2", kernel: 2, stride: 2, dilation: 1 });
    }
    let size = 1, step = 1;
    for (const layer of stack) {
      size += layer.dilation * (layer.kernel - 1) * step;
      step *= layer.stride;
      Object.assign(layer, { size, jump: step });
    }
    return stack;
  }

  // Python rounds halves to the even neighbour; so does this, and the two pictures agree to the pixel.
  const round = (number) => (Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));
  const span = (side, size, shift) =>
    [(side - size) / 2, (side + size) / 2].map((edge) => Math.max(0, Math.min(side, round(edge) + shift)));

  function rows(stack) {
    const line = (cells, y, bold = "") => cells.map(([x, words, anchor = "middle"]) =>
      `<text x="${x}" y="${y}" text-anchor="${anchor}" ${bold} fill="${colours.ink}">${words}</text>`).join("");
    let svg = line([[0, "layer", "start"], [112, "stride"], [172, "dilation"], [228, "jump"], [264, "field in pixels", "start"]], 10, 'font-weight="bold"');
    stack.forEach((layer, i) => {
      const y = 32 + 19 * i, long = Math.min(layer.size * 0.37, 80);
      svg += line([[0, `${i + 1}  ${layer.name}`, "start"], [112, layer.stride], [172, layer.dilation], [228, layer.jump], [270 + long, layer.size, "start"]], y)
        + `<rect x="264" y="${y - 6}" width="${long}" height="12" fill="${colours.output}"/>`;
    });
    return `<svg viewBox="0 0 400 ${44 + 19 * most}" width="400" font-size="13" dominant-baseline="central" font-family="DejaVu Sans, Verdana, sans-serif">${svg}</svg>`;
  }

  return ({ layers, kernel, shrink, dilation, down, across }) => {
    const stack = stackOf(layers, kernel, shrink, dilation);
    const { size, jump: step } = stack[stack.length - 1];
    jump = step;
    const below = Math.max(-half(height), Math.min(half(height), down)), beside = Math.max(-half(width), Math.min(half(width), across));
    if (below !== down || beside !== across) change({ down: below, across: beside }); // no slider stands where no unit is
    const shift = [below * step, beside * step];
    const [top, bottom] = span(height, size, shift[0]), [left, right] = span(width, size, shift[1]);
    input.paint((at) => {
      const row = Math.floor(at / width), column = at % width;
      const pixel = [photo[3 * at], photo[3 * at + 1], photo[3 * at + 2]];
      const seen = row >= top && row < bottom && column >= left && column < right;
      return seen ? pixel : pixel.map((value) => 255 - facts.dimmed * (255 - value));
    });
    frames.forEach((frame, i) => {
      const side = i < stack.length ? stack[i].size : 0;
      frame((height - side) / 2 + shift[0], (width - side) / 2 + shift[1], side, side);
    });
    last((height - size) / 2 + shift[0], (width - size) / 2 + shift[1], size, size);
    list.innerHTML = rows(stack);

    const part = ((bottom - top) * (right - left)) / (height * width);
    const told = part < 0.1 ? `${(100 * part).toFixed(1)}%` : `${(100 * part).toFixed(0)}%`;
    const words = `${stack.length} layer${stack.length > 1 ? "s" : ""}: one unit sees ${size} by ${size} pixels, ${told} of the photo. `
      + `Fields from layer to layer: ${stack.map((layer) => layer.size).join(", ")}. The last layer's jump is ${step}.`;
    const away = (units, before, after) => `${Math.abs(units)} unit${Math.abs(units) === 1 ? "" : "s"} ${units < 0 ? before : after}`;
    return below || beside
      ? `${words} The unit is ${away(below, "above", "below")} and ${away(beside, "left of", "right of")} the middle one.`
      : words;
  };
};
