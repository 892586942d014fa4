import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MessageTemplateService } from './message-template.service.js';

const TemplateBody = z.object({ text: z.string().trim().min(1).max(4_000) });
const TemplateView = TemplateBody.extend({ code: z.string(), version: z.int() });
const Code = z.string().min(1).max(64);

@ApiTags('message templates')
@Controller('api/v1/message-templates')
export class MessageTemplateController {
  constructor(private readonly templates: MessageTemplateService) {}

  @Get()
  @Requires('message-template:read')
  @Answers(z.object({ items: z.array(TemplateView) }))
  async listMessageTemplates() {
    return { items: await this.templates.list() };
  }

  @Put(':code')
  @Requires('message-template:configure')
  @Answers(TemplateView)
  putMessageTemplate(
    @Param('code', { schema: Code }) code: string,
    @Body({ schema: TemplateBody }) { text }: z.infer<typeof TemplateBody>,
  ) {
    return this.templates.put(code, text);
  }
}
