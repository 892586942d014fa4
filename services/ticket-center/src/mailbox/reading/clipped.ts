/** What a text column of MySQL takes, with room for what is put before it. */
const MOST_BYTES = 60_000;

/** At most so many characters, and bytes of UTF-8; no character is cut in two. */
export function clipped(text: string, most: number, mostBytes = MOST_BYTES): string {
  let [end, bytes, count] = [0, 0, 0];
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    count += 1;
    if (count > most || bytes > mostBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}
