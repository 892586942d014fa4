import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Listenings } from './listenings.js';
import type { RecogniserSettingsRow } from './recogniser.schema.js';
import { RecogniserSettings } from './recogniser-settings.js';

const Texts = z.object({
  enabled: z.boolean().describe('what is stored is listened to at once'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('behind it is /audio/transcriptions'),
  model: z.string().min(1).max(100),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag such as zh-CN')
    .nullable()
    .default(null)
    .describe('found out by the recogniser when null'),
});
const SettingsBody = Texts.extend({
  secret: z
    .string()
    .min(1)
    .max(2_000)
    .nullable()
    .optional()
    .describe('stays as it is when left out and the address is the same; is never shown'),
});
type SettingsBody = z.infer<typeof SettingsBody>;
const SettingsView = Texts.extend({ baseUrl: z.string(), model: z.string(), hasSecret: z.boolean(), version: z.int() });

const ListeningView = z.object({
  state: z.enum(['none', 'waiting', 'given-up']).describe('none: not asked for, or done'),
  attempts: z.int(),
  problem: z.string().nullable().describe('a code of what went wrong last'),
});

@ApiTags('recordings')
@Controller('api/v1')
export class RecogniserController {
  constructor(
    private readonly settings: RecogniserSettings,
    private readonly listenings: Listenings,
  ) {}

  @Get('recogniser-settings')
  @Requires('recogniser:read')
  @Answers(SettingsView)
  async getRecogniserSettings() {
    return view(await this.settings.get());
  }

  @Put('recogniser-settings')
  @Requires('recogniser:configure')
  @RequiresIfMatch()
  @Answers(SettingsView)
  async putRecogniserSettings(@Body({ schema: SettingsBody }) body: SettingsBody) {
    return view(await this.settings.replace(body));
  }

  @Get('recordings/:id/listening')
  @Requires('recording:read')
  @Answers(ListeningView)
  async getListening(@Param('id', { schema: z.uuid() }) id: string) {
    const row = await this.listenings.of(id);
    if (row === null) return { state: 'none' as const, attempts: 0, problem: null };
    const { attempts, problem, dueAt } = row;
    return { state: dueAt === null ? ('given-up' as const) : ('waiting' as const), attempts, problem };
  }

  /** Has it listened to; what was given up, anew. */
  @Post('recordings/:id/listening')
  @Requires('recording:transcribe')
  @Answers(null, 202)
  askForListening(@Param('id', { schema: z.uuid() }) id: string) {
    return this.listenings.ask(id);
  }
}

function view({ enabled, baseUrl, model, language, secret, version }: RecogniserSettingsRow) {
  return { enabled, baseUrl, model, language, hasSecret: secret !== null, version };
}
