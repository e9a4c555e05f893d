const INK = [1, 0.85, 0.1];
const EDGE = [0, 0, 0];
/** Digits of 3 x 5 cells, rows from the top, the left cell first: no font is needed, and every machine draws the same. */
const digits = ["75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717"];
/** Draws each face's box, landmarks and number onto the canvas, in yellow on black so that they show on any picture. */
export function drawMarks(canvas, marks) {
    const line = Math.max(1, Math.round(Math.max(canvas.width, canvas.height) / 500));
    for (const { index, face } of marks) {
        const { x, y, width, height } = face.box;
        for (const [colour, grown] of [[EDGE, line], [INK, 0]]) {
            const thick = line + 2 * grown;
            for (const [left, top, w, h] of [
                [x, y, width, line], [x, y + height - line, width, line], [x, y, line, height], [x + width - line, y, line, height],
            ])
                fill(canvas, { left: left - grown, top: top - grown, width: w + 2 * grown, height: h + 2 * grown }, colour);
            for (const point of Object.values(face.landmarks))
                fill(canvas, { left: point.x - thick, top: point.y - thick, width: 2 * thick, height: 2 * thick }, colour);
        }
        number(canvas, String(index), { left: x, top: y, cell: Math.max(line, Math.round(Math.min(width, height) / 40)) });
    }
}
/** A number inside the upper left corner of a box. */
function number(canvas, text, { left, top, cell }) {
    fill(canvas, { left, top, width: (4 * text.length + 1) * cell, height: 7 * cell }, EDGE);
    [...text].forEach((digit, d) => {
        [...digits[Number(digit)]].forEach((row, r) => {
            for (let c = 0; c < 3; c++) {
                if ((Number(row) >> (2 - c)) & 1)
                    fill(canvas, { left: left + (4 * d + 1 + c) * cell, top: top + (r + 1) * cell, width: cell, height: cell }, INK);
            }
        });
    });
}
function fill({ width, height, data, white }, area, colour) {
    const x0 = Math.max(0, Math.round(area.left));
    const x1 = Math.min(width, Math.round(area.left + area.width));
    const y0 = Math.max(0, Math.round(area.top));
    const y1 = Math.min(height, Math.round(area.top + area.height));
    for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++)
            for (let c = 0; c < 3; c++)
                data[3 * (y * width + x) + c] = Math.round(colour[c] * white);
    }
}
//# sourceMappingURL=report-marks.js.map