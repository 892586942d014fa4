import { Answers } from '#libs/web/answers';
import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { QualityFormContent, QualityFormView } from './quality-form.dto.js';
import type { QualityForm } from './quality-form.schema.js';
import { QualityFormService } from './quality-form.service.js';

@ApiTags('quality forms')
@Controller('api/v1/quality-forms')
export class QualityFormController {
  constructor(private readonly forms: QualityFormService) {}

  @Get()
  @Requires('quality-form:read')
  @Answers(pageOfSchema(QualityFormView))
  async listQualityForms(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.forms.list(query);
    return { items: items.map(view), next };
  }

  @Post()
  @Requires('quality-form:configure')
  @Answers(QualityFormView, 201)
  async addQualityForm(@Body({ schema: QualityFormContent }) body: QualityFormContent) {
    return view(await this.forms.add(body));
  }
}

function view({ version, content, createdAt }: QualityForm) {
  return { ...content, version, createdAt: createdAt.toISOString() };
}
