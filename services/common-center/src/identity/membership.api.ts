export { GetMembership } from './queries/get-membership.js';
