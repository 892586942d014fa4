export { CorrectCustomer } from './commands/correct-customer.js';
export { GetCustomer } from './queries/get-customer.js';
