import type { Received } from '#libs/contracts/event-contract';
import { listSeen, recordsSeen } from '#libs/contracts/common-center/privacy-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AccessWatch } from './access-watch.js';

@Controller()
export class ClearSightingsConsumer {
  constructor(private readonly watch: AccessWatch) {}

  @EventPattern<string>(listSeen.type)
  async countRows(@Payload() { data }: Received<typeof listSeen>): Promise<void> {
    await this.watch.sees(data.accountId, data.kind, data.rows);
  }

  @EventPattern<string>(recordsSeen.type)
  async keepRecords(@Payload() { data }: Received<typeof recordsSeen>): Promise<void> {
    await this.watch.reads(data);
  }
}
