import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Hooks } from './hooks.js';

const MOST_CHARACTERS = 4_000;

const HookBody = z.object({
  name: z.string().trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(1_000),
  body: z
    .record(z.string(), z.json())
    .refine((body) => JSON.stringify(body).length <= MOST_CHARACTERS, `expected at most ${MOST_CHARACTERS} characters`)
    .default({ text: '{subject} {link}' })
    .describe('{subject}, {text}, {link} and {id} in its texts are filled in'),
});
type HookBody = z.infer<typeof HookBody>;
/** Never its URL: who knows it may write there. */
const HookView = z.object({ id: z.uuid(), version: z.int(), name: z.string(), body: z.record(z.string(), z.json()) });
const HookList = z.object({ items: z.array(HookView) });

/** URLs that take what is told, of the caller's and of teams. */
@ApiTags('notifications')
@Controller('api/v1')
export class HookController {
  constructor(private readonly hooks: Hooks) {}

  @Get('notification-hooks')
  @Requires('notification:read')
  @Answers(HookList)
  async listMyNotificationHooks() {
    return { items: await this.hooks.of([actor()]) };
  }

  @Post('notification-hooks')
  @Requires('notification:read')
  @Answers(HookView, 201)
  addMyNotificationHook(@Body({ schema: HookBody }) body: HookBody) {
    return this.hooks.add(actor(), body);
  }

  @Delete('notification-hooks/:id')
  @Requires('notification:read')
  @Answers(null)
  async removeMyNotificationHook(@Param('id') id: string) {
    await this.hooks.remove(actor(), id);
  }

  @Get('teams/:teamId/notification-hooks')
  @Requires('notification:configure')
  @Answers(HookList)
  async listTeamNotificationHooks(@Param('teamId') teamId: string) {
    return { items: await this.hooks.of([teamId]) };
  }

  @Post('teams/:teamId/notification-hooks')
  @Requires('notification:configure')
  @Answers(HookView, 201)
  addTeamNotificationHook(
    @Param('teamId', { schema: z.uuid() }) teamId: string,
    @Body({ schema: HookBody }) body: HookBody,
  ) {
    return this.hooks.add(teamId, body);
  }

  @Delete('teams/:teamId/notification-hooks/:id')
  @Requires('notification:configure')
  @Answers(null)
  async removeTeamNotificationHook(@Param('teamId') teamId: string, @Param('id') id: string) {
    await this.hooks.remove(teamId, id);
  }
}
