export { GetMembersOf } from './queries/get-members-of.js';
export { audienceOf, GetMembership } from './queries/get-membership.js';
