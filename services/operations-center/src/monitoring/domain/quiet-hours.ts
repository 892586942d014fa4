/** Minutes of the day by the wall clock; from later than to: over midnight. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const DAY_MINUTES = 24 * 60;

/** How long nobody is to be told yet, minutes; 0: now is as good as any time. @param minute of the day by the wall clock */
export function quietFor(hours: QuietHours | null, minute: number): number {
  if (hours === null) return 0;
  const { fromMinute, toMinute } = hours;
  const length = (toMinute - fromMinute + DAY_MINUTES) % DAY_MINUTES;
  const into = (minute - fromMinute + DAY_MINUTES) % DAY_MINUTES;
  return into < length ? length - into : 0;
}
