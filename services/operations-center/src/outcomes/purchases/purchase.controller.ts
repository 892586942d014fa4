import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './purchase.dto.js';
import { PurchaseFigures } from './purchase-figures.js';
import { Purchases } from './purchases.js';

@ApiTags('figures')
@Controller('api/v1')
export class PurchaseController {
  constructor(
    private readonly purchases: Purchases,
    private readonly figures: PurchaseFigures,
    private readonly circles: Circles,
  ) {}

  /** Told by the system that sold it, by an id of its own; told again it is put right. */
  @Put('purchases/:purchaseId')
  @Requires('purchase:record')
  @Answers(null)
  async recordPurchase(
    @Param('purchaseId', { schema: dto.PurchaseId }) id: string,
    @Body({ schema: dto.PurchaseText }) { customerId, product, value, boughtAt }: dto.PurchaseText,
  ) {
    const { amount, currency } = value ?? { amount: null, currency: null };
    await this.purchases.record({ id, customerId, product, amount, currency, boughtAt: Date.parse(boughtAt) });
  }

  /** It came to nothing, or was given back. */
  @Delete('purchases/:purchaseId')
  @Requires('purchase:record')
  @Answers(null)
  async removePurchase(@Param('purchaseId', { schema: dto.PurchaseId }) id: string) {
    await this.purchases.remove(id);
  }

  /** What was bought, by product or by the contact before it. */
  @Get('outcomes/purchases')
  @Requires('figure:read')
  @Answers(dto.PurchasesView)
  async getPurchases(@Query({ schema: dto.PurchasesQuery }) { by, from, to, withinDays }: dto.PurchasesQuery) {
    const time = { from: Date.parse(from), to: Date.parse(to) };
    const circle = await this.circles.reachedWith('figure:read');
    return { items: await this.figures.sums(by, time, { withinDays, circle }) };
  }

  /** What a customer bought, each with the contact before it. */
  @Get('outcomes/purchases/:customerId')
  @Requires('figure:read')
  @Answers(dto.PurchaseRecord)
  async getPurchaseRecord(
    @Param('customerId') customerId: string,
    @Query({ schema: dto.RecordQuery }) { withinDays }: dto.RecordQuery,
  ) {
    const circle = await this.circles.reachedWith('figure:read');
    const made = await this.figures.of(customerId, { withinDays, circle });
    const items = made.map(({ amount, currency, boughtAt, after, ...purchase }) => ({
      ...purchase,
      value: amount === null ? null : { amount, currency: currency! },
      boughtAt: new Date(boughtAt).toISOString(),
      after: after && { ...after, at: new Date(after.at).toISOString() },
    }));
    return { items };
  }
}
