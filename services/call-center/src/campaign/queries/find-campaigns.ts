import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { CampaignQuery } from '../campaign.dto.js';
import { CampaignNotFound } from '../domain/campaign.errors.js';
import { CampaignSchema, type CampaignRow } from '../infra/campaign.schema.js';

export class GetCampaign extends Query<CampaignRow> {
  constructor(readonly campaignId: string) {
    super();
  }
}

@QueryHandler(GetCampaign)
export class GetCampaignHandler implements IQueryHandler<GetCampaign> {
  constructor(private readonly database: Database) {}

  async execute({ campaignId: id }: GetCampaign): Promise<CampaignRow> {
    const row = await (await this.database.reader()).findOneBy(CampaignSchema, { id });
    if (!row) throw new CampaignNotFound('There is no such campaign.', { id });
    return row;
  }
}

export class ListCampaigns extends Query<Page<CampaignRow>> {
  constructor(readonly query: CampaignQuery) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListCampaigns)
export class ListCampaignsHandler implements IQueryHandler<ListCampaigns> {
  constructor(private readonly database: Database) {}

  async execute({ query: { limit, cursor, status } }: ListCampaigns): Promise<Page<CampaignRow>> {
    const where = {
      ...(status !== undefined && { status }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const rows = await (
      await this.database.reader()
    ).find(CampaignSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}
