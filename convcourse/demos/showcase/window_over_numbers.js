// A window of weights slides over a few readings: products, their running sum, and the output so far.

SCENES.window_over_numbers = (holder, { facts, colours }) => {
  const { signal, kernel } = facts;
  const taps = kernel.length, pad = taps - 1, count = signal.length + pad;
  const LEFT = 176, BOX = 46, WIDTH = 860, HEIGHT = 392;
  const pitch = Math.min(80, (WIDTH - LEFT - 12) / (signal.length + 2 * pad));
  const padded = [...Array(pad).fill(0), ...signal, ...Array(pad).fill(0)];
  const text = (x, y, words, fill, more = "") => `<text x="${x}" y="${y}" fill="${fill}" ${more}>${words}</text>`;
  const centre = (column) => LEFT + (column + 0.5) * pitch;

  function box(column, top, words, { fill = "none", edge = "none", ink = colours.ink, dash = "", weight = "normal" } = {}) {
    const frame = `<rect x="${LEFT + column * pitch + 2}" y="${top}" width="${pitch - 4}" height="${BOX}" fill="${fill}" stroke="${edge}" stroke-width="1.6" ${dash}/>`;
    return (edge === "none" ? "" : frame) + text(centre(column), top + BOX / 2, words, ink, `text-anchor="middle" font-size="18" font-weight="${weight}"`);
  }

  const dashed = { edge: colours.padding, ink: colours.quiet, dash: 'stroke-dasharray="4 3"' };
  const label = (y, words, fill, size = 15) => text(LEFT - 16, y, words, fill, `text-anchor="end" font-size="${size}"`);

  return ({ position, laid, ends }) => {
    const flipped = laid === facts.flipped;
    const window = flipped ? kernel.slice().reverse() : kernel;
    const dot = (at) => padded.slice(at, at + taps).reduce((sum, reading, i) => sum + reading * window[i], 0);
    const results = Array.from({ length: count }, (_, at) => dot(at));
    const first = { full: 0, valid: pad, same: Math.floor(pad / 2) }[ends];
    const length = { full: count, valid: Math.max(signal.length, taps) - Math.min(signal.length, taps) + 1, same: signal.length }[ends];
    const kept = (time) => time >= first && time < first + length;
    const delay = ends === "same" ? Math.floor(pad / 2) : 0;

    const covered = padded.slice(position, position + taps);
    const products = covered.map((reading, i) => reading * window[i]);
    const weights = asFractions(window);
    let sum = 0, svg = "";
    padded.forEach((number, column) => {
      const time = column - pad, inside = time >= 0 && time < signal.length;
      svg += box(column, 30, inWords(number), inside ? { fill: colours.input_tint, edge: colours.input } : dashed);
      for (const y of [16, 366]) svg += text(centre(column), y, inWords(time), colours.quiet, 'text-anchor="middle" font-size="13"');
    });
    weights.forEach((weight, i) => {
      svg += box(position + i, 92, weight, { fill: colours.kernel_tint, edge: colours.kernel });
      svg += text(centre(position + i), 151, `w${"₀₁₂₃₄₅₆₇₈₉"[flipped ? taps - 1 - i : i]}`, colours.quiet, 'text-anchor="middle" font-size="13"');
      svg += box(position + i, 168, inWords(products[i]));
      sum += products[i];
      const last = i === taps - 1;
      svg += box(position + i, 214, inWords(sum), last ? { ink: colours.output_text, weight: "bold" } : { ink: colours.quiet });
    });
    results.slice(0, position + 1).forEach((result, time) => {
      svg += box(time + pad - delay, 306, inWords(result), kept(time) ? { fill: colours.output_tint, edge: colours.output } : dashed);
    });
    svg += `<rect x="${LEFT + position * pitch}" y="27" width="${taps * pitch}" height="114" fill="none" stroke="${colours.ink}" stroke-width="2.6"/>`;
    const x = centre(position + pad - delay), arrow = kept(position) ? colours.output : colours.padding;
    svg += `<path d="M${x} 262 V298 m-5 -8 l5 9 l5 -9" fill="none" stroke="${arrow}" stroke-width="2.2"/>`;
    svg += label(16, "time", colours.quiet, 13) + label(45, "input: readings", colours.input_text) + label(63, "dashed: padding", colours.quiet, 13)
      + label(106, "× kernel: weights", colours.kernel_text) + label(124, flipped ? "flipped" : "as written", colours.kernel_text, 13)
      + label(191, "= products", colours.ink) + label(237, "running sum →", colours.ink)
      + label(310, "output so far", colours.output_text) + label(328, ends === "same" ? "at middle reading" : "at newest reading", colours.output_text, 13)
      + label(345, "dashed: not kept", colours.quiet, 13) + label(366, "time", colours.quiet, 13);
    holder.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT - 12}" width="${WIDTH}" aria-hidden="true" font-family="DejaVu Sans, Verdana, sans-serif" dominant-baseline="central">${svg}</svg>`;

    const steps = covered.map((reading, i) => `${inWords(reading)}·${weights[i]}`).join(" + ");
    const name = flipped ? "Convolution, kernel flipped" : "Correlation, kernel as written";
    const so_far = results.slice(0, position + 1).filter((_, time) => kept(time)).map((result) => inWords(result));
    return `${name}. The newest reading in the window is that of time ${position}: ${steps} = ${inWords(results[position])}. `
      + `${fate(position, ends, kept(position))} Output so far: ${so_far.join(", ") || "nothing yet"}.`;
  };

  function fate(position, ends, keep) {
    if (ends === "same") {
      return keep
        ? `This result is kept, and stands at time ${position - Math.floor(pad / 2)}, below the window's middle.`
        : "This result is not kept, because the middle of the window does not lie on a reading.";
    }
    return keep
      ? `This result is kept, and stands at time ${position}, below the newest reading.`
      : "This result is not kept, because the window hangs over the edge.";
  }
};
