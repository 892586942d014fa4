import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { Audited } from '#libs/web/audit/audited';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { answered } from './answered.js';
import * as dto from './scim.dto.js';
import { ScimRoute } from './scim-route.js';
import { ScimGroups } from './scim-groups.js';

@ApiTags('scim')
@Controller('api/v1/scim/v2/Groups')
export class ScimGroupsController {
  constructor(private readonly groups: ScimGroups) {}

  @Get()
  @ScimRoute(dto.ResourceList)
  listScimGroups(@Query({ schema: dto.ListQuery }) query: dto.ListQuery) {
    return this.groups.list(query);
  }

  @Post()
  @ScimRoute(dto.Resource, 201)
  @Audited()
  async createScimGroup(
    @Body({ schema: dto.GroupBody }) body: dto.GroupBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.groups.create(body), reply);
  }

  @Get(':id')
  @ScimRoute(dto.Resource)
  async getScimGroup(
    @Param('id') id: string,
    @Query({ schema: dto.ShownQuery }) query: dto.ShownQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.groups.get(id), reply, query);
  }

  known(id: string) {
    return this.groups.get(id);
  }

  @Put(':id')
  @ScimRoute(dto.Resource)
  @Audited<ScimGroupsController>({ before: (groups, id) => groups.known(id) })
  async replaceScimGroup(
    @Param('id') id: string,
    @Body({ schema: dto.GroupBody }) body: dto.GroupBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.groups.replace(id, body), reply);
  }

  @Patch(':id')
  @ScimRoute(dto.Resource)
  @Audited<ScimGroupsController>({ before: (groups, id) => groups.known(id) })
  async patchScimGroup(
    @Param('id') id: string,
    @Body({ schema: dto.PatchBody }) { Operations }: dto.PatchBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.groups.patch(id, Operations), reply);
  }

  @Delete(':id')
  @ScimRoute(null)
  @Audited<ScimGroupsController>({ before: (groups, id) => groups.known(id), as: dto.Resource })
  async removeScimGroup(@Param('id') id: string) {
    await this.groups.remove(id);
  }
}
