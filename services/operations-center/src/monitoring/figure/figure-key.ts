/** What a count is called outside, e.g. `answered-in-time`. */
export function keyOf(count: string): string {
  return count.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
