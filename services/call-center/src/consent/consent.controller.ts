import { personal } from '#libs/personal-data/personal';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { internationalNumber } from '../phone-number/phone-number.api.js';
import { ConsentService } from './consent.service.js';

const number = z.string().min(3).max(40).transform(internationalNumber);
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const ConsentBody = z.object({
  number,
  purpose: z.string().regex(/^[a-z0-9-]{1,32}$/, 'expected a code'),
  proof: z.string().trim().min(1).max(200).describe('where the proof lies: the id of a recording, a form, a message'),
  givenAt: time,
  expiresAt: time.nullable().default(null),
});
type ConsentBody = z.infer<typeof ConsentBody>;
const ConsentView = z.object({
  id: z.uuid(),
  number: personal('phone', z.string()),
  purpose: z.string(),
  proof: z.string(),
  givenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  by: z.string(),
});
const ConsentQuery = PageQuery.extend({
  number: number.optional(),
  customerId: z.uuid().optional().describe('any of their numbers'),
});
type ConsentQuery = z.infer<typeof ConsentQuery>;

@ApiTags('outbound')
@Controller('api/v1/consents')
export class ConsentController {
  constructor(private readonly consents: ConsentService) {}

  @Get()
  @Requires('consent:read')
  @Answers(pageOfSchema(ConsentView))
  listConsents(@Query({ schema: ConsentQuery }) query: ConsentQuery) {
    return this.consents.list(query);
  }

  @Post()
  @Requires('consent:add')
  @Audited()
  @Answers(ConsentView, 201)
  addConsent(@Body({ schema: ConsentBody }) body: ConsentBody) {
    return this.consents.add({ ...body, by: actor() });
  }

  /** Holds for every call from now on; the record stays as proof. */
  @Post(':id/withdraw')
  @Requires('consent:withdraw')
  @Audited()
  @Answers(ConsentView)
  withdrawConsent(@Param('id') id: string) {
    return this.consents.withdraw(id);
  }
}
