import { Repository } from '#libs/kernel/repository';
import type { Alert } from './alert.aggregate.js';

export abstract class Alerts extends Repository<Alert> {
  /** The latest of a cause, open or not; null: there was none. */
  abstract latestOf(cause: string): Promise<Alert | null>;
  /** Those that somebody is to look at, the longest due first. */
  abstract due(now: Date, limit: number): Promise<readonly string[]>;
}
