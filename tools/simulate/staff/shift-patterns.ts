import type { Pause, ShiftOption } from '#libs/workforce/shifts/shift-option';

const BREAK = { kind: 'break', minutes: 15, isPaid: true } as const;
const LUNCH = { kind: 'lunch', minutes: 30, isPaid: false } as const;

/** Minutes, and the pauses in them. */
const LENGTHS: readonly { readonly minutes: number; readonly pauses: readonly Pause[] }[] = [
  {
    minutes: 510,
    pauses: [
      { ...BREAK, earliest: 60, latest: 150 },
      { ...LUNCH, earliest: 180, latest: 270 },
      { ...BREAK, earliest: 330, latest: 420 },
    ],
  },
  { minutes: 360, pauses: [{ ...BREAK, earliest: 90, latest: 210 }] },
  { minutes: 240, pauses: [{ ...BREAK, earliest: 90, latest: 135 }] },
];
const EVERY = 60;

/** Shifts of eight, six and four hours that begin on the hour and are over when the day is. Minutes after midnight. */
export function shiftPatterns(opensAt: number, closesAt: number): ShiftOption[] {
  return LENGTHS.flatMap(({ minutes, pauses }) =>
    Array.from({ length: Math.ceil((closesAt - minutes - opensAt) / EVERY) + 1 }, (_, at) => ({
      ...{ startsAt: Math.min(opensAt + at * EVERY, closesAt - minutes), minutes, pauses },
    })),
  );
}
