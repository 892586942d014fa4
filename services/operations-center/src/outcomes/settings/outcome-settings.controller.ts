import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { OutcomeSettingsBook } from './outcome-settings.js';

const SettingsText = z.object({
  firstContactDays: z
    .int()
    .min(1)
    .max(90)
    .describe('a contact was enough when the customer does not come again within so many days'),
  experiencedAfterMonths: z.int().min(1).max(120).describe('an agent who is there for less is new'),
  keepDays: z.int().min(90).max(3_650).default(1_095).describe('outcomes that began before are forgotten'),
});
type SettingsText = z.infer<typeof SettingsText>;
const SettingsView = SettingsText.extend({ version: z.int() });

@ApiTags('figures')
@Controller('api/v1/outcome-settings')
export class OutcomeSettingsController {
  constructor(private readonly settings: OutcomeSettingsBook) {}

  @Get()
  @Requires('figure:read')
  @Answers(SettingsView)
  getOutcomeSettings() {
    return this.settings.get();
  }

  /** What was counted before is counted anew by them. */
  @Put()
  @Requires('figure:manage')
  @RequiresIfMatch()
  @Answers(SettingsView)
  replaceOutcomeSettings(@Body({ schema: SettingsText }) body: SettingsText) {
    return this.settings.replace(body);
  }
}
