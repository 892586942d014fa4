import { actor } from '#libs/web/actor';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PublishedRosters } from '../../rostering/rostering.api.js';

const time = z.iso.datetime();
const MOST_DAYS = 62;
const SlotQuery = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), 'it ends before it begins')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, 'at most 62 days');
type SlotQuery = z.infer<typeof SlotQuery>;

/** When one is to learn, by the roster. */
@ApiTags('enrolments')
@Controller('api/v1/learning-slots')
export class LearningSlotController {
  constructor(private readonly rosters: PublishedRosters) {}

  @Get('mine')
  @Requires('training:learn')
  @Answers(z.object({ items: z.array(z.object({ from: time, to: time })) }))
  async listMyLearningSlots(@Query({ schema: SlotQuery }) { from, to }: SlotQuery) {
    const activities = await this.rosters.activities([actor()], new Date(from), new Date(to));
    const slots = activities.filter(({ activity }) => activity === 'training');
    return { items: slots.map((slot) => ({ from: slot.from.toISOString(), to: slot.to.toISOString() })) };
  }
}
