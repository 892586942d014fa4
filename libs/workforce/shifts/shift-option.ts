/** A time off the work inside a shift. */
export interface Pause {
  readonly kind: 'break' | 'lunch';
  readonly minutes: number;
  /** When it may begin, minutes after the shift has begun. */
  readonly earliest: number;
  readonly latest: number;
  readonly isPaid: boolean;
}

/** A shift that may be worked: when it begins, and what is in it. */
export interface ShiftOption {
  /** Minutes after the midnight that begins its day. */
  readonly startsAt: number;
  /** From beginning to end; it may end on the next day. */
  readonly minutes: number;
  readonly pauses: readonly Pause[];
}

export function paidMinutes({ minutes, pauses }: ShiftOption): number {
  return pauses.reduce((paid, pause) => paid - (pause.isPaid ? 0 : pause.minutes), minutes);
}

/**
 * Of each interval, which part of it one in the shift is at work: pauses, whose places are not known yet, are spread over where they may be.
 * @returns by interval from the midnight that begins its day
 */
export function presence(option: ShiftOption, intervalMinutes: number): number[] {
  const { startsAt, minutes, pauses } = option;
  const length = Math.ceil((startsAt + minutes) / intervalMinutes);
  return Array.from({ length }, (_, at) => {
    const [from, to] = [at * intervalMinutes, (at + 1) * intervalMinutes];
    const inside = overlap(from, to, startsAt, startsAt + minutes) / intervalMinutes;
    const away = pauses.reduce((sum, { minutes: long, earliest, latest }) => {
      const window = latest - earliest + long;
      const there = overlap(from, to, startsAt + earliest, startsAt + earliest + window);
      return sum + (there / intervalMinutes) * (long / window);
    }, 0);
    return Math.max(0, inside - away);
  });
}

/** Minutes that two spans share. */
export function overlap(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
}
