import { Readable } from 'node:stream';
import { actor } from '#libs/web/access/actor';
import { Answers, SendsFile } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { OfErasedPersons } from '#libs/web/personal/erased-persons/erased-person.gate';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { GetCustomer } from '../../customer/customer.api.js';
import type { PersonRequestRow } from './person-request.js';
import * as dto from './person-request.dto.js';
import { PersonRequests } from './person-requests.js';

/** What people may ask of whoever keeps their data (GDPR articles 15, 17 and 20; PIPL articles 45 and 47). */
@ApiTags('personal data')
@Controller('api/v1/person-requests')
export class PersonRequestController {
  constructor(
    private readonly requests: PersonRequests,
    private readonly queries: QueryBus,
    private readonly sayings: AuditSayings,
  ) {}

  @Post()
  @Requires('person-request:ask')
  @Audited()
  @OfErasedPersons()
  @Answers(dto.PersonRequestView, 202)
  async askForPerson(@Body({ schema: dto.PersonRequestBody }) body: dto.PersonRequestBody) {
    await this.queries.execute(new GetCustomer(body.customerId));
    return view(await this.requests.ask({ ...body, requestedBy: actor() }));
  }

  @Get()
  @Requires('person-request:read')
  @Answers(dto.PersonRequestPage)
  async listPersonRequests(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.requests.list(query);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('person-request:read')
  @Answers(dto.PersonRequestView)
  async getPersonRequest(@Param('id') id: string) {
    return view(await this.requests.get(id));
  }

  /** For the person themselves: nothing is masked. That it was taken is in the audit trail. */
  @Get(':id/content')
  @Requires('person-request:export')
  @SendsFile('application/json')
  async getPersonExport(@Param('id') id: string, @Req() request: FastifyRequest) {
    const content = await this.requests.gathered(id);
    const taken = { action: 'person-request:export', resourceId: id, before: null, after: null, reason: null };
    await this.sayings.say({ ...taken, address: addressOf(request) });
    return new StreamableFile(Readable.from([content]), { type: 'application/json', disposition: 'attachment' });
  }
}

function view(row: PersonRequestRow): dto.PersonRequestView {
  const { id, version, kind, customerId, requestedBy, state, steps, finishedAt } = row;
  return {
    ...{ id, version, kind, customerId, requestedBy, state },
    requestedAt: row.requestedAt.toISOString(),
    progress: { done: steps.filter(({ done }) => done).length, of: steps.length },
    steps: [...steps].map((step) => ({
      ...step,
      receipt: step.receipt.map((each) => ({ ...each, erased: [...each.erased] })),
    })),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
