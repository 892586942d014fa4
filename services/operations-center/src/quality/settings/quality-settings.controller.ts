import { WEEKDAYS } from '#libs/business-time/calendar-definition';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Duration } from '../../duration.js';
import { Deadlines, THE_SETTINGS } from './deadlines.js';

const time = z.string().regex(/^\d{2}:\d{2}$/);
const date = z.iso.date();
const Hours = z.array(z.object({ from: time, to: time })).max(24);
const withinText = Duration.describe('of working time; a day is the longest of the calendar');

const SettingsBody = z.object({
  calendar: z.object({
    timeZone: z.string().max(64).describe('IANA, e.g. Asia/Shanghai'),
    weekly: z.partialRecord(z.enum(WEEKDAYS), Hours),
    holidays: z
      .array(z.object({ date, hours: Hours.optional() }))
      .max(1_000)
      .default([]),
    extraWorkingDays: z
      .array(z.object({ date, hours: Hours }))
      .max(1_000)
      .default([]),
    worksExtraDays: z.boolean().default(true),
  }),
  appealWithin: withinText,
  reviewWithin: withinText,
  evaluateWithin: withinText,
});
const SettingsView = SettingsBody.extend({ version: z.int() }).meta({ id: 'QualitySettings' });

/** Each tenant has one. */
const Id = z.literal(THE_SETTINGS);

@ApiTags('quality settings')
@Controller('api/v1/quality-settings')
export class QualitySettingsController {
  constructor(private readonly deadlines: Deadlines) {}

  @Get(':id')
  @Requires('evaluation:read')
  @Answers(SettingsView)
  async getQualitySettings(@Param('id', { schema: Id }) _id: string) {
    const { content, version } = await this.deadlines.get();
    return { ...content, version };
  }

  @Put(':id')
  @Requires('evaluation:configure')
  @RequiresIfMatch()
  @Answers(SettingsView)
  async replaceQualitySettings(
    @Param('id', { schema: Id }) _id: string,
    @Body({ schema: SettingsBody }) body: z.infer<typeof SettingsBody>,
  ) {
    const { content, version } = await this.deadlines.replace(body);
    return { ...content, version };
  }
}
