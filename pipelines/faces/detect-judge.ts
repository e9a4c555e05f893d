import { faceTransform, scaleOf, toPhoto } from "./align.js";
import { FACE_SIDE, type DetectedFace, type Landmarks } from "./face.js";
import { DEFAULT_MIN_SIZE } from "./detect.js";
import type { Photo } from "./photo.js";

/** Eye distance over eye-mouth distance: 0.96 in a mean face from the front; this is a head turned by more than 60 degrees. */
const TURNED_AWAY = 0.45;
/** Share of the template square that must lie in the photograph. */
const ENOUGH_INSIDE = 0.4;

/** Why a face is better left alone, or undefined: in words for the report. */
export function skipReason(photo: Pick<Photo, "width" | "height">, { landmarks }: Pick<DetectedFace, "landmarks">, { minSize = DEFAULT_MIN_SIZE }: { readonly minSize?: number } = {}): string | undefined {
  const { leftEye, rightEye, mouth } = landmarks;
  const across = Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
  const down = Math.hypot(mouth.x - (leftEye.x + rightEye.x) / 2, mouth.y - (leftEye.y + rightEye.y) / 2);
  if (!(across > TURNED_AWAY * down)) return "turned away: its eyes nearly coincide";
  const side = nativeSide(landmarks);
  if (side < minSize) return `tiny: ${Math.floor(side)} pixels across the template, below ${minSize}`;
  const within = [leftEye, rightEye, mouth].every(({ x, y }) => x >= 0 && y >= 0 && x <= photo.width && y <= photo.height);
  if (!within || insideShare(photo, landmarks) < ENOUGH_INSIDE) return "cut off by the edge of the photograph";
  return undefined;
}

/** Photograph pixels across the template square. */
export function nativeSide(landmarks: Landmarks): number {
  return scaleOf(faceTransform(landmarks)) * FACE_SIDE;
}

function insideShare({ width, height }: Pick<Photo, "width" | "height">, landmarks: Landmarks): number {
  const transform = faceTransform(landmarks);
  const steps = 32;
  let inside = 0;
  for (let i = 0; i < steps * steps; i++) {
    const { x, y } = toPhoto(transform, { x: (((i % steps) + 0.5) * FACE_SIDE) / steps, y: ((Math.floor(i / steps) + 0.5) * FACE_SIDE) / steps });
    if (x >= 0 && y >= 0 && x <= width && y <= height) inside++;
  }
  return inside / (steps * steps);
}
