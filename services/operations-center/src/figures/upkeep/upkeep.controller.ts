import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Recomputation } from './recomputation.js';
import { FigureSettingsService } from './settings.service.js';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

const SettingsText = z.object({
  timeZone: z
    .string()
    .refine((zone) => zones.has(zone), 'an IANA time zone')
    .describe('whose midnight begins a day, e.g. Asia/Shanghai'),
  intervalMinutes: z.union([z.literal(15), z.literal(30)]).describe('of the current and the last interval'),
});
type SettingsText = z.infer<typeof SettingsText>;
const SettingsView = z.object({ timeZone: z.string(), intervalMinutes: z.int(), version: z.int() });

const RecomputeBody = z.object({ repair: z.boolean().default(false).describe('puts right what differs') });
type RecomputeBody = z.infer<typeof RecomputeBody>;

const RecomputedView = z.object({
  date: z.iso.date(),
  contacts: z.int().describe('that had a part in the day'),
  differences: z
    .array(z.object({ of: z.string(), name: z.string(), stored: z.number(), computed: z.number() }))
    .describe('the first 200; none, unless something is wrong'),
  isRepaired: z.boolean(),
});

@ApiTags('figures')
@Controller('api/v1')
export class FigureUpkeepController {
  constructor(
    private readonly settings: FigureSettingsService,
    private readonly recomputation: Recomputation,
  ) {}

  @Get('figure-settings')
  @Requires('figure:read')
  @Answers(SettingsView)
  getFigureSettings() {
    return this.settings.get();
  }

  @Put('figure-settings')
  @Requires('figure:manage')
  @RequiresIfMatch()
  @Answers(SettingsView)
  replaceFigureSettings(@Body({ schema: SettingsText }) body: SettingsText) {
    return this.settings.replace(body);
  }

  /** Makes a day's figures again from the facts alone. */
  @Post('figures/days/:date/recompute')
  @Requires('figure:manage')
  @Answers(RecomputedView)
  recomputeFigures(
    @Param('date', { schema: z.iso.date() }) date: string,
    @Body({ schema: RecomputeBody }) { repair }: RecomputeBody,
  ) {
    return this.recomputation.of(date, repair);
  }
}
