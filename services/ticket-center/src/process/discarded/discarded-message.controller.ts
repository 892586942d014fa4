import { personal } from '#libs/personal-data/personal';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DiscardedMessages } from './discarded-messages.js';

const DiscardedQuery = PageQuery.extend({
  name: z.string().trim().min(1).max(255).optional(),
  correlationKey: z.string().max(4_000).optional(),
});
const DiscardedPage = pageOfSchema(
  z
    .object({
      id: z.string(),
      name: z.string(),
      correlationKey: personal('text', z.string().nullable()).describe(
        'null: told by its name alone; of a very long one its SHA-256',
      ),
      reason: z
        .enum(['expired', 'nobody-waited'])
        .describe('expired: nobody wanted it as long as it was kept; nobody-waited: it was for who wanted it at once'),
      at: z.iso.datetime(),
    })
    .meta({ id: 'DiscardedProcessMessage' }),
);

@ApiTags('process instances')
@Controller('api/v1/process-messages/discarded')
export class DiscardedMessageController {
  constructor(private readonly discarded: DiscardedMessages) {}

  /** Messages of the last 30 days that reached no process, the newest first; what they carried is gone. */
  @Get()
  @Requires('process:read')
  @Answers(DiscardedPage)
  async listDiscardedProcessMessages(@Query({ schema: DiscardedQuery }) query: z.infer<typeof DiscardedQuery>) {
    const { items, next } = await this.discarded.list(query);
    return {
      items: items.map((row) => ({ ...row, correlationKey: row.correlationKey || null, at: row.at.toISOString() })),
      next,
    };
  }
}
