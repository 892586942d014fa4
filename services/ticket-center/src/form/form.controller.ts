import { actor } from '#libs/web/actor';
import { Answers } from '#libs/web/answers';
import { PageQuery } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Forms } from './form.api.js';
import { FormBody, FormName, FormVersionNumber, FormVersionPage, FormView } from './form.dto.js';
import type { Form } from './form.schema.js';
import { FormService } from './form.service.js';

@ApiTags('forms')
@Controller('api/v1/forms')
export class FormController {
  constructor(
    private readonly service: FormService,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Requires('form:read')
  @Answers(FormVersionPage)
  async listForms(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.service.list(query);
    return { items: items.map(view), next };
  }

  /** By its name, the newest version. */
  @Get(':id')
  @Requires('form:read')
  @Answers(FormView)
  async getForm(@Param('id') name: string) {
    return view(await this.service.newest(name));
  }

  @Get(':id/versions')
  @Requires('form:read')
  @Answers(FormVersionPage)
  async listFormVersions(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.service.versions(name, query);
    return { items: items.map(view), next };
  }

  @Get(':id/versions/:version')
  @Requires('form:read')
  @Answers(FormView)
  async getFormVersion(@Param('id') name: string, @Param('version', { schema: FormVersionNumber }) version: number) {
    return view(await this.forms.get({ name, version }));
  }

  /** The next version, for work that opens from now on. Needs If-Match unless it is the first. */
  @Put(':id')
  @Requires('form:configure')
  @Answers(FormView)
  async putForm(@Param('id', { schema: FormName }) name: string, @Body({ schema: FormBody }) body: FormBody) {
    return view(await this.service.put(name, body, actor()));
  }
}

function view<Row extends Pick<Form, 'createdAt'>>(row: Row) {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
