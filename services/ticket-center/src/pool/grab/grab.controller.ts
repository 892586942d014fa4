import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BeyondReach } from '#libs/web/access/beyond-reach';
import { TicketView, TicketViews } from '../../ticket/ticket-views.api.js';
import { BlindEntries } from '../entry/blind-entries.js';
import { BlindEntryList, HeadQuery, OpenPoolList, PutBackBody } from './grab.dto.js';
import { Grabbing } from './grabbing.js';
import { PutBacks } from './put-backs.js';

@ApiTags('pools')
@Controller('api/v1')
export class GrabController {
  constructor(
    private readonly blind: BlindEntries,
    private readonly grabbing: Grabbing,
    private readonly putBacks: PutBacks,
    private readonly views: TicketViews,
  ) {}

  /** From which you may grab, and how many wait there. */
  @Get('pools/mine')
  @Requires('ticket:grab')
  @Answers(OpenPoolList)
  async listMyPools() {
    return { items: await this.blind.openTo(actor()) };
  }

  /** The first ones, and no more of them than the pool shows. */
  @Get('pools/:id/entries')
  @Requires('ticket:grab')
  @Answers(BlindEntryList)
  async listPoolEntries(@Param('id') id: string, @Query({ schema: HeadQuery }) { limit }: HeadQuery) {
    return { items: await this.blind.head(id, actor(), limit) };
  }

  /** The next one is yours. */
  @Post('pools/:id/grab')
  @Requires('ticket:grab')
  @Answers(TicketView)
  async grabNext(@Param('id') id: string) {
    return this.views.get(await this.grabbing.next(id, actor()));
  }

  /** Where the pool lets agents choose. */
  @Post('pools/:id/entries/:entryId/grab')
  @Requires('ticket:grab')
  @Answers(TicketView)
  async grabPoolEntry(@Param('id') id: string, @Param('entryId') entryId: string) {
    return this.views.get(await this.grabbing.entry(id, entryId, actor()));
  }

  /** By the rules of its pool, where it is in one. */
  @Post('tickets/:id/grab')
  @BeyondReach()
  @Requires('ticket:grab')
  @Answers(TicketView)
  async grabTicket(@Param('id') id: string) {
    return this.views.get(await this.grabbing.ticket(id, actor()));
  }

  /** Back to the pool it was grabbed from. */
  @Post('tickets/:id/put-back')
  @Requires('ticket:grab')
  @Answers(TicketView)
  async putTicketBack(@Param('id') id: string, @Body({ schema: PutBackBody }) body: z.infer<typeof PutBackBody>) {
    await this.putBacks.putBack(id, body.reason, actor());
    return this.views.get(id);
  }
}
