import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface ProviderRow {
  id: string;
  version: number;
  name: string;
  issuer: string;
  clientId: string;
  /** Encrypted. */
  sealedSecret: string;
  scopes: string[];
  redirectUris: string[];
  /** Makes accounts for people who come for the first time. */
  provisions: boolean;
  /** The claim that says what somebody is there; null where nothing is made of it. */
  roleClaim: string | null;
  /** What its values mean here. */
  roleMapping: Record<string, string>;
  defaultRoles: string[];
}

export const ProviderSchema = new EntitySchema<ProviderRow>({
  name: 'oidc_provider',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    issuer: column.varchar(500),
    clientId: column.varchar(200),
    sealedSecret: column.text(),
    scopes: column.json(),
    redirectUris: column.json(),
    provisions: column.flag(),
    roleClaim: column.nullable(column.varchar(64)),
    roleMapping: column.json(),
    defaultRoles: column.json(),
  },
});

/** A log-in that went to the provider and has not come back. */
export interface OidcVisitRow {
  stateHash: string;
  providerId: string;
  /** Of what only the browser that began it has. */
  loginKeyHash: string;
  nonce: string;
  sealedVerifier: string;
  redirectUri: string;
  expiresAt: Date;
}

export const OidcVisitSchema = new EntitySchema<OidcVisitRow>({
  name: 'oidc_visit',
  columns: {
    stateHash: column.primary(column.varchar(64)),
    providerId: column.ref(),
    loginKeyHash: column.varchar(64),
    nonce: column.varchar(64),
    sealedVerifier: column.varchar(255),
    redirectUri: column.varchar(500),
    expiresAt: column.time(),
  },
  indices: [schemaIndex('oidc_visit', { columns: ['expiresAt'] })],
});

/** Whose account it is that the provider knows as this subject; kept as a hash of issuer and subject. */
export const OidcLinkSchema = new EntitySchema<{ linkKey: string; accountId: string; linkedAt: Date }>({
  name: 'oidc_link',
  columns: { linkKey: column.primary(column.varchar(64)), accountId: column.ref(), linkedAt: column.time() },
  indices: [schemaIndex('oidc_link', { columns: ['accountId'] })],
});
