import { DomainError } from '#libs/kernel/domain-error';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { ForwardedCommand, ForwardedOutcome, ForwardedWaitingTime } from './forwarded.dto.js';
import { PartitionDesk } from './partition-desk.js';
import { WaitingTimes } from './waiting-times.api.js';

/** Commands from processes that are not the owner of the tenant's router. */
@ApiExcludeController()
@Controller('internal/routing')
export class ForwardedController {
  constructor(
    private readonly desk: PartitionDesk,
    private readonly waiting: WaitingTimes,
  ) {}

  /** Once for each id, however often it comes. */
  @Post('commands')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ForwardedOutcome)
  async carryOut(@Body({ schema: ForwardedCommand }) { id, command }: ForwardedCommand): Promise<ForwardedOutcome> {
    try {
      return { outcome: (await this.desk.takeOver(command, id)) ? 'done' : 'not-owner' };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, kind, message, details } = error;
      return { outcome: 'refused', code, kind, message, details };
    }
  }

  @Get('waiting-times/:contactId')
  @Requires(SERVICE_INTERNAL)
  @Answers(ForwardedWaitingTime)
  async waitingTime(@Param('contactId') contactId: string): Promise<z.infer<typeof ForwardedWaitingTime>> {
    return { waitingTime: await this.waiting.ifOurs(contactId) };
  }
}
