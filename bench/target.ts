/** A measured value beside what it should be; one that misses is reported, not failed. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly met: boolean;
  readonly higherIsBetter: boolean;
}

export function atLeast(name: string, value: number, target: number): Target {
  return { name, value, target, met: value >= target, higherIsBetter: true };
}

export function atMost(name: string, value: number, target: number): Target {
  return { name, value, target, met: value <= target, higherIsBetter: false };
}
