/** Reads back what an .onnx file says, by the field numbers of onnx.proto3 and nothing of ours. */
import { BufferReader, type Reader } from 'protobufjs';

type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

export type ReadModel = {
  readonly producer: string;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly operators: readonly { readonly name: string; readonly type: string; readonly domain: string }[];
  readonly initializers: readonly string[];
  /** Each dimension as a number or a name. */
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: Readonly<Record<string, readonly (number | string)[]>>;
};

export function readModel(bytes: Uint8Array): ReadModel {
  const model = fieldsOf(bytes);
  const graph = message(model, 7);
  return {
    producer: `${text(model, 2)} ${text(model, 3)}`,
    opsets: messages(model, 8).map((opset) => ({ domain: text(opset, 1), version: number(opset, 2) })),
    metadata: Object.fromEntries(messages(model, 14).map((entry) => [text(entry, 1), text(entry, 2)])),
    operators: messages(graph, 1).map((node) => ({ name: text(node, 3), type: text(node, 4), domain: text(node, 7) })),
    initializers: messages(graph, 5).map((tensor) => text(tensor, 8)),
    inputs: Object.fromEntries(messages(graph, 11).map(shapeOf)),
    outputs: Object.fromEntries(messages(graph, 12).map(shapeOf)),
  };
}

function shapeOf(info: Fields): readonly [string, readonly (number | string)[]] {
  const shape = message(message(message(info, 2), 1), 2);
  return [text(info, 1), messages(shape, 1).map((dimension) => (dimension.has(2) ? text(dimension, 2) : number(dimension, 1)))];
}

function fieldsOf(bytes: Uint8Array): Fields {
  const reader: Reader = new BufferReader(Buffer.from(bytes));
  const fields = new Map<number, (number | Uint8Array)[]>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const values = fields.get(tag >>> 3) ?? [];
    fields.set(tag >>> 3, values);
    if ((tag & 7) === 0) values.push(Number(reader.int64()));
    else if ((tag & 7) === 2) values.push(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return fields;
}

function messages(fields: Fields, id: number): Fields[] {
  return (fields.get(id) ?? []).map((value) => fieldsOf(value instanceof Uint8Array ? value : new Uint8Array()));
}

function message(fields: Fields, id: number): Fields {
  return messages(fields, id)[0] ?? new Map();
}

function text(fields: Fields, id: number): string {
  const [value] = fields.get(id) ?? [];
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
}

function number(fields: Fields, id: number): number {
  const [value] = fields.get(id) ?? [];
  return typeof value === 'number' ? value : 0;
}
