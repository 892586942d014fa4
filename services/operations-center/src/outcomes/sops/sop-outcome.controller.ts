import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { percent } from '../answers/formulas.js';
import { SopOutcomes } from './sop-outcomes.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();

const SopOutcomesQuery = z
  .object({ from: instant, to: instant.describe('excluded; of when runs ended') })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
type SopOutcomesQuery = z.infer<typeof SopOutcomesQuery>;

const SopOutcomesView = z.object({
  items: z.array(
    z.object({
      ...{ sop: z.string(), sopVersion: z.int(), runs: count },
      ...{ solved: count, escalated: count, unsolved: count, left: count.describe('before the end') },
      rated: count.describe('contacts and tickets with a mark'),
      satisfied: count.describe('with the highest mark'),
      satisfaction: z.number().nullable().describe('satisfied of rated, percent; null: nothing was rated'),
    }),
  ),
});

@ApiTags('figures')
@Controller('api/v1/outcomes/sops')
export class SopOutcomeController {
  constructor(
    private readonly sops: SopOutcomes,
    private readonly circles: Circles,
  ) {}

  /** What customers thought of contacts and tickets that SOPs were followed for. */
  @Get()
  @Requires('figure:read')
  @Answers(SopOutcomesView)
  async getSopOutcomes(@Query({ schema: SopOutcomesQuery }) { from, to }: SopOutcomesQuery) {
    const time = { from: Date.parse(from), to: Date.parse(to) };
    const sums = await this.sops.sums(time, await this.circles.reachedWith('figure:read'));
    return { items: sums.map((each) => ({ ...each, satisfaction: percent(each.satisfied, each.rated) })) };
  }
}
