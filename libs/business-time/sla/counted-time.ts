import { addBusinessTime, businessTimeBetween } from '../business-time.js';
import type { Calendar } from '../calendar.js';
import type { SlaTarget } from './sla-policy.js';
import type { Stretch } from './stretches.js';

/** How much of a run's stretches counts, in the hours of whichever calendar is asked for. */
export class CountedTime {
  readonly #before = new Map<Calendar, number[]>();

  constructor(private readonly stretches: readonly Stretch[]) {}

  /** Counted ms from the start until an instant in, or at the end of, one of the stretches. */
  until(instant: number, index: number, calendar: Calendar): number {
    return this.#beforeEach(calendar)[index]! + openIn(this.stretches[index]!, instant, calendar);
  }

  /** When a target is used up: if no stretch does it, then one of them going on for ever; null when that one is a pause. */
  dueIn(index: number, { calendar, ms }: SlaTarget): number | null {
    const before = this.#beforeEach(calendar);
    const usedUp = before.findIndex((counted) => counted >= ms);
    if (usedUp <= 0 && this.stretches[index]!.standing !== 'running') return null;
    const last = usedUp > 0 ? usedUp - 1 : index;
    return addBusinessTime(calendar, new Date(this.stretches[last]!.from), ms - before[last]!).getTime();
  }

  #beforeEach(calendar: Calendar): number[] {
    const known = this.#before.get(calendar);
    if (known !== undefined) return known;
    const before = [0];
    for (const stretch of this.stretches.slice(0, -1)) {
      before.push(before.at(-1)! + openIn(stretch, stretch.to, calendar));
    }
    this.#before.set(calendar, before);
    return before;
  }
}

function openIn({ standing, from }: Stretch, to: number, calendar: Calendar): number {
  return standing === 'running' ? businessTimeBetween(calendar, new Date(from), new Date(to)) : 0;
}
