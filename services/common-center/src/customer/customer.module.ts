import { Module } from '@nestjs/common';
import { CorrectCustomerHandler } from './commands/correct-customer.js';
import { RegisterCustomerHandler } from './commands/register-customer.js';
import { RegisterCustomersHandler } from './commands/register-customers.js';
import { CustomerResolutionController } from './customer-resolution.controller.js';
import { CustomerController } from './customer.controller.js';
import { Customers } from './domain/customer.repository.js';
import { TypeormCustomers } from './infra/typeorm-customer.repository.js';
import { FindCustomersHandler } from './queries/find-customers.js';
import { GetCustomerHandler } from './queries/get-customer.js';
import { ListCustomersHandler } from './queries/list-customers.js';

/** The people and organisations we serve. */
@Module({
  controllers: [CustomerController, CustomerResolutionController],
  providers: [
    { provide: Customers, useClass: TypeormCustomers },
    RegisterCustomerHandler,
    RegisterCustomersHandler,
    CorrectCustomerHandler,
    GetCustomerHandler,
    FindCustomersHandler,
    ListCustomersHandler,
  ],
})
export class CustomerModule {}
