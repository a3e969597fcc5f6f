// A photo, a kernel, what the kernel makes of the photo, and the nine products behind any pixel of the output.

SCENES.kernel_on_photo = (holder, { facts, colours }, change) => {
  const { height, width, red_and_blue: signed } = facts;
  const photos = Object.fromEntries(Object.entries(facts.photos).map(([name, text]) => [name, bytesOf(text)]));
  const rows = height - 2, columns = width - 2;
  const before = canvasOf(`input, ${height} by ${width}`, height, width, 2, colours.input, colours.input_text);
  const after = canvasOf(`output, ${rows} by ${columns}`, rows, columns, 2, colours.output, colours.output_text);
  const key = made("p", { style: `color:${colours.output_text};margin:2px 0;line-height:1.3` });
  after.node.append(key);
  const detail = made("div", { "aria-hidden": "true" });
  holder.append(made("div", { class: "cs-pictures" }, before.node, after.node), detail);
  const here = before.frame(colours.ink, 2), there = after.frame(colours.ink, 2);
  after.onPoint((row, column) => change({ row, column }));
  const result = new Float64Array(rows * columns);
  let told = "", drawn = "";

  function correlate(photo, kernel) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let tap = 0; tap < 9; tap++) {
          if (kernel[tap]) sum += kernel[tap] * photo[(row + Math.floor(tap / 3)) * width + column + (tap % 3)];
        }
        result[row * columns + column] = sum;
      }
    }
  }

  function show(photo, kernel) {
    correlate(photo, kernel);
    before.paint((at) => [photo[at], photo[at], photo[at]]);
    const gain = kernel.reduce((sum, weight) => sum + weight, 0);
    const flat = Math.abs(gain) < 1e-9;
    const level = (number, low, high) => Math.floor(Math.min(255, Math.max(0, (number - low) * (255 / (high - low)) + 0.5)));
    after.paint((at) => {
      if (flat) return signed[level(result[at], -255, 255)];
      const grey = level(result[at], 0, 255);
      return [grey, grey, grey];
    });
    key.textContent = flat ? "red is above 0, blue below, white is 0" : "black is 0 or less, white 255 or more";
    let low = Infinity, high = -Infinity;
    for (const number of result) { low = Math.min(low, number); high = Math.max(high, number); }
    const total = inWords(gain);
    const meaning = flat ? "The weights sum to 0: flat parts become 0."
      : Math.abs(gain - 1) < 0.005 ? "The weights sum to 1: flat parts keep their brightness."
      : `The weights sum to ${total}: flat parts become ${total} times as bright.`;
    told = `${meaning} The output runs from ${inWords(low, 0)} to ${inWords(high, 0)}.`;
  }

  function table(left, title, numbers, fill, edge, ink) {
    const SIDE = 52;
    let svg = `<text x="${left}" y="12" fill="${ink}" font-weight="bold" font-size="14">${title}</text>`;
    numbers.forEach((number, i) => {
      const x = left + (i % 3) * SIDE, y = 26 + Math.floor(i / 3) * 34;
      svg += `<rect x="${x}" y="${y}" width="${SIDE - 3}" height="31" fill="${fill}" stroke="${edge}"/>`
        + `<text x="${x + SIDE / 2 - 1.5}" y="${y + 16}" fill="${colours.ink}" text-anchor="middle" font-size="14">${inWords(number)}</text>`;
    });
    return svg;
  }

  return ({ photo, kernel, row, column }) => {
    const pixels = photos[photo];
    const state = `${photo} ${kernel}`;
    if (state !== drawn) show(pixels, kernel); // the photo stays when only the place has changed
    drawn = state;
    here(row, column, 3, 3);
    there(row - 1, column - 1, 3, 3);
    const window = kernel.map((_, tap) => pixels[(row + Math.floor(tap / 3)) * width + column + (tap % 3)]);
    const products = window.map((pixel, tap) => pixel * kernel[tap]);
    const sum = inWords(result[row * columns + column]);
    const sign = (x, words) => `<text x="${x}" y="77" font-size="20" text-anchor="middle" fill="${colours.ink}">${words}</text>`;
    detail.innerHTML = `<svg viewBox="0 0 760 132" width="760" dominant-baseline="central" font-family="DejaVu Sans, Verdana, sans-serif">`
      + table(2, "window", window, colours.input_tint, colours.input, colours.input_text) + sign(180, "×")
      + table(202, "kernel", kernel, colours.kernel_tint, colours.kernel, colours.kernel_text) + sign(380, "=")
      + table(402, "products", products, "none", colours.quiet, colours.ink) + sign(580, "→")
      + `<text x="602" y="12" fill="${colours.output_text}" font-weight="bold" font-size="14">their sum</text>`
      + `<rect x="602" y="56" width="110" height="40" fill="${colours.output_tint}" stroke="${colours.output}"/>`
      + `<text x="657" y="77" text-anchor="middle" font-size="18" font-weight="bold" fill="${colours.output_text}">${sum}</text></svg>`;
    return `${told} Row ${row}, column ${column} of the output is ${sum}.`;
  };
};
