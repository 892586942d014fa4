import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { SealedSecrets } from '../../identity/secrets/sealed-secrets.api.js';
import { InterfaceRecordingSchema, type InterfaceRecordingRow } from '../infra/interface-state.schema.js';
import type { Exchange } from './exchange.js';
import { InterfaceFault } from './interface-fault.js';
import type { PreparedRequest } from './prepared-request.js';

interface Recorded {
  readonly interfaceId: string;
  readonly operation: string;
  readonly request: PreparedRequest;
}

/** What was answered while an interface recorded: sealed, since it may be about people. */
@Injectable()
export class Recordings {
  constructor(
    private readonly database: Database,
    private readonly sealed: SealedSecrets,
    private readonly clock: Clock,
  ) {}

  /** In the place of what was answered to the same before. */
  async keep(recorded: Recorded, exchange: Exchange): Promise<void> {
    const { interfaceId, operation } = recorded;
    const id = idOf(recorded);
    const text = this.sealed.seal(Buffer.from(JSON.stringify(exchange)), `recording/${id}`);
    const row = { id, interfaceId, operation, recordedAt: this.clock.now(), sealed: { text } };
    await this.database
      .transaction(async (tx) => {
        const known = await tx.existsBy(InterfaceRecordingSchema, { id });
        await (known ? tx.update(InterfaceRecordingSchema, { id }, row) : tx.insert(InterfaceRecordingSchema, row));
      })
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }

  /** @throws InterfaceFault `interface-not-recorded` */
  async answerTo(target: string, recorded: Recorded): Promise<Exchange> {
    const id = idOf(recorded);
    const row = await (await this.database.reader()).findOneBy(InterfaceRecordingSchema, { id });
    if (!row) throw new InterfaceFault(target, 'interface-not-recorded', 'this was not asked while it recorded');
    return JSON.parse(this.sealed.open(row.sealed.text, `recording/${id}`).toString()) as Exchange;
  }

  /** The newest first; what was answered stays sealed. */
  async list(interfaceId: string): Promise<Pick<InterfaceRecordingRow, 'id' | 'operation' | 'recordedAt'>[]> {
    const order = { recordedAt: 'DESC', id: 'ASC' } as const;
    const select = { id: true, operation: true, recordedAt: true } as const;
    return (await this.database.reader()).find(InterfaceRecordingSchema, {
      select,
      where: { interfaceId },
      order,
      take: 1_000,
    });
  }

  async forget(interfaceId: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(InterfaceRecordingSchema, { interfaceId }));
  }
}

function idOf({ interfaceId, operation, request: { method, url, body } }: Recorded): string {
  return createHash('sha256')
    .update(JSON.stringify([interfaceId, operation, method, url, body]))
    .digest('hex');
}
