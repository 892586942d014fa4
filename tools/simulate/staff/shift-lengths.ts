import type { Pause } from '#libs/workforce/shifts/shift-option';

export interface ShiftLength {
  readonly minutes: number;
  readonly pauses: readonly Pause[];
}

const BREAK = { kind: 'break', minutes: 15, isPaid: true } as const;
const LUNCH = { kind: 'lunch', minutes: 30, isPaid: false } as const;

/** Eight, six and four hours of paid work, and the pauses in them. */
export const SHIFTS: readonly ShiftLength[] = [
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
