/** The same bytes in pieces of `size`; only the last one is shorter. Nothing gives no piece. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (let rest of source) {
    while (bytes + rest.length >= size) {
      const taken = size - bytes;
      yield joined([...held, rest.subarray(0, taken)]);
      [held, bytes, rest] = [[], 0, rest.subarray(taken)];
    }
    if (rest.length === 0) continue;
    held.push(rest);
    bytes += rest.length;
  }
  if (bytes > 0) yield joined(held);
}

function joined(parts: readonly Uint8Array[]): Buffer {
  const [first] = parts;
  return parts.length === 1 ? Buffer.from(first!.buffer, first!.byteOffset, first!.byteLength) : Buffer.concat(parts);
}
