import { Code } from '#libs/contracts/common-center/integration/integration-api';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { MODES } from './domain/interface-document.js';
import { InterfaceDocumentBody, InterfaceDocumentView, OperationName } from './interface-document.dto.js';

const Name = z.string().trim().min(1).max(120);
export const NewInterfaceBody = z.object({ code: Code, name: Name, document: InterfaceDocumentBody });
export type NewInterfaceBody = z.infer<typeof NewInterfaceBody>;
export const InterfaceBody = z.object({ name: Name, document: InterfaceDocumentBody });
export type InterfaceBody = z.infer<typeof InterfaceBody>;

export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const PublishBody = z.object({ note: z.string().trim().max(2_000).default('') });
export const RollBackBody = z.object({ to: z.int().min(1), reason: z.string().trim().min(3).max(2_000) });
export const ModeBody = z.object({ mode: z.enum(MODES) });
export const ImportBody = z.object({
  document: z.record(z.string(), z.json()).describe('OpenAPI 3.0 or 3.1'),
  operations: z.array(OperationName).max(500).optional().describe('absent: all'),
});

const Summary = z.object({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  code: z.string(),
  name: z.string(),
  savedBy: z.string(),
  latest: z.int().describe('the newest version; 0: none was published'),
  live: z.int().nullable().describe('the version callers get that pin none'),
  mode: z.enum(MODES),
});
const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  operation: z.string().nullable().describe('null: it is about the whole interface'),
  message: z.string(),
});
export const InterfaceView = Summary.extend({ draft: InterfaceDocumentView, problems: z.array(Problem) });
export const InterfacePage = pageOfSchema(Summary);

const VersionSummary = z.object({
  interfaceId: z.uuid(),
  number: z.int(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  note: z.string(),
});
export const InterfaceVersionPage = pageOfSchema(VersionSummary);
export const InterfaceVersionView = VersionSummary.extend({ document: InterfaceDocumentView });

export const SecretName = z.enum(['password', 'api-key', 'hmac-secret', 'client-secret', 'tls-certificate', 'tls-key']);
export const SecretBody = z.object({ value: z.string().min(1).max(20_000).describe('never shown again') });
export const SecretsView = z.object({
  items: z.array(z.object({ name: z.string(), setBy: z.string(), setAt: z.iso.datetime() })),
  missing: z.array(z.string()).describe('that the draft needs'),
});
