import { VIEW_SIDE } from "./detect-network.js";
/** The two tables of SSD anchors: cells a side and anchors a cell. All sit in the middle of their cell and share one size. */
const ANCHORS = [{ cells: 16, each: 2 }, { cells: 8, each: 6 }];
const ROW = 16; // centre x, y, width, height, 6 points
const POINTS = 6;
/** Sightings with a score of at least `threshold`, in anchor order. */
export function decodeFaces({ scores, boxes }, threshold) {
    const found = [];
    ANCHORS.forEach(({ cells, each }, table) => {
        const logits = scores[table];
        const rows = boxes[table];
        for (let i = 0; i < logits.length; i++) {
            const score = 1 / (1 + Math.exp(-logits[i]));
            if (score < threshold)
                continue;
            const cell = Math.floor(i / each);
            const x = (((cell % cells) + 0.5) / cells) * VIEW_SIDE;
            const y = ((Math.floor(cell / cells) + 0.5) / cells) * VIEW_SIDE;
            const at = i * ROW;
            const point = (k) => ({ x: x + rows[at + k], y: y + rows[at + k + 1] });
            found.push({ score, center: point(0), width: rows[at + 2], height: rows[at + 3], points: Array.from({ length: POINTS }, (_, k) => point(4 + 2 * k)) });
        }
    });
    return found;
}
/**
 * Weighted non-maximum suppression: sightings that overlap the best one by more than `overlap` (intersection over union) become
 * their mean, weighted by score (MediaPipe's way; its mean jitters less than the best alone). Best first; ties by place.
 */
export function blendSightings(sightings, overlap = 0.3) {
    let rest = [...sightings].sort(byScore);
    const kept = [];
    while (rest.length > 0) {
        const best = rest[0];
        const same = rest.filter((other) => other === best || intersectionOverUnion(best, other) > overlap);
        kept.push(weightedMean(same, best.score));
        const taken = new Set(same);
        rest = rest.filter((other) => !taken.has(other));
    }
    return kept;
}
export function byScore(a, b) {
    return b.score - a.score || a.center.y - b.center.y || a.center.x - b.center.x;
}
function weightedMean(sightings, score) {
    const total = sightings.reduce((sum, each) => sum + each.score, 0);
    const mean = (value) => sightings.reduce((sum, each) => sum + value(each) * each.score, 0) / total;
    return {
        score,
        center: { x: mean((each) => each.center.x), y: mean((each) => each.center.y) },
        width: mean((each) => each.width),
        height: mean((each) => each.height),
        points: Array.from({ length: POINTS }, (_, k) => ({ x: mean((each) => each.points[k].x), y: mean((each) => each.points[k].y) })),
    };
}
/** Of two boxes. */
export function intersectionOverUnion(a, b) {
    const both = intersection(a, b);
    return both / (a.width * a.height + b.width * b.height - both);
}
/** Share of the smaller box that lies in the other. */
export function containment(a, b) {
    return intersection(a, b) / Math.min(a.width * a.height, b.width * b.height);
}
function intersection(a, b) {
    const along = (ca, sa, cb, sb) => Math.max(0, Math.min(ca + sa / 2, cb + sb / 2) - Math.max(ca - sa / 2, cb - sb / 2));
    return along(a.center.x, a.width, b.center.x, b.width) * along(a.center.y, a.height, b.center.y, b.height);
}
//# sourceMappingURL=detect-decode.js.map