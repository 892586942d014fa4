import { domainError } from '#libs/kernel/domain-error';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import { fillIn } from './fill-in.js';
import { MessageTemplateService } from './message-template.service.js';

export class TemplateUnknown extends domainError('message-template-unknown', 'invalid') {}

/** What other contexts ask of templates. */
@Injectable()
export class MessageTemplates {
  constructor(private readonly templates: MessageTemplateService) {}

  /** @throws TemplateUnknown */
  async text(code: string, known: Readonly<Record<string, Json>>): Promise<string> {
    const template = await this.templates.find(code);
    if (!template) throw new TemplateUnknown(`There is no template ${code}.`, { code });
    return fillIn(template.text, known);
  }
}
