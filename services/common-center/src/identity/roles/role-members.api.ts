export { GetRoleMembers } from '../queries/get-role-members.js';
