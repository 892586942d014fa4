import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ImportOperations } from './commands/import-operations.js';
import { PublishInterface } from './commands/publish-interface.js';
import { RegisterInterface, ReplaceInterfaceDraft } from './commands/save-interface.js';
import { SetInterfaceSecret } from './commands/set-interface-secret.js';
import { RollBackInterface, SwitchInterfaceMode } from './commands/steer-interface.js';
import { InterfaceVersions } from './document/interface-versions.js';
import * as dto from './interface.dto.js';
import { InterfaceQueries } from './queries/find-interfaces.js';

@ApiTags('interfaces')
@Controller('api/v1/interfaces')
export class InterfaceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: InterfaceQueries,
    private readonly versions: InterfaceVersions,
  ) {}

  @Get()
  @Requires('interface:read')
  @Answers(dto.InterfacePage)
  listInterfaces(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.list(query);
  }

  /** Keeps the draft and says what is wrong with it. */
  @Post()
  @Requires('interface:design')
  @Answers(dto.InterfaceView, 201)
  async registerInterface(@Body({ schema: dto.NewInterfaceBody }) { code, name, document }: dto.NewInterfaceBody) {
    const { interfaceId } = await this.commands.execute(new RegisterInterface(code, name, document, actor()));
    return this.queries.get(interfaceId);
  }

  @Get(':id')
  @Requires('interface:read')
  @Answers(dto.InterfaceView)
  getInterface(@Param('id') id: string) {
    return this.queries.get(id);
  }

  @Put(':id')
  @Requires('interface:design')
  @RequiresIfMatch()
  @Answers(dto.InterfaceView)
  async replaceInterface(@Param('id') id: string, @Body({ schema: dto.InterfaceBody }) body: dto.InterfaceBody) {
    await this.commands.execute(new ReplaceInterfaceDraft(id, body.name, body.document, actor()));
    return this.queries.get(id);
  }

  /** Operations of an OpenAPI document become operations of the draft. */
  @Post(':id/import')
  @Requires('interface:design')
  @Answers(dto.InterfaceView)
  async importInterfaceOperations(
    @Param('id') id: string,
    @Body({ schema: dto.ImportBody }) { document, operations }: z.infer<typeof dto.ImportBody>,
  ) {
    await this.commands.execute(new ImportOperations(id, document, operations ?? null, actor()));
    return this.queries.get(id);
  }

  @Post(':id/publish')
  @Requires('interface:publish')
  @Audited()
  @Answers(dto.InterfaceView)
  async publishInterface(
    @Param('id') id: string,
    @Body({ schema: dto.PublishBody }) { note }: z.infer<typeof dto.PublishBody>,
  ) {
    await this.commands.execute(new PublishInterface(id, note, actor()));
    return this.queries.get(id);
  }

  @Post(':id/rollback')
  @Requires('interface:publish')
  @Audited()
  @Answers(dto.InterfaceView)
  async rollBackInterface(
    @Param('id') id: string,
    @Body({ schema: dto.RollBackBody }) { to, reason }: z.infer<typeof dto.RollBackBody>,
  ) {
    await this.commands.execute(new RollBackInterface(id, to, reason, actor()));
    return this.queries.get(id);
  }

  /** Live, from examples, from what was recorded, or nowhere; at once. */
  @Post(':id/mode')
  @Requires('interface:publish')
  @Audited()
  @Answers(dto.InterfaceView)
  async switchInterfaceMode(
    @Param('id') id: string,
    @Body({ schema: dto.ModeBody }) { mode }: z.infer<typeof dto.ModeBody>,
  ) {
    await this.commands.execute(new SwitchInterfaceMode(id, mode, actor()));
    return this.queries.get(id);
  }

  @Get(':id/versions')
  @Requires('interface:read')
  @Answers(dto.InterfaceVersionPage)
  listInterfaceVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.versions.list(id, query);
  }

  @Get(':id/versions/:number')
  @Requires('interface:read')
  @Answers(dto.InterfaceVersionView)
  getInterfaceVersion(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return this.versions.get(id, number);
  }

  /** Which there are; never what they are. */
  @Get(':id/secrets')
  @Requires('interface:read')
  @Answers(dto.SecretsView)
  listInterfaceSecrets(@Param('id') id: string) {
    return this.queries.secretsOf(id);
  }

  /** It is sent to where the draft leads now, and nowhere else: for another address it is given again. */
  @Put(':id/secrets/:name')
  @Requires('interface:keep-secrets')
  @Audited<InterfaceController>({ before: (interfaces, id) => interfaces.listInterfaceSecrets(id) })
  @Answers(dto.SecretsView)
  async setInterfaceSecret(
    @Param('id') id: string,
    @Param('name', { schema: dto.SecretName }) name: z.infer<typeof dto.SecretName>,
    @Body({ schema: dto.SecretBody }) { value }: z.infer<typeof dto.SecretBody>,
  ) {
    await this.commands.execute(new SetInterfaceSecret(id, name, value, actor()));
    return this.queries.secretsOf(id);
  }
}
