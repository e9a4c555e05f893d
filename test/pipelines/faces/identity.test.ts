import { describe, expect, it } from "vitest";
import { identityAgreement } from "../../../pipelines/faces/identity.js";
import { affine } from "../../../shared/tensor/loops.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { drawnFace, noisyFace } from "../../tiny-models/face-image.js";

const ofPair = (a: Tensor, b: Tensor) => identityAgreement([a, b]).agreement;

describe("identityAgreement", () => {
  it("is one for the same face, whatever the light and the colour", () => {
    const face = drawnFace();
    const lit = affine(face, [0.8, 0.8, 0.8], [0.1, 0.15, 0.05]);
    const { agreement, varies } = identityAgreement([face, lit, face]);
    expect(agreement).toBeCloseTo(1, 5);
    expect(varies).toBe(false);
  });

  it("forgives fine texture and not other features", () => {
    const face = drawnFace();
    expect(identityAgreement([noisyFace(face, 3, 1), noisyFace(face, 3, 2)]).varies).toBe(false);
    const others = [0, 1, 2, 3].map((person) => drawnFace({ person }));
    const { agreement, varies } = identityAgreement(others);
    expect(agreement).toBeLessThan(0.85);
    expect(varies).toBe(true);
  });

  it("is the mean over pairs", () => {
    const [a, b, c] = [0, 1, 2].map((person) => drawnFace({ person }));
    const pairs = [ofPair(a!, b!), ofPair(a!, c!), ofPair(b!, c!)];
    expect(identityAgreement([a!, b!, c!]).agreement).toBeCloseTo((pairs[0]! + pairs[1]! + pairs[2]!) / 3, 10);
  });

  it("looks at the inner face alone", () => {
    const face = drawnFace();
    const background = tensor(face.dims, face.data.map((v, i) => ((i % 65536) / 256 < 40 ? ((i >> 3) % 2) : v)));
    expect(ofPair(face, background)).toBeGreaterThan(0.999);
  });

  it("does not fail on a face without contrast", () => {
    const flat = tensor([1, 3, 256, 256]);
    expect(identityAgreement([flat, flat])).toEqual({ agreement: 0, varies: true });
  });
});
