import {
  interfaceAlarmCleared,
  interfaceAlarmRaised,
} from '#libs/contracts/common-center/integration/interface-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { InterfaceAlarmSchema, type AlarmMetric, type InterfaceAlarmRow } from '../infra/interface-state.schema.js';

export interface AlarmOf {
  readonly interfaceId: string;
  readonly code: string;
  readonly metric: AlarmMetric;
  readonly threshold: number;
}

/** Which alarms are raised: whoever raises or clears one second changes nothing. */
@Injectable()
export class InterfaceAlarms {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async raised(interfaceId?: string): Promise<InterfaceAlarmRow[]> {
    const where = { raised: true, ...(interfaceId !== undefined && { interfaceId }) };
    return (await this.database.reader()).find(InterfaceAlarmSchema, {
      where,
      order: { interfaceId: 'ASC', metric: 'ASC' },
    });
  }

  async raise({ interfaceId, code, metric, threshold }: AlarmOf, value: number): Promise<void> {
    const changedAt = this.clock.now();
    const change = { raised: true, value, threshold, changedAt };
    await this.database
      .transaction(async (tx) => {
        const { affected } = await tx.update(InterfaceAlarmSchema, { interfaceId, metric, raised: false }, change);
        if (affected === 0 && (await tx.existsBy(InterfaceAlarmSchema, { interfaceId, metric }))) return;
        if (affected === 0) await tx.insert(InterfaceAlarmSchema, { interfaceId, metric, ...change });
        const told = { interfaceId, interface: code, metric, threshold, value };
        await this.outbox.append(tx, interfaceId, changedAt, [outgoing(interfaceAlarmRaised, told)]);
      })
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }

  /** @param value null: nothing was measured */
  async clear({ interfaceId, code, metric, threshold }: AlarmOf, value: number | null): Promise<void> {
    const changedAt = this.clock.now();
    const change = { raised: false, value, threshold, changedAt };
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.update(InterfaceAlarmSchema, { interfaceId, metric, raised: true }, change);
      if (affected !== 1) return;
      const told = { interfaceId, interface: code, metric, threshold, value };
      await this.outbox.append(tx, interfaceId, changedAt, [outgoing(interfaceAlarmCleared, told)]);
    });
  }
}
