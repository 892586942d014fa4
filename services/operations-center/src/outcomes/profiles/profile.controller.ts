import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { percent } from '../answers/formulas.js';
import { ProfileFigures, PROFILES_BY } from './profile-figures.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();
const share = z.number().nullable();

const ProfilesQuery = z
  .object({ by: z.enum(PROFILES_BY), from: instant, to: instant.describe('excluded') })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
type ProfilesQuery = z.infer<typeof ProfilesQuery>;

const ProfilesView = z.object({
  items: z.array(
    z.object({
      key: z.string().nullable().describe('null: in no such group, or not known yet'),
      customers: count.describe('with a contact or a ticket; who is in several groups counts in each'),
      ...{ contacts: count, tickets: count, rated: count, satisfied: count.describe('with the highest mark') },
      inContact: count.describe('customers with a contact'),
      repeated: count.describe('customers with more than one'),
      repeatRate: share.describe('repeated of inContact, percent'),
      satisfaction: share.describe('satisfied of rated, percent'),
    }),
  ),
});

@ApiTags('figures')
@Controller('api/v1/outcomes/profiles')
export class ProfileController {
  constructor(
    private readonly figures: ProfileFigures,
    private readonly circles: Circles,
  ) {}

  /** What came of contacts and tickets, by groups of customers. */
  @Get()
  @Requires('figure:read')
  @Answers(ProfilesView)
  async getCustomerProfiles(@Query({ schema: ProfilesQuery }) { by, from, to }: ProfilesQuery) {
    const time = { from: Date.parse(from), to: Date.parse(to) };
    const groups = await this.figures.sums(by, time, await this.circles.reachedWith('figure:read'));
    const items = groups.map((group) => ({
      ...group,
      repeatRate: percent(group.repeated, group.inContact),
      satisfaction: percent(group.satisfied, group.rated),
    }));
    return { items };
  }
}
