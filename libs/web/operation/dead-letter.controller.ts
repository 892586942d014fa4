import { DeadLetters, type DeadLetter } from '#libs/messaging/dead-letters';
import { EventTransport } from '#libs/messaging/event-transport';
import { Controller, Get, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../http/answers.js';
import { ErasedPersons } from '../personal/erased-persons/erased-persons.js';
import { NaturallyIdempotent } from '../idempotency/idempotency.js';
import { PageQuery, pageOfSchema } from '../http/paging.js';
import { Requires } from '../access/permissions.js';

const DeadLetterView = z.object({
  id: z.string(),
  eventId: z.string(),
  topic: z.string(),
  subject: z.string(),
  reason: z.string(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
});

/** The controller of a service's dead letters; every service has its own path, so that the gateway can tell them apart. */
export function deadLetterController(service: string): Type {
  @ApiTags('dead letters')
  @Controller(`api/v1/${service}/dead-letters`)
  class DeadLetterController {
    constructor(
      private readonly deadLetters: DeadLetters,
      private readonly transport: EventTransport,
      private readonly erased: ErasedPersons,
    ) {}

    @Get()
    @Requires('dead-letter:read')
    @Answers(pageOfSchema(DeadLetterView))
    async listDeadLetters(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
      const { items, next } = await this.deadLetters.list(limit, cursor);
      return { items: items.map(view), next };
    }

    /** Handles it again now; when that fails it stays, and the answer says why. */
    @Post(':id/replay')
    @Requires('dead-letter:replay')
    @NaturallyIdempotent()
    @Answers(null)
    async replayDeadLetter(@Param('id') id: string): Promise<void> {
      const letter = await this.deadLetters.get(id);
      await this.erased.replayed(letter.failedAt);
      await this.transport.replay(letter);
      await this.deadLetters.remove(id);
    }
  }
  return DeadLetterController;
}

function view({ id, messageId, topic, messageKey, reason, attempts, failedAt }: DeadLetter) {
  return { id, eventId: messageId, topic, subject: messageKey, reason, attempts, failedAt: failedAt.toISOString() };
}
