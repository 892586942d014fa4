export { GetCustomer } from './queries/get-customer.js';
