import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Injectable } from '@nestjs/common';
import { Alert, type AlertSubject } from '../domain/alert.aggregate.js';
import { Alerts } from '../domain/alert.repository.js';
import { AlertDuties } from './duties.js';

/** Alerts of a round. */
const AT_ONCE = 100;

/** Raises and clears alerts, one at a time of each cause, and takes the steps that are due. */
@Injectable()
export class Alerting {
  constructor(
    private readonly alerts: Alerts,
    private readonly duties: AlertDuties,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: what is raised stays so. @returns the alert */
  async raise(subject: AlertSubject, value: number | null): Promise<string> {
    const now = this.clock.now();
    const latest = await this.alerts.latestOf(subject.cause);
    if (latest?.isOpen) return latest.id;
    if (latest?.mayComeAgain(now)) {
      await this.alerts.update(latest.id, (alert) => alert.raiseAgain(value, now));
      return latest.id;
    }
    const alert = Alert.raise(newId(now), subject, value, now);
    await this.alerts.add(alert);
    return alert.id;
  }

  /** Safe to repeat. */
  async clear(cause: string, value: number | null): Promise<void> {
    const latest = await this.alerts.latestOf(cause);
    if (latest?.isOpen) await this.alerts.update(latest.id, (alert) => alert.clear(value, this.clock.now()));
  }

  /** Takes the steps of a cause that are due, whatever the hour. */
  async comeDueOf(cause: string): Promise<void> {
    const latest = await this.alerts.latestOf(cause);
    if (latest?.isOpen) await this.#takeSteps(latest, this.clock.now(), null);
  }

  /** @param quietUntil of a cause; null: people may be told now */
  async comeDue(quietUntil: (cause: string) => Promise<Date | null>): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.alerts.due(now, AT_ONCE)) {
      const alert = await this.alerts.get(id);
      await this.#takeSteps(alert, now, await quietUntil(alert.cause));
    }
  }

  /** Who has a duty is asked before, and outside of any transaction. */
  async #takeSteps(due: Alert, now: Date, quietUntil: Date | null): Promise<void> {
    const onDuty = quietUntil === null ? await this.duties.of(due.dutiesDue(now)) : new Map<number, string[]>();
    await this.alerts.update(due.id, (alert) => alert.comeDue(now, quietUntil, onDuty));
  }
}
