/**
 * JPEG lossless, process 14, selection value 1 (ITU-T T.81 annex H): the fixtures' own encoder, since no package has one.
 * All 17 difference categories have codes of 5 bits, so the file is small work and poor compression.
 */
export function encodeJpegLossless(samples: ArrayLike<number>, { rows, columns, precision }: { rows: number; columns: number; precision: number }): Uint8Array {
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  const out: number[] = [0xff, 0xd8];
  out.push(0xff, 0xc4, ...word(2 + 1 + 16 + 17), 0, 0, 0, 0, 0, 17, ...new Array<number>(11).fill(0), ...Array.from({ length: 17 }, (_, category) => category));
  out.push(0xff, 0xc3, ...word(11), precision, ...word(rows), ...word(columns), 1, 1, 0x11, 0);
  out.push(0xff, 0xda, ...word(8), 1, 1, 0, 1, 0, 0);

  let buffer = 0;
  let held = 0;
  const bits = (value: number, count: number): void => {
    for (let i = count - 1; i >= 0; i--) {
      buffer = (buffer << 1) | ((value >>> i) & 1);
      if (++held < 8) continue;
      out.push(buffer);
      if (buffer === 0xff) out.push(0);
      buffer = held = 0;
    }
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const prediction = column > 0 ? samples[at - 1]! : row > 0 ? samples[at - columns]! : 2 ** (precision - 1);
      const modulo = (samples[at]! - prediction) & 0xffff;
      const difference = modulo > 32768 ? modulo - 65536 : modulo;
      const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      bits(category, 5);
      if (category < 16) bits(difference < 0 ? difference + 2 ** category - 1 : difference, category);
    }
  }
  while (held > 0) bits(1, 1);
  return Uint8Array.from([...out, 0xff, 0xd9]);
}
