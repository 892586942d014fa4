import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { CustomerFamilies } from '#libs/web/customer-families';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { reachedAs } from '../reach.js';
import { PromiseSchema, type PromiseRow } from './promise.schema.js';

/** Less than all of inspection: whoever speaks with a customer has to know what they were promised. */
const READ = 'inspection:read-promises';

const State = z.enum(['open', 'kept', 'broken']);
const PromiseQuery = PageQuery.extend({
  state: State.or(z.literal('any')).default('open'),
  customerId: z.uuid().optional(),
});
type PromiseQuery = z.infer<typeof PromiseQuery>;
const PromiseView = z.object({
  id: z.uuid(),
  findingId: z.uuid().describe('points at the words'),
  subject: z.object({ kind: InspectedKind, id: z.uuid() }),
  rule: z.string(),
  customerId: z.string().nullable(),
  agentId: z.string().nullable(),
  saidAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  state: State,
  settledBy: z.string().nullable().describe('a code'),
  settledAt: z.iso.datetime().nullable(),
});

@ApiTags('inspection')
@Controller('api/v1/inspection/promises')
export class PromiseController {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly families: CustomerFamilies,
  ) {}

  /** What agents promised whom the caller reaches; the oldest first. */
  @Get()
  @Requires(READ)
  @Answers(pageOfSchema(PromiseView))
  async listPromises(@Query({ schema: PromiseQuery }) { limit, cursor, state, customerId }: PromiseQuery) {
    const circle = await this.circles.reachedWith(READ);
    const query = (await this.database.reader()).createQueryBuilder<PromiseRow>(PromiseSchema, 'p');
    query.where(state === 'any' ? {} : { state });
    query.andWhere(...reachedAs('p', circle));
    if (customerId !== undefined)
      query.andWhere('p.customerId IN (:...family)', { family: await this.families.of(customerId) });
    if (cursor !== undefined) query.andWhere('p.id > :after', { after: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('p.id')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(view), next };
  }
}

function view({ subjectId, kind, saidAt, dueAt, settledAt, ...row }: PromiseRow) {
  const times = { saidAt: saidAt.toISOString(), dueAt: dueAt.toISOString() };
  return { ...row, ...times, subject: { kind, id: subjectId }, settledAt: settledAt?.toISOString() ?? null };
}
