import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CustomerView } from '../customer.dto.js';
import { CustomerNotFound } from '../domain/customer.errors.js';
import { CustomerSchema, type CustomerRow } from '../infra/customer.schema.js';
import { PersonalPart } from '../infra/personal-part.js';
import { customerView } from './customer-view.js';

/** A customer that was merged answers with what it had, and where it goes on. @throws CustomerNotFound */
export class GetCustomer extends Query<CustomerView> {
  constructor(readonly customerId: string) {
    super();
  }
}

@QueryHandler(GetCustomer)
export class GetCustomerHandler implements IQueryHandler<GetCustomer> {
  constructor(
    private readonly database: Database,
    private readonly personal: PersonalPart,
  ) {}

  async execute({ customerId }: GetCustomer): Promise<CustomerView> {
    const row = await this.#row(customerId);
    await this.personal.fromStored(row);
    return customerView({ ...row, mergedInto: await this.#endOf(row) });
  }

  /** What was merged into what is a forest: it ends. */
  async #endOf({ mergedInto }: CustomerRow): Promise<string | null> {
    let end = mergedInto;
    for (let next = end; next !== null; next = (await this.#row(next)).mergedInto) end = next;
    return end;
  }

  async #row(id: string): Promise<CustomerRow> {
    const [row] = await readRows(await this.database.reader(), CustomerSchema, { id });
    if (!row) throw new CustomerNotFound('There is no such customer.', { id });
    return row;
  }
}
