/**
 * Writes small ONNX networks (opset 17): just enough of the protobuf of onnx.proto3 for tests, so that no binary needs to be committed.
 * Field numbers are onnx.proto3's.
 */
export type Dimension = number | string;

export interface Initializer {
  readonly dims: readonly number[];
  /** Number arrays become int64 (shapes, indices), Uint16Array float16 patterns. */
  readonly data: Float32Array | Uint16Array | readonly number[];
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers and lists become int attributes, { float } and { string } the others. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | { readonly float: number } | { readonly string: string }>>;
}

export interface OnnxGraph {
  readonly inputs: Readonly<Record<string, readonly Dimension[]>>;
  readonly outputs: Readonly<Record<string, readonly Dimension[]>>;
  readonly initializers?: Readonly<Record<string, Initializer>>;
  readonly nodes: readonly OnnxNode[];
}

export function node(op: string, inputs: readonly string[], output: string, attributes: NonNullable<OnnxNode["attributes"]> = {}): OnnxNode {
  return { op, inputs, outputs: [output], attributes };
}

export function onnx(graph: OnnxGraph): Uint8Array {
  const model = message(
    integer(1, 8), // ir_version
    text(2, "tiny-models"),
    field(7, graphProto(graph)),
    field(8, message(integer(2, 17))), // opset_import
  );
  return Uint8Array.from(model);
}

const FLOAT = 1;
const INT64 = 7;
const FLOAT16 = 10;

function graphProto({ inputs, outputs, initializers = {}, nodes }: OnnxGraph): number[] {
  return message(
    ...nodes.map((each) => field(1, nodeProto(each))),
    text(2, "tiny"),
    ...Object.entries(initializers).map(([name, each]) => field(5, tensorProto(name, each))),
    ...Object.entries(inputs).map(([name, shape]) => field(11, valueInfo(name, shape))),
    ...Object.entries(outputs).map(([name, shape]) => field(12, valueInfo(name, shape))),
  );
}

function nodeProto({ op, inputs, outputs, attributes = {} }: OnnxNode): number[] {
  return message(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => field(5, attributeProto(name, value))),
  );
}

function attributeProto(name: string, value: NonNullable<OnnxNode["attributes"]>[string]): number[] {
  if (typeof value === "number") return message(text(1, name), integer(3, value), integer(20, 2));
  if ("float" in value) return message(text(1, name), [...varint(2 * 8 + 5), ...bytesOf(new Float32Array([value.float]))], integer(20, 1));
  if ("string" in value) return message(text(1, name), text(4, value.string), integer(20, 3));
  return message(text(1, name), ...value.map((each) => integer(8, each)), integer(20, 7));
}

function tensorProto(name: string, { dims, data }: Initializer): number[] {
  const [type, raw] = data instanceof Float32Array ? [FLOAT, bytesOf(data)] : data instanceof Uint16Array ? [FLOAT16, bytesOf(data)] : [INT64, bytesOf(BigInt64Array.from(data, BigInt))];
  return message(...dims.map((dim) => integer(1, dim)), integer(2, type), text(8, name), field(9, raw));
}

function valueInfo(name: string, shape: readonly Dimension[]): number[] {
  const dims = shape.map((dim) => field(1, typeof dim === "number" ? message(integer(1, dim)) : message(text(2, dim))));
  const tensorType = message(integer(1, FLOAT), field(2, message(...dims)));
  return message(text(1, name), field(2, message(field(1, tensorType))));
}

function message(...fields: readonly (readonly number[])[]): number[] {
  return fields.flat();
}

function field(number: number, bytes: readonly number[]): number[] {
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

function text(number: number, value: string): number[] {
  return field(number, [...Buffer.from(value, "utf8")]);
}

function integer(number: number, value: number): number[] {
  return [...varint(number * 8), ...varint(value)];
}

function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): number[] {
  return Array.from(new Uint8Array(buffer, byteOffset, byteLength));
}
