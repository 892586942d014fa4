import { ivrSessionEnded } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactDesk } from '../contact/contact-desk.api.js';
import type { Asked } from './contact-queue.js';
import { IvrSessionSchema } from './infra/ivr-session.schema.js';

/** Routing takes no part in the transaction of a step: what the step asked for is carried out when it is committed. */
@Controller()
export class IvrConsumer {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactDesk,
  ) {}

  @EventPattern<string>(ivrSessionEnded.type, REPEATABLE)
  async queueContact(@Payload() { data: { sessionId, contactId } }: Received<typeof ivrSessionEnded>): Promise<void> {
    const { asked } = await (await this.database.reader()).findOneByOrFail(IvrSessionSchema, { id: sessionId });
    if (asked?.for === 'queue') await this.contacts.queue(contactId, wishOf(asked));
    if (asked?.for === 'callback' && asked.contactId !== undefined)
      await this.contacts.promiseCallback(asked.contactId, asked.queueId);
  }
}

function wishOf({ queueId, priority, skills }: Extract<Asked, { for: 'queue' }>) {
  return {
    ...{ queueId, priority, preferred: [], wishes: [] },
    required: skills.map((skill) => ({ skill, level: 1 })),
  };
}
