import type { DataOf } from '#libs/contracts/event-contract';
import type {
  interfaceAlarmCleared,
  interfaceAlarmRaised,
} from '#libs/contracts/common-center/integration/interface-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { InterfaceAlarmSchema, type InterfaceAlarm } from './interface-alarm.schema.js';

type Raised = DataOf<typeof interfaceAlarmRaised>;
type Cleared = DataOf<typeof interfaceAlarmCleared>;

/** Which systems outside fail or take too long, as common-center tells. */
@Injectable()
export class InterfaceAlarms {
  constructor(private readonly database: Database) {}

  raised(told: Raised, toldAt: Date): Promise<void> {
    return this.#note(told, true, toldAt);
  }

  cleared(told: Cleared, toldAt: Date): Promise<void> {
    return this.#note(told, false, toldAt);
  }

  /** By name. */
  async list(): Promise<InterfaceAlarm[]> {
    const reader = await this.database.reader();
    return reader.find(InterfaceAlarmSchema, { where: { isRaised: true }, order: { name: 'ASC', metric: 'ASC' } });
  }

  /** Older news than what is known changes nothing. */
  #note(told: Raised | Cleared, isRaised: boolean, toldAt: Date): Promise<void> {
    const { interfaceId, interface: name, metric, threshold, value } = told;
    const measured = { threshold: String(threshold), value: value === null ? null : String(value) };
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.findOne(InterfaceAlarmSchema, { where: { interfaceId, metric }, ...lock });
      if (known && known.toldAt >= toldAt) return;
      const row = { interfaceId, metric, name, isRaised, ...measured, toldAt };
      await (known
        ? tx.update(InterfaceAlarmSchema, { interfaceId, metric }, row)
        : tx.insert(InterfaceAlarmSchema, row));
    });
  }
}
