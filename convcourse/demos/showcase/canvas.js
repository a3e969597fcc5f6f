// Images as pixels: each pixel of the image becomes a square of whole pixels of the page.

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

// A canvas with a title above it; `paint(colour)` fills it, `frame(...)` outlines a part of it in image pixels.
function canvasOf(title, height, width, scale, edge, ink) {
  const canvas = made("canvas", { height, width, style: `width:${width * scale}px;border:2px solid ${edge}`, "aria-hidden": "true" });
  const layer = made("div", { class: "cs-canvas" }, canvas);
  const heading = made("p", { class: "cs-title", style: `color:${ink}` }, title);
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const per = (size, of) => `${(100 * size) / of}%`;
  return {
    node: made("div", {}, heading, layer),
    canvas,
    layer,
    paint(colour) {
      for (let at = 0; at < height * width; at++) {
        const [red, green, blue] = colour(at);
        image.data[4 * at] = red;
        image.data[4 * at + 1] = green;
        image.data[4 * at + 2] = blue;
        image.data[4 * at + 3] = 255;
      }
      context.putImageData(image, 0, 0);
    },
    frame(colour, thickness) {
      const outline = made("div", { class: "cs-frame", style: `border:${thickness}px solid ${colour}` });
      layer.append(outline);
      return (top, left, high, wide) => Object.assign(outline.style, {
        top: per(top, height), left: per(left, width), height: per(high, height), width: per(wide, width),
      });
    },
    // Call `found(row, column)` with the image's pixel under the pointer.
    onPoint(found) {
      canvas.style.cursor = "crosshair";
      canvas.style.touchAction = "none";
      const look = (event) => {
        // Counted from inside the border, and right for a canvas that a narrow page has shrunk.
        const row = Math.floor((event.offsetY / canvas.clientHeight) * height);
        const column = Math.floor((event.offsetX / canvas.clientWidth) * width);
        found(Math.min(height - 1, Math.max(0, row)), Math.min(width - 1, Math.max(0, column)));
      };
      canvas.addEventListener("pointermove", look);
      canvas.addEventListener("pointerdown", look);
    },
  };
}
