import sharp from "sharp";
import type { Landmarks, Point, Similarity } from "../../../pipelines/faces/face.js";
import type { Photo } from "../../../pipelines/faces/photo.js";

export interface Drawn {
  readonly photo: Photo;
  /** Where the drawing has them, in drawing order. */
  readonly landmarks: readonly Landmarks[];
}

export interface DrawnPlace {
  /** Middle of the face, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Side of the face's FFHQ square, in pixels; the eyes are a quarter of it apart. */
  readonly size: number;
  /** Clockwise, degrees. */
  readonly turn?: number;
  readonly skin?: string;
}

/** One shaded face in the middle of a square picture of `size` pixels; its FFHQ square is three quarters of it. */
export function drawnFace({ size = 256, turn = 0, skin = "#d9a98b" }: { readonly size?: number; readonly turn?: number; readonly skin?: string } = {}): Promise<Drawn> {
  return drawnScene({ width: size, height: size, faces: [{ x: size / 2, y: size / 2, size: 0.75 * size, turn, skin }] });
}

/** Faces on a plain ground that darkens downwards. The detector finds them (at sizes of 40 and more). */
export async function drawnScene({ width, height, faces }: { readonly width: number; readonly height: number; readonly faces: readonly DrawnPlace[] }): Promise<Drawn> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9fb2bd"/><stop offset="1" stop-color="#5d7079"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#ground)"/>${faces.map(head).join("")}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { photo: rgbPhoto({ width, height, data: new Uint8Array(data) }), landmarks: faces.map(landmarksOf) };
}

/** A photograph of given pixels, as reading one would give it. */
export function rgbPhoto({ width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array | Uint16Array }): Photo {
  return { width, height, data, bits: data instanceof Uint8Array ? 8 : 16, source: { path: "drawn.png", sha256: "0".repeat(64), format: "png", gray: false, notes: [] } };
}

// In units of an eye distance of 100 about the middle between the eyes and the mouth.
const EYE = { x: 50, y: -46 } as const;
const MOUTH = { x: 0, y: 58 } as const;
const NOSE = { x: 0, y: 14 } as const;

function landmarksOf({ x, y, size, turn = 0 }: DrawnPlace): Landmarks {
  const scale = size / 400;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180) * scale, Math.sin((turn * Math.PI) / 180) * scale];
  const at = (point: Point): Point => ({ x: x + cos * point.x - sin * point.y, y: y + sin * point.x + cos * point.y });
  return { leftEye: at({ x: -EYE.x, y: EYE.y }), rightEye: at(EYE), nose: at(NOSE), mouth: at(MOUTH) };
}

function head({ x, y, size, turn = 0, skin = "#d9a98b" }: DrawnPlace, index: number): string {
  const eye = (side: number) => `<g transform="translate(${side * EYE.x} ${EYE.y})">
    <ellipse cy="-3" rx="30" ry="19" fill="#000" opacity=".16" filter="url(#soft${index})"/>
    <path d="M-23 1 Q0 -16 23 1 Q0 13 -23 1Z" fill="#f3eee8"/><circle r="9.5" cy="-1" fill="#4a3424"/><circle r="4.5" cy="-1" fill="#0c0806"/><circle cx="3" cy="-4" r="2" fill="#fff"/>
    <path d="M-25 1 Q0 -19 25 1" fill="none" stroke="#2b1a12" stroke-width="4"/><path d="M-32 -24 Q0 -42 32 -26" fill="none" stroke="#3a261a" stroke-width="9" stroke-linecap="round"/></g>`;
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size / 400})">
    <defs><filter id="soft${index}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="6"/></filter>
    <radialGradient id="skin${index}" cx=".44" cy=".4" r=".68"><stop offset="0" stop-color="#fff" stop-opacity=".28"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".42"/></radialGradient></defs>
    <path d="M-150 260 Q-140 170 -50 160 L50 160 Q140 170 150 260Z" fill="#2d3f5c"/><rect x="-46" y="80" width="92" height="100" fill="${skin}"/><rect x="-46" y="80" width="92" height="70" fill="#000" opacity=".25" filter="url(#soft${index})"/>
    <ellipse cy="-38" rx="116" ry="138" fill="#33231a"/>
    <ellipse cx="-108" cy="-14" rx="14" ry="28" fill="${skin}"/><ellipse cx="108" cy="-14" rx="14" ry="28" fill="${skin}"/>
    <ellipse cy="0" rx="104" ry="130" fill="${skin}"/><ellipse cy="0" rx="104" ry="130" fill="url(#skin${index})"/>
    <path d="M-106 -40 Q-96 -112 0 -116 Q96 -112 106 -40 Q112 -150 0 -168 Q-112 -150 -106 -40Z" fill="#33231a"/>
    ${eye(-1)}${eye(1)}
    <path d="M-6 -40 Q-14 0 -20 14 Q-12 30 0 28 Q12 30 20 14 Q14 0 6 -40Z" fill="#000" opacity=".13" filter="url(#soft${index})"/>
    <ellipse cx="-9" cy="22" rx="5" ry="3" fill="#3c2019"/><ellipse cx="9" cy="22" rx="5" ry="3" fill="#3c2019"/><ellipse cx="0" cy="8" rx="7" ry="12" fill="#fff" opacity=".18" filter="url(#soft${index})"/>
    <path d="M-38 ${MOUTH.y} Q-16 ${MOUTH.y - 13} 0 ${MOUTH.y - 7} Q16 ${MOUTH.y - 13} 38 ${MOUTH.y} Q0 ${MOUTH.y + 24} -38 ${MOUTH.y}Z" fill="#a8524c"/><path d="M-38 ${MOUTH.y} Q0 ${MOUTH.y + 7} 38 ${MOUTH.y}" fill="none" stroke="#5c2320" stroke-width="4"/>
    <ellipse cy="96" rx="40" ry="8" fill="#000" opacity=".12" filter="url(#soft${index})"/></g>`;
}

/** Where the template has a place of the photograph: the inverse of toPhoto, for checks. */
export function toTemplate({ a, b, x0, y0 }: Similarity, { x, y }: Point): Point {
  const [dx, dy, square] = [x - x0, y - y0, a * a + b * b];
  return { x: (a * dx + b * dy) / square, y: (a * dy - b * dx) / square };
}
