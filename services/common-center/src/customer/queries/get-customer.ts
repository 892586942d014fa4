import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CustomerView } from '../customer.dto.js';
import { CustomerNotFound } from '../domain/customer.errors.js';
import { CustomerSchema } from '../infra/customer.schema.js';
import { customerView } from './customer-view.js';

/** @throws CustomerNotFound */
export class GetCustomer extends Query<CustomerView> {
  constructor(readonly customerId: string) {
    super();
  }
}

@QueryHandler(GetCustomer)
export class GetCustomerHandler implements IQueryHandler<GetCustomer> {
  constructor(private readonly database: Database) {}

  async execute({ customerId: id }: GetCustomer): Promise<CustomerView> {
    const row = await (await this.database.reader()).findOneBy(CustomerSchema, { id });
    if (!row) throw new CustomerNotFound('There is no such customer.', { id });
    return customerView(row);
  }
}
