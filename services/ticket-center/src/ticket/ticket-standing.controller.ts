import { STANDINGS_AT_ONCE, TicketStandings } from '#libs/contracts/ticket-center/ticket-standings-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { TicketStandingReader } from './queries/ticket-standings.js';

const StandingsQuery = z.object({
  after: z.uuid().optional().describe('unfinished ones, behind this'),
  ids: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(z.uuid()).min(1).max(STANDINGS_AT_ONCE))
    .optional()
    .describe('these, whether they are finished or not'),
});
type StandingsQuery = z.infer<typeof StandingsQuery>;

@ApiExcludeController()
@Controller('internal/ticket-standings')
export class TicketStandingController {
  constructor(private readonly reader: TicketStandingReader) {}

  /** For who counts tickets by their events and looks whether that is right. */
  @Get()
  @Requires(SERVICE_INTERNAL)
  @Answers(TicketStandings)
  async listTicketStandings(@Query({ schema: StandingsQuery }) { after, ids }: StandingsQuery) {
    return { items: await (ids ? this.reader.of(ids) : this.reader.unfinished(after ?? '')) };
  }
}
