export { GetActiveAccounts } from './queries/get-active-accounts.js';
