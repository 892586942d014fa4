import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Connectors, type Performed } from '../../connector/connector.api.js';
import { AutomationCallSchema, type AutomationCallRow } from './automation-call.schema.js';

/** What connectors are asked by rules and macros. */
@Injectable()
export class AutomationCalls {
  constructor(
    private readonly database: Database,
    private readonly connectors: Connectors,
  ) {}

  /** Repeated, it gets the first answer. @throws what says that it can be tried again */
  async ask(callId: string): Promise<Performed> {
    const reader = await this.database.reader();
    const call = await reader.findOneByOrFail(AutomationCallSchema, { id: callId });
    return this.connectors.perform(call.connector, call.action, call.arguments, callId);
  }

  async answered(callId: string, { refused, result }: Performed): Promise<void> {
    const state = refused ? ('failed' as const) : ('succeeded' as const);
    await this.database.transaction((tx) =>
      tx.update(AutomationCallSchema, { id: callId }, { state, result } as object),
    );
  }

  /** The newest first. */
  async of(ticketId: string): Promise<AutomationCallRow[]> {
    const find = { where: { ticketId }, order: { id: 'DESC' }, take: 100 } as const;
    return (await this.database.reader()).find(AutomationCallSchema, find);
  }
}
