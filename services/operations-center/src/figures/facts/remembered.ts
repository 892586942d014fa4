/** Facts are kept for so many days; no event is told so late. */
const REMEMBERED_DAYS = 62;

/** What happened before is forgotten; figures of it stay as they are. */
export function rememberedSince(now: Date): Date {
  return new Date(now.getTime() - REMEMBERED_DAYS * 86_400_000);
}
