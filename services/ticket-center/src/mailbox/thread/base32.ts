/** Crockford's letters, in lower case: none that is taken for another. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

export function toBase32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    [held, bits] = [(held << 8) | byte, bits + 8];
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + LETTERS[(held << (5 - bits)) & 31];
}

/** @param text of these letters only, long enough for `length` bytes */
export function fromBase32(text: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let [bits, held, at] = [0, 0, 0];
  for (const letter of text) {
    [held, bits] = [(held << 5) | LETTERS.indexOf(letter), bits + 5];
    if (bits >= 8 && at < length) {
      bits -= 8;
      bytes[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}
