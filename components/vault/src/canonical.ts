/** A part of what is authenticated. Numbers are unsigned 32-bit integers. */
export type Part = Uint8Array | string | number;

/**
 * One unambiguous encoding of a list of parts: each is preceded by its length, so that no two lists give the same
 * bytes. The label says what the bytes are for and keeps uses of one key apart.
 */
export function canonical(label: string, ...parts: readonly Part[]): Buffer {
  return Buffer.concat([label, ...parts].flatMap((part) => withLength(bytesOf(part))));
}

function bytesOf(part: Part): Uint8Array {
  if (typeof part === 'string') return Buffer.from(part, 'utf8');
  if (typeof part !== 'number') return part;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(part);
  return bytes;
}

function withLength(bytes: Uint8Array): readonly Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
