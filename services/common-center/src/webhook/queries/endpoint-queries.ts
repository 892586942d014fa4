import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { WebhookEndpointNotFound } from '../domain/webhook-endpoint.errors.js';
import { WebhookEndpointSchema, type WebhookEndpointRow } from '../infra/webhook-endpoint.schema.js';
import type { EndpointView } from '../webhook.dto.js';

/** Endpoints for people; never their secrets. */
@Injectable()
export class EndpointQueries {
  constructor(private readonly database: Database) {}

  async list(): Promise<EndpointView[]> {
    const rows = await (await this.database.reader()).find(WebhookEndpointSchema, { order: { id: 'ASC' } });
    return rows.map(viewOf);
  }

  /** @throws WebhookEndpointNotFound */
  async get(id: string): Promise<EndpointView> {
    const row = await (await this.database.reader()).findOneBy(WebhookEndpointSchema, { id });
    if (!row) throw new WebhookEndpointNotFound('There is no such endpoint.', { id });
    return viewOf(row);
  }
}

function viewOf({ failingSince, createdAt, ...row }: WebhookEndpointRow): EndpointView {
  return {
    ...row,
    active: row.disabledBecause === null,
    failingSince: failingSince?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
