import { Module } from '@nestjs/common';
import { OutboundModule } from '../outbound/outbound.module.js';
import { ChangeEndpointHandler } from './commands/change-endpoint.js';
import { RegisterEndpointHandler } from './commands/register-endpoint.js';
import { RotateSecretHandler } from './commands/rotate-secret.js';
import { SwitchEndpointHandler } from './commands/switch-endpoint.js';
import { DeliveryLog } from './delivery/delivery-log.js';
import { EndpointChecks } from './delivery/endpoint-checks.js';
import { EndpointLanes } from './delivery/endpoint-lanes.js';
import { FanOut } from './delivery/fan-out.js';
import { OldWebhookDeliveries } from './delivery/old-deliveries.js';
import { Replays } from './delivery/replays.js';
import { Subscriptions } from './delivery/subscriptions.js';
import { WebhookMetrics } from './delivery/webhook-metrics.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import { WebhookEndpoints } from './domain/webhook-endpoint.repository.js';
import { TypeormWebhookEndpoints } from './infra/typeorm-webhook-endpoint.repository.js';
import { DeliveryQueries } from './queries/delivery-queries.js';
import { EndpointQueries } from './queries/endpoint-queries.js';
import { WebhookConsumer } from './webhook.consumer.js';
import { WebhookDeliveryController } from './webhook-delivery.controller.js';
import { WebhookEndpointController } from './webhook-endpoint.controller.js';

/** What happens, told to systems outside by the Standard Webhooks convention. */
@Module({
  imports: [OutboundModule],
  controllers: [WebhookEndpointController, WebhookDeliveryController, WebhookConsumer],
  providers: [
    { provide: WebhookEndpoints, useClass: TypeormWebhookEndpoints },
    Subscriptions,
    EndpointChecks,
    FanOut,
    EndpointLanes,
    DeliveryLog,
    WebhookSender,
    WebhookMetrics,
    OldWebhookDeliveries,
    Replays,
    RegisterEndpointHandler,
    ChangeEndpointHandler,
    RotateSecretHandler,
    SwitchEndpointHandler,
    EndpointQueries,
    DeliveryQueries,
  ],
})
export class WebhookModule {}
