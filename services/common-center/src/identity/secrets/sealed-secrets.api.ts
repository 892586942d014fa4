export { SealedSecrets } from './sealed-secrets.js';
