import { between, coverage, mix, paint, pick, times, turbulence, type Ground, type Material, type Point, type Random } from "./ground.js";

const crowns: readonly Material[] = [
  [0.04, 0.07, 0.032, 0.42],
  [0.055, 0.085, 0.035, 0.46],
  [0.032, 0.055, 0.03, 0.34],
  [0.075, 0.095, 0.04, 0.45],
  [0.09, 0.08, 0.04, 0.38],
];

/** One broad-leaved crown of the given radius in metres: a lumpy dome. */
export function tree(ground: Ground, [x, y]: Point, radius: number, random: Random): void {
  const seed = Math.floor(random() * 1e6);
  const material = times(mix(pick(random, crowns), pick(random, crowns), random()), between(random, 0.85, 1.2));
  const tall = radius * between(random, 1.5, 2.3);
  const squash = between(random, 0.85, 1.18);
  const reach = radius * 1.4;
  paint(ground, { west: x - reach, east: x + reach, north: y - reach, south: y + reach }, (place) => {
    const dx = (place[0] - x) / squash;
    const dy = (place[1] - y) * squash;
    const angle = Math.atan2(dy, dx);
    const lobes = 1 + 0.16 * Math.sin(3 * angle + seed) + 0.1 * Math.sin(5 * angle + 2 * seed) + 0.14 * turbulence(place, 1.2, 2, seed);
    const distance = Math.hypot(dx, dy) - radius * lobes;
    const cover = coverage(distance, 0.35);
    if (cover <= 0) return undefined;
    const dome = Math.sqrt(Math.max(0, 1 - (Math.hypot(dx, dy) / (radius * lobes)) ** 2));
    const clumps = turbulence(place, Math.max(0.9, radius * 0.45), 2, seed + 3);
    return { cover, material: times(material, 1 + 0.25 * clumps), height: tall * (0.45 + 0.55 * dome) + 0.45 * clumps * Math.min(1, radius / 2) };
  });
}

/** A regular planting inside a parallelogram. */
export function orchard(ground: Ground, [x, y]: Point, { rows, columns, spacing, angle }: { rows: number; columns: number; spacing: number; angle: number }, random: Random): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (random() < 0.06) continue;
      const u = j * spacing + between(random, -0.25, 0.25);
      const v = i * spacing + between(random, -0.25, 0.25);
      tree(ground, [x + u * Math.cos(angle) - v * Math.sin(angle), y + u * Math.sin(angle) + v * Math.cos(angle)], between(random, 1.3, 1.8), random);
    }
  }
}
