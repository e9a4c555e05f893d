/**
 * WebAssembly modules assembled instruction by instruction, small enough that no compiler is needed to build the project. What they compute
 * is as reproducible as JavaScript (no relaxed operations, no fused multiply-add), and as fast in the first call as in the thousandth.
 * Opcodes: WebAssembly Core Specification 2.0, 5.4.
 */
export type Code = readonly number[];

/** Value types. */
export const [I32, F32, F64, V128] = [0x7f, 0x7d, 0x7c, 0x7b];

/** A function without results. Locals are numbered on from the parameters. */
export interface Kernel {
  readonly params: readonly number[];
  readonly locals: readonly number[];
  readonly body: Code;
}

/** Node's own; its types come only with the DOM's. */
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { readonly exports: unknown } };

export type Instance<Name extends string> = Readonly<Record<Name, (...values: number[]) => void>> & {
  /** Scratch memory of at least `bytes`, for addresses from 0 on; views of it are valid until the next call. */
  scratch(bytes: number): ArrayBuffer;
};

const PAGE = 65536;

/** Compiles a module of `kernels` with a memory of its own. */
export function assemble<Name extends string>(kernels: Readonly<Record<Name, Kernel>>): Instance<Name> {
  const list = Object.entries<Kernel>(kernels);
  const bytes = Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    ...section(1, vector(list.map(([, { params }]) => [0x60, params.length, ...params, 0]))),
    ...section(3, vector(list.map((_, i) => [i]))),
    ...section(5, [1, 0x00, 1]),
    ...section(7, vector([[...name("memory"), 0x02, 0], ...list.map(([called], i) => [...name(called), 0x00, i])])),
    ...section(10, vector(list.map(([, { locals, body }]) => {
      const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
      return [...leb(code.length), ...code];
    }))),
  ]);
  const { memory, ...functions } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as { memory: { readonly buffer: ArrayBuffer; grow(pages: number): number } };
  const scratch = (least: number): ArrayBuffer => {
    const missing = least - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return memory.buffer;
  };
  return { ...functions, scratch } as Instance<Name>;
}

const plain = (...opcode: number[]) => (...operands: Code[]): Code => [...operands.flat(), ...opcode];
const simd = (opcode: number, ...immediate: number[]) => plain(0xfd, ...leb(opcode), ...immediate);

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [...value, 0x21, local];
export const i32 = (value: number): Code => [0x41, ...signedLeb(value)];
export const f32 = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
export const f64 = (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
export const advance = (local: number, by: Code): Code => set(local, add(get(local), by));
/** Does `body` and again while `more` is not 0. */
export const repeat = (body: Code, more: Code): Code => [0x03, 0x40, ...body, ...more, 0x0d, 0x00, 0x0b];
export const when = (test: Code, body: Code, otherwise: Code = []): Code => [...test, 0x04, 0x40, ...body, ...(otherwise.length > 0 ? [0x05, ...otherwise] : []), 0x0b];
/** Counts `local` down by one and does `body` once more while it is not 0. */
export const countdown = (local: number, body: Code): Code => repeat(body, [...get(local), ...i32(-1), 0x6a, 0x22, local]);

export const add = plain(0x6a);
export const subtract = plain(0x6b);
export const multiply = plain(0x6c);
export const lessThan = plain(0x49); // of addresses: unsigned

const vectorMemory = (opcode: number) => (address: Code, offset = 0): Code => [...address, 0xfd, ...leb(opcode), 0, ...leb(offset)];
export const i32Load = (address: Code, offset = 0): Code => [...address, 0x28, 0, ...leb(offset)];
export const load = vectorMemory(0x00);
/** Eight bytes to eight 16-bit lanes. */
export const loadBytes = vectorMemory(0x02);
/** One number in all lanes. */
export const loadSingles = vectorMemory(0x09);
export const loadDoubles = vectorMemory(0x0a);
/** The lower half or quarter; zeros above. */
export const loadHalf = vectorMemory(0x5d);
export const loadQuarter = vectorMemory(0x5c);
export const store = (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0xfd, 0x0b, 0, ...leb(offset)];
/** The lower 4 or 8 bytes. */
export const storeQuarter = (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0xfd, 0x5a, 0, ...leb(offset), 0];
export const storeHalf = (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0xfd, 0x5b, 0, ...leb(offset), 0];
/** Sixteen bytes. */
export const bytes = (...values: number[]): Code => [0xfd, 0x0c, ...values];
export const zeros: Code = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
/** Bytes of two vectors, by their places in both. */
export const shuffle = (a: Code, b: Code, bytes: readonly number[]): Code => [...a, ...b, 0xfd, 0x0d, ...bytes];

export const f32x4 = {
  add: simd(0xe4), subtract: simd(0xe5), multiply: simd(0xe6), divide: simd(0xe7), splat: simd(0x13),
  /** Two doubles, rounded; zeros above. */
  ofDoubles: simd(0x5e),
  ofWholes: simd(0xfa),
} as const;
export const f64x2 = {
  add: simd(0xf0), subtract: simd(0xf1), multiply: simd(0xf2), divide: simd(0xf3), splat: simd(0x14), abs: simd(0xec), floor: simd(0x75), ceil: simd(0x74), least: simd(0xf4), most: simd(0xf5), lessThan: simd(0x49),
  /** Of the lower two. */
  ofSingles: simd(0x5f),
} as const;
export const i32x4 = {
  /** Whole doubles; zeros above. */
  ofDoubles: simd(0xfc),
  /** The lower four bytes. */
  ofBytes: (value: Code): Code => [...value, 0xfd, ...leb(0x89), 0xfd, ...leb(0xa9)],
  lane: (value: Code, lane: number): Code => [...value, 0xfd, 0x1b, lane],
} as const;
/** a where the bits of `test` are set, b elsewhere. */
export const select = (test: Code, a: Code, b: Code): Code => [...a, ...b, ...test, 0xfd, 0x52];
/** The upper half in the place of the lower. */
export const upperHalf = (value: Code): Code => shuffle(value, value, [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
export const i16x8 = { add: simd(0x8e), shiftRight: simd(0x8d), splat: simd(0x10), /** Saturated to bytes. */ toBytes: simd(0x66) } as const;
export const i8x16 = { least: simd(0x77), most: simd(0x79) } as const;
/** Whether any bit of either is set. */
export const any = (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0x50, 0xfd, 0x53];

function section(id: number, content: Code): Code {
  return [id, ...leb(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...leb(items.length), ...items.flat()];
}

function name(text: string): Code {
  return [text.length, ...Buffer.from(text)];
}

function leb(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

function signedLeb(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)];
}
