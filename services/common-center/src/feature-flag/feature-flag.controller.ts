import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { FlagRow } from './feature-flag.schema.js';
import { FeatureFlags } from './feature-flags.js';

const FlagBody = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'expected lower-case letters, digits and dashes'),
  description: z.string().trim().max(500).default(''),
  isOn: z.boolean().describe('false: for nobody, at once'),
  percent: z.int().min(0).max(100).default(0).describe('of people; who has it keeps it while this grows'),
  people: z.array(z.string().max(64)).max(200).default([]).describe('accounts that have it whatever the percentage'),
  roles: z.array(z.string().max(64)).max(20).default([]),
});
type FlagBody = z.infer<typeof FlagBody>;
const time = z.iso.datetime();
const FlagView = z
  .object({ id: z.uuid(), version: z.int(), ...FlagBody.shape, updatedAt: time })
  .meta({ id: 'FeatureFlag' });
const Text = z.record(z.string(), z.unknown()).nullable();
const ChangeView = z.object({ id: z.uuid(), by: z.string(), at: time, before: Text, after: Text });

@ApiTags('feature flags')
@Controller('api/v1/feature-flags')
export class FeatureFlagController {
  constructor(private readonly flags: FeatureFlags) {}

  /** Of all flags, whether they are on for the caller. */
  @Get('mine')
  @Requires('feature-flag:read')
  @Answers(z.object({ flags: z.record(z.string(), z.boolean()) }))
  async getMyFeatureFlags() {
    return { flags: await this.flags.of(actor()) };
  }

  @Get()
  @Requires('feature-flag:configure')
  @Answers(z.object({ items: z.array(FlagView) }))
  async listFeatureFlags() {
    return { items: (await this.flags.list()).map(flagView) };
  }

  @Get(':id')
  @Requires('feature-flag:configure')
  @Answers(FlagView)
  async getFeatureFlag(@Param('id') id: string) {
    return flagView(await this.flags.get(id));
  }

  /** Who has changed what, the newest first. */
  @Get(':id/changes')
  @Requires('feature-flag:configure')
  @Answers(pageOfSchema(ChangeView))
  listFeatureFlagChanges(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.flags.changes(id, query);
  }

  @Post()
  @Requires('feature-flag:configure')
  @Answers(FlagView, 201)
  async addFeatureFlag(@Body({ schema: FlagBody }) body: FlagBody) {
    return flagView(await this.flags.add(body, actor()));
  }

  @Put(':id')
  @Requires('feature-flag:configure')
  @RequiresIfMatch()
  @Answers(FlagView)
  async changeFeatureFlag(@Param('id') id: string, @Body({ schema: FlagBody }) body: FlagBody) {
    return flagView(await this.flags.change(id, body, actor()));
  }

  @Delete(':id')
  @Requires('feature-flag:configure')
  @Answers(null)
  removeFeatureFlag(@Param('id') id: string) {
    return this.flags.remove(id, actor());
  }
}

function flagView({ updatedAt, ...row }: FlagRow) {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
