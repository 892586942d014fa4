import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChangeEndpoint } from './commands/change-endpoint.js';
import { RegisterEndpoint } from './commands/register-endpoint.js';
import { RotateSecret } from './commands/rotate-secret.js';
import { SwitchEndpoint } from './commands/switch-endpoint.js';
import { WebhookEndpoints } from './domain/webhook-endpoint.repository.js';
import { EndpointQueries } from './queries/endpoint-queries.js';
import * as dto from './webhook.dto.js';

/** Answers with a secret are not kept for repetitions: who lost one rotates it. */
@ApiTags('webhooks')
@Controller('api/v1/webhook-endpoints')
export class WebhookEndpointController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: EndpointQueries,
    private readonly endpoints: WebhookEndpoints,
  ) {}

  @Get()
  @Requires('webhook:read')
  @Answers(z.object({ items: z.array(dto.EndpointView) }))
  async listWebhookEndpoints() {
    return { items: await this.queries.list() };
  }

  @Get(':id')
  @Requires('webhook:read')
  @Answers(dto.EndpointView)
  getWebhookEndpoint(@Param('id') id: string) {
    return this.queries.get(id);
  }

  @Post()
  @Requires('webhook:configure')
  @Audited({ isSecret: true })
  @NaturallyIdempotent()
  @Answers(dto.EndpointSecretView, 201)
  registerWebhookEndpoint(@Body({ schema: dto.EndpointBody }) body: dto.EndpointBody) {
    return this.commands.execute(new RegisterEndpoint(body));
  }

  @Put(':id')
  @Requires('webhook:configure')
  @Audited<WebhookEndpointController>({ before: (endpoints, id) => endpoints.getWebhookEndpoint(id) })
  @RequiresIfMatch()
  @Answers(dto.EndpointView)
  async changeWebhookEndpoint(@Param('id') id: string, @Body({ schema: dto.EndpointBody }) body: dto.EndpointBody) {
    await this.commands.execute(new ChangeEndpoint(id, body));
    return this.queries.get(id);
  }

  @Delete(':id')
  @Requires('webhook:configure')
  @Audited<WebhookEndpointController>({
    before: (endpoints, id) => endpoints.getWebhookEndpoint(id),
    as: dto.EndpointView,
  })
  @Answers(null)
  async removeWebhookEndpoint(@Param('id') id: string) {
    await this.endpoints.remove(id);
  }

  @Post(':id/secret')
  @Requires('webhook:configure')
  @Audited({ isSecret: true })
  @NaturallyIdempotent()
  @Answers(dto.EndpointSecretView)
  async rotateWebhookSecret(
    @Param('id') id: string,
    @Body({ schema: dto.RotationBody }) { overlapSeconds }: dto.RotationBody,
  ) {
    return { endpointId: id, ...(await this.commands.execute(new RotateSecret(id, overlapSeconds * 1_000))) };
  }

  @Post(':id/enable')
  @Requires('webhook:configure')
  @Audited()
  @Answers(dto.EndpointView)
  enableWebhookEndpoint(@Param('id') id: string) {
    return this.#switched(id, 'enable');
  }

  @Post(':id/disable')
  @Requires('webhook:configure')
  @Audited()
  @Answers(dto.EndpointView)
  disableWebhookEndpoint(@Param('id') id: string) {
    return this.#switched(id, 'disable');
  }

  /** Sends it `webhook.test-requested.v1`, whatever it hears otherwise. */
  @Post(':id/test')
  @Requires('webhook:configure')
  @Audited()
  @Answers(null, 202)
  async testWebhookEndpoint(@Param('id') id: string) {
    await this.commands.execute(new SwitchEndpoint(id, 'requestTest'));
  }

  async #switched(id: string, to: 'enable' | 'disable') {
    await this.commands.execute(new SwitchEndpoint(id, to));
    return this.queries.get(id);
  }
}
