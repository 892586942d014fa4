import { firstInstantOf, TimeZone } from '#libs/business-time/time-zone';
import { DAY, dayNumber, MINUTE } from '#libs/business-time/wall-clock';

export type Rotation = 'daily' | 'weekly';

/** People who follow each other at a time of the wall clock; one of them has the duty at any instant. */
export interface Layer {
  readonly name: string;
  readonly rotation: Rotation;
  /** `HH:MM` on the wall clock. */
  readonly handover: string;
  /** `YYYY-MM-DD`: when the first member begins; of a weekly rotation also the weekday of all handovers. */
  readonly firstDay: string;
  /** At least one; the first again after the last, also before the first day. */
  readonly members: readonly string[];
}

/** Somebody else has the duty meanwhile. */
export interface Override {
  readonly layer: string;
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly personId: string;
}

export interface Shift {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly personId: string;
}

const DAYS: Readonly<Record<Rotation, number>> = { daily: 1, weekly: 7 };
/** No clock is changed by more; offsets are asked for that far around a handover. */
const AROUND = 2 * DAY;

/** Whose turn it is by the rotation alone. @throws TimeZoneUnknown, DateMalformed */
export function turnAt(layer: Layer, timeZone: string, at: Date): Shift {
  const zone = TimeZone.named(timeZone);
  const length = DAYS[layer.rotation] * DAY;
  let number = Math.floor((at.getTime() - readingOf(layer, 0)) / length);
  while (handoverAt(layer, zone, number) > at.getTime()) number -= 1;
  while (handoverAt(layer, zone, number + 1) <= at.getTime()) number += 1;
  const { members } = layer;
  const turn = ((number % members.length) + members.length) % members.length;
  const [from, to] = [number, number + 1].map((each) => new Date(handoverAt(layer, zone, each)));
  return { from: from!, to: to!, personId: members[turn]! };
}

/**
 * Who has the duty of the layer, and from when to when that is sure to be so.
 * @param overrides of the roster, in the order in which they were written: the last one counts
 * @throws TimeZoneUnknown, DateMalformed
 */
export function onDuty(layer: Layer, timeZone: string, overrides: readonly Override[], at: Date): Shift {
  const turn = turnAt(layer, timeZone, at);
  const ours = overrides.filter((each) => each.layer === layer.name);
  const edges = ours.flatMap(({ from, to }) => [from, to]).map((edge) => edge.getTime());
  const from = Math.max(turn.from.getTime(), ...edges.filter((edge) => edge <= at.getTime()));
  const to = Math.min(turn.to.getTime(), ...edges.filter((edge) => edge > at.getTime()));
  const override = ours.findLast((each) => each.from <= at && at < each.to);
  return { from: new Date(from), to: new Date(to), personId: override?.personId ?? turn.personId };
}

/** Who follows whom from one instant to another, without gaps; the first may have begun before. @param most shifts */
export function shiftsBetween(
  layer: Layer,
  timeZone: string,
  overrides: readonly Override[],
  { from, to, most }: { readonly from: Date; readonly to: Date; readonly most: number },
): Shift[] {
  const shifts: Shift[] = [];
  for (let at = from; at < to && shifts.length < most; at = shifts.at(-1)!.to)
    shifts.push(onDuty(layer, timeZone, overrides, at));
  return shifts;
}

/** What the wall clock reads at a handover, in ms from 1970-01-01T00:00. */
function readingOf({ rotation, handover, firstDay }: Layer, number: number): number {
  const [hours, minutes] = handover.split(':').map(Number) as [number, number];
  return (dayNumber(firstDay) + number * DAYS[rotation]) * DAY + (hours * 60 + minutes) * MINUTE;
}

/** A reading that is skipped is reached with the skip; of one that comes twice it is the first. */
function handoverAt(layer: Layer, zone: TimeZone, number: number): number {
  const reading = readingOf(layer, number);
  return firstInstantOf(reading, zone.offsetsBetween(reading - AROUND, reading + AROUND));
}
