/** What every fact says of the event it came with. @param at when it happened; left out: when it was told */
export function told(id: string, time: string, at = time) {
  return { id, told: Date.parse(time), at: Date.parse(at) };
}
