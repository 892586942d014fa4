import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CHANNELS, type Channel } from '../kind/kind.js';
import { LOCALES, type Locale } from '../preference/preference.schema.js';
import { Templates } from './templates.js';

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes');
const ChannelName = z.enum(CHANNELS);
const LocaleName = z.enum(LOCALES);

const TemplateBody = z.object({
  subject: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(1_000).describe('{reference} and what the event says in words and numbers'),
});
type TemplateBody = z.infer<typeof TemplateBody>;
const TemplateView = TemplateBody.extend({
  code: z.string().describe('of a kind, or of a template that rules name'),
  channel: ChannelName,
  locale: LocaleName,
  version: z.int(),
});
const TemplateList = z.object({ items: z.array(TemplateView) });
const PATH = ':code/:channel/:locale';

/** How the tenant words what people are told. */
@ApiTags('notifications')
@Controller('api/v1/notification-templates')
export class TemplateController {
  constructor(private readonly templates: Templates) {}

  @Get()
  @Requires('notification:configure')
  @Answers(TemplateList)
  async listNotificationTemplates() {
    return { items: await this.templates.list() };
  }

  @Get(`${PATH}/versions`)
  @Requires('notification:configure')
  @Answers(TemplateList)
  async listNotificationTemplateVersions(
    @Param('code', { schema: Code }) code: string,
    @Param('channel', { schema: ChannelName }) channel: Channel,
    @Param('locale', { schema: LocaleName }) locale: Locale,
  ) {
    return { items: await this.templates.versions({ code, channel, locale }) };
  }

  @Put(PATH)
  @Requires('notification:configure')
  @Answers(TemplateView)
  putNotificationTemplate(
    @Param('code', { schema: Code }) code: string,
    @Param('channel', { schema: ChannelName }) channel: Channel,
    @Param('locale', { schema: LocaleName }) locale: Locale,
    @Body({ schema: TemplateBody }) body: TemplateBody,
  ) {
    return this.templates.put({ code, channel, locale }, body, actor());
  }
}
