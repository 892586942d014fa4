export { GetCustomer } from './queries/get-customer.js';
export { MergedIds } from './queries/merged-ids.js';
