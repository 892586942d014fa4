import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Interests } from './interests.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const times = z.int().nonnegative();

const FollowsQuery = z
  .object({
    from: instant,
    to: instant.describe('excluded'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
type FollowsQuery = z.infer<typeof FollowsQuery>;

const FollowsView = z.object({
  items: z.array(
    z.object({ topic: z.string(), next: z.string(), times: times.describe('that a customer went on so') }),
  ),
});

const ChainView = z
  .object({
    links: z.array(
      z.object({
        ...{ topic: z.string(), times: times.describe('in a row') },
        ...{ from: z.iso.datetime(), to: z.iso.datetime(), channels: z.array(z.string()) },
      }),
    ),
    topics: z.array(z.object({ topic: z.string(), times })).describe('the most frequent first'),
  })
  .meta({ id: 'InterestChain' });

@ApiTags('figures')
@Controller('api/v1/outcomes/interests')
export class InterestController {
  constructor(
    private readonly interests: Interests,
    private readonly circles: Circles,
  ) {}

  /** From which topic customers went on to which. */
  @Get()
  @Requires('figure:read')
  @Answers(FollowsView)
  async listInterestFollows(@Query({ schema: FollowsQuery }) { from, to, limit }: FollowsQuery) {
    const time = { from: Date.parse(from), to: Date.parse(to) };
    return { items: await this.interests.follows(time, await this.circles.reachedWith('figure:read'), limit) };
  }

  /** What a customer came about, one topic after the other. */
  @Get(':customerId')
  @Requires('figure:read')
  @Answers(ChainView)
  async getInterestChain(@Param('customerId', { schema: z.uuid() }) customerId: string) {
    const { links, topics } = await this.interests.of(customerId, await this.circles.reachedWith('figure:read'));
    const shown = links.map(({ from, to, channels, ...link }) => ({
      ...link,
      ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), channels: [...channels] },
    }));
    return { links: shown, topics: [...topics] };
  }
}
