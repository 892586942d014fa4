import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { answered } from './answered.js';
import * as dto from './scim.dto.js';
import { ScimRoute } from './scim-route.js';
import { ScimUsers } from './scim-users.js';

@ApiTags('scim')
@Controller('api/v1/scim/v2/Users')
export class ScimUsersController {
  constructor(private readonly users: ScimUsers) {}

  @Get()
  @ScimRoute(dto.ResourceList)
  listScimUsers(@Query({ schema: dto.ListQuery }) query: dto.ListQuery) {
    return this.users.list(query);
  }

  @Post()
  @ScimRoute(dto.Resource, 201)
  @Audited()
  async createScimUser(
    @Body({ schema: dto.UserBody }) body: dto.UserBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.users.create(body, actor()), reply);
  }

  @Get(':id')
  @ScimRoute(dto.Resource)
  async getScimUser(
    @Param('id') id: string,
    @Query({ schema: dto.ShownQuery }) query: dto.ShownQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.users.get(id), reply, query);
  }

  known(id: string) {
    return this.users.get(id);
  }

  @Put(':id')
  @ScimRoute(dto.Resource)
  @Audited<ScimUsersController>({ before: (users, id) => users.known(id) })
  async replaceScimUser(
    @Param('id') id: string,
    @Body({ schema: dto.UserBody }) body: dto.UserBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.users.replace(id, body, actor()), reply);
  }

  /** `active: false` ends all sessions with it. */
  @Patch(':id')
  @ScimRoute(dto.Resource)
  @Audited<ScimUsersController>({ before: (users, id) => users.known(id) })
  async patchScimUser(
    @Param('id') id: string,
    @Body({ schema: dto.PatchBody }) { Operations }: dto.PatchBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(await this.users.patch(id, Operations, actor()), reply);
  }

  @Delete(':id')
  @ScimRoute(null)
  @Audited<ScimUsersController>({ before: (users, id) => users.known(id), as: dto.Resource })
  async removeScimUser(@Param('id') id: string) {
    await this.users.remove(id, actor());
  }
}
