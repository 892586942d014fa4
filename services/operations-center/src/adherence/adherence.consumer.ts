import { agentStateChanged } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AdherenceStateSchema } from './adherence.schema.js';

/** What agents became; the order in which it comes does not matter. */
@Controller()
export class AdherenceConsumer {
  constructor(private readonly database: Database) {}

  @EventPattern<string>(agentStateChanged.type)
  async onStateChanged(@Payload() { data }: Received<typeof agentStateChanged>): Promise<void> {
    const { agentId, seq, to: state, reason, at } = data;
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(AdherenceStateSchema, { agentId, seq })) return;
      await tx.insert(AdherenceStateSchema, { agentId, seq, state, reason, at: new Date(at) });
    });
  }
}
