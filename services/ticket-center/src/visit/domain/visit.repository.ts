import { Repository } from '#libs/kernel/repository';
import type { Visit } from './visit.aggregate.js';
import type { PlannedDay } from './visit-assignment.js';

export abstract class Visits extends Repository<Visit> {
  /** Of appointments that are past due, the longest overdue first. */
  abstract overdue(now: Date, limit: number): Promise<string[]>;
}

/** How many visits engineers have on a day. Everything here belongs to the caller's transaction. */
export abstract class EngineerDays {
  /** One more, unless the day is full; safe against others who do the same. */
  abstract takeWithin(planned: PlannedDay, capacity: number): Promise<boolean>;
  /** From one to the other, whatever there is room for: people may agree on more. */
  abstract move(from: PlannedDay | null, to: PlannedDay | null): Promise<void>;
  /** Of a day; who is not in it has none. */
  abstract planned(day: string, engineerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
