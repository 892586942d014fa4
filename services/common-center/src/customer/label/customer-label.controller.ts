import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LabelUnknown } from '../domain/customer.errors.js';
import { DIMENSIONS } from './customer-label.schema.js';
import { CustomerLabels } from './customer-labels.js';

const code = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u);
const LabelPath = z.object({ dimension: z.enum(DIMENSIONS), code });
const LabelBody = z.object({
  title: z.string().trim().min(1).max(120),
  inverse: code.nullable().default(null).describe('of a relation: what the other is, seen from there; null: the same'),
});
const LabelView = LabelBody.extend(LabelPath.shape).meta({ id: 'CustomerLabel' });

/** Roles, segments and kinds of relations of this tenant's customers. */
@ApiTags('customers')
@Controller('api/v1/customer-labels')
export class CustomerLabelController {
  constructor(private readonly labels: CustomerLabels) {}

  @Get()
  @Requires('customer:read')
  @Answers(z.object({ items: z.array(LabelView) }))
  async listCustomerLabels() {
    return { items: [...(await this.labels.list())] };
  }

  @Put(':dimension/:code')
  @Requires('customer-label:configure')
  @Answers(LabelView)
  async putCustomerLabel(
    @Param('dimension') dimension: string,
    @Param('code') name: string,
    @Body({ schema: LabelBody }) body: z.infer<typeof LabelBody>,
  ) {
    const label = { ...pathOf(dimension, name), ...body };
    await this.labels.put(label);
    return label;
  }

  @Delete(':dimension/:code')
  @Requires('customer-label:configure')
  @Answers(null)
  async deleteCustomerLabel(@Param('dimension') dimension: string, @Param('code') name: string) {
    const path = pathOf(dimension, name);
    await this.labels.remove(path.dimension, path.code);
  }
}

/** @throws LabelUnknown */
function pathOf(dimension: string, name: string): z.infer<typeof LabelPath> {
  const path = LabelPath.safeParse({ dimension, code: name });
  if (!path.success) throw new LabelUnknown('There are no such labels.', { field: 'code' });
  return path.data;
}
