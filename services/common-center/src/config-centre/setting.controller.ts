import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { addressOf } from '#libs/web/audit/audit-sayings';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FromPlatformOnly } from '../tenant/platform-only.api.js';
import * as dto from './setting.dto.js';
import { Settings } from './settings.js';
import { SettingVersions, type Wish } from './setting-versions.js';

/** What all services of the installation follow while they run. */
@ApiTags('config centre')
@Controller('api/v1/settings')
@FromPlatformOnly()
export class SettingController {
  constructor(
    private readonly settings: Settings,
    private readonly versions: SettingVersions,
  ) {}

  @Get()
  @Requires('config:read')
  @Answers(dto.SettingList)
  async listSettings() {
    return { items: (await this.settings.all()).map(dto.lineOf), next: null, nobodys: this.settings.nobodys() };
  }

  /** What it is for, what may stand there, what holds now and where that comes from. */
  @Get(':id')
  @Requires('config:read')
  @Answers(dto.SettingView)
  async getSetting(@Param('id') name: string) {
    return dto.viewOf(await this.settings.get(name));
  }

  /** The newest first. */
  @Get(':id/versions')
  @Requires('config:read')
  @Answers(pageOfSchema(dto.VersionView))
  async listSettingVersions(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { declared } = await this.settings.get(name);
    const { items, next } = await this.versions.page(declared.key, query);
    return { items: items.map(dto.versionView), next };
  }

  /** Whether services would take a value, and what it would change; nothing is written. */
  @Post(':id/check')
  @Requires('config:read')
  @Answers(dto.CheckView)
  async checkSetting(@Param('id') name: string, @Body({ schema: dto.CheckBody }) { value }: dto.CheckBody) {
    const { inForce } = await this.settings.get(name);
    return dto.checkView(this.settings.check(name, value), inForce);
  }

  /** All services follow it at once. */
  @Put(':id')
  @Requires('config:write')
  @RequiresIfMatch()
  @Answers(dto.SettingView)
  async setSetting(
    @Param('id') name: string,
    @Body({ schema: dto.SetBody }) { value, reason, overwriteDrift }: dto.SetBody,
    @Req() request: FastifyRequest,
  ) {
    return dto.viewOf(await this.settings.set(name, value ?? undefined, overwriteDrift, wishOf(reason, request)));
  }

  /** What it was at a version that held, as a new version. */
  @Post(':id/rollback')
  @Requires('config:write')
  @RequiresIfMatch()
  @Answers(dto.SettingView)
  async rollBackSetting(
    @Param('id') name: string,
    @Body({ schema: dto.RollBackBody }) { to, reason, overwriteDrift }: dto.RollBackBody,
    @Req() request: FastifyRequest,
  ) {
    return dto.viewOf(await this.settings.rollBack(name, to, overwriteDrift, wishOf(reason, request)));
  }

  /** What somebody wrote past this API becomes a version. */
  @Post(':id/adopt')
  @Requires('config:write')
  @RequiresIfMatch()
  @Answers(dto.SettingView)
  async adoptSetting(
    @Param('id') name: string,
    @Body({ schema: dto.AdoptBody }) { reason }: dto.AdoptBody,
    @Req() request: FastifyRequest,
  ) {
    return dto.viewOf(await this.settings.adopt(name, wishOf(reason, request)));
  }
}

function wishOf(reason: string, request: FastifyRequest): Wish {
  return { by: actor(), reason, address: addressOf(request) };
}
