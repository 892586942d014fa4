import { ContactTellings } from '#libs/contracts/call-center/contact-tellings-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { ContactTellingReader } from './queries/contact-tellings.js';

const TellingsQuery = z.object({
  from: z.iso.datetime().describe('contacts that began then or later'),
  to: z.iso.datetime().describe('and before this'),
  after: z.uuid().optional().describe('behind this contact'),
});
type TellingsQuery = z.infer<typeof TellingsQuery>;

@ApiExcludeController()
@Controller('internal/contact-tellings')
export class ContactTellingController {
  constructor(private readonly reader: ContactTellingReader) {}

  /** For who counts contacts by their events and looks whether all of them have come. */
  @Get()
  @Requires(SERVICE_INTERNAL)
  @Answers(ContactTellings)
  async listContactTellings(@Query({ schema: TellingsQuery }) { from, to, after }: TellingsQuery) {
    return { items: await this.reader.of(new Date(from), new Date(to), after) };
  }
}
