import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Body, Controller, Delete, Get, Param, Put, Query, Sse } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Presences } from './presences.js';

const Client = z.string().min(1).max(64).default('one').describe('tells several screens of a person apart');
const PresenceBody = z.object({ doing: z.enum(['viewing', 'editing', 'typing']), client: Client });
type PresenceBody = z.infer<typeof PresenceBody>;
const LeaveQuery = z.object({ client: Client });

const AlsoOpenView = z
  .object({
    others: z.array(
      z.object({
        personId: z.string(),
        doing: z.enum(['viewing', 'editing', 'typing']),
        since: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'AlsoOpen' });

@ApiTags('presence')
@Controller('api/v1/tickets/:id/presence')
export class PresenceController {
  constructor(private readonly presences: Presences) {}

  /** Who else has the ticket open. */
  @Get()
  @Requires('ticket:presence')
  @Answers(AlsoOpenView)
  async getTicketPresence(@Param('id') id: string) {
    return { others: await this.presences.others(id, actor()) };
  }

  /** Holds for 30 seconds: said again every ten, one that is lost does not matter. */
  @Put()
  @Requires('ticket:presence')
  @Answers(AlsoOpenView)
  async sayTicketPresence(@Param('id') id: string, @Body({ schema: PresenceBody }) { doing, client }: PresenceBody) {
    return { others: await this.presences.say(id, { personId: actor(), client }, doing) };
  }

  @Delete()
  @Requires('ticket:presence')
  @Answers(null)
  leaveTicket(@Param('id') id: string, @Query({ schema: LeaveQuery }) { client }: z.infer<typeof LeaveQuery>) {
    return this.presences.leave(id, { personId: actor(), client });
  }

  @Sse('stream', { maxPendingDataLength: 64 * 1024 })
  @Requires('ticket:presence')
  @Streams('Who else has it open, at once and at every change; each `data:` is as `GET …/presence` answers')
  streamTicketPresence(@Param('id') id: string) {
    return this.presences.stream(id, actor());
  }
}
