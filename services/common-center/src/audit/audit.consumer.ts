import { auditRecorded } from '#libs/contracts/common-center/audit-events';
import type { Received } from '#libs/contracts/event-contract';
import { append } from '#libs/audit-trail/trail';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';

/** What all services say was done becomes one trail for each tenant. */
@Controller()
export class AuditConsumer {
  constructor(private readonly database: Database) {}

  @EventPattern<string>(auditRecorded.type)
  async onAuditRecorded(@Payload() { id, time, data }: Received<typeof auditRecorded>): Promise<void> {
    await this.database.transaction((tx) => append(tx, { id, at: new Date(time).toISOString(), ...data }));
  }
}
