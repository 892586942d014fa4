export { AuditHeads } from './audit-heads.js';
