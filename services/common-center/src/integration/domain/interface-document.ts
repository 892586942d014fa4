export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How an interface knows us. Secrets are kept apart, under names each kind has: see {@link secretNamesOf}. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string }
  | { readonly kind: 'api-key'; readonly in: 'header' | 'query'; readonly name: string }
  | {
      readonly kind: 'hmac';
      readonly algorithm: 'sha1' | 'sha256' | 'sha512';
      readonly encoding: 'hex' | 'base64' | 'base64url';
      readonly keyId: string;
      readonly text: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly scope: string | null;
      /** Where the client's secret goes: the Authorization header, or the form. */
      readonly clientAuth: 'basic' | 'form';
    };

/** An answer that stands for the other side's. Texts that begin with `=` are FEEL over `input`. */
export interface Mock {
  /** FEEL over `input`; null: always. */
  readonly when: string | null;
  readonly status: number;
  readonly body: unknown;
}

/** One thing an interface can be asked. Templates are JSON in which texts that begin with `=` are FEEL. */
export interface Operation {
  readonly title: string;
  readonly method: HttpMethod;
  /** With names in braces. */
  readonly path: string;
  /** Asks and changes nothing: may be repeated, cached and asked by views. */
  readonly safe: boolean;
  /** JSON Schema of the arguments. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Templates over `input`. */
  readonly request: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, unknown>>;
    /** null: none. */
    readonly body: unknown;
    readonly encoding: 'json' | 'form';
  };
  readonly response: {
    /** JSON Schema of what a successful answer says; null: anything. */
    readonly schema: Readonly<Record<string, unknown>> | null;
    /** Template over `input`, `status`, `headers`, `body`: what callers get. */
    readonly result: unknown;
    /** FEEL over the same: a code says that the answer is a refusal, null that it is none; null: by its status alone. */
    readonly refusal: string | null;
    /** What in the result is personal: kinds by JSON pointers, `*` for any name; absent in documents from before it could be said. */
    readonly personal?: Readonly<Record<string, string>>;
  };
  /** null: that of the interface. */
  readonly timeoutMs: number | null;
  /** null: asked anew each time. */
  readonly cacheSeconds: number | null;
  readonly mocks: readonly Mock[];
  /** Names of fields that the log hides wholly, besides those it always does. */
  readonly hidden: readonly string[];
}

/** Beyond `raise` it is told, at or below `clear` it is over; in between nothing changes. */
export interface Level {
  readonly raise: number;
  readonly clear: number;
}

export interface AlarmRule {
  readonly windowSeconds: number;
  /** Fewer say nothing. */
  readonly minimumCalls: number;
  readonly errorRatio: Level | null;
  readonly p95Ms: Level | null;
}

/** An outside interface as its designer writes it. */
export interface InterfaceDocument {
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly tls: {
    /** Shows a certificate (mTLS). */
    readonly clientCertificate: boolean;
    /** PEM, in place of the public authorities; null: those. */
    readonly authorities: string | null;
  };
  /** Of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** For all attempts of a call together. */
  readonly timeoutMs: number;
  /** In all, of safe operations. */
  readonly attempts: number;
  /** Calls on their way at the same time, in one process. */
  readonly concurrency: number;
  readonly breaker: {
    readonly ratio: number;
    readonly volume: number;
    readonly windowMs: number;
    readonly openMs: number;
  };
  readonly quota: { readonly calls: number; readonly perSeconds: number } | null;
  readonly alarm: AlarmRule | null;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Where answers come from. Record: live, and kept for replay. Off: nowhere. */
export const MODES = ['live', 'mock', 'record', 'replay', 'off'] as const;
export type Mode = (typeof MODES)[number];

const OF_AUTH = {
  none: [],
  basic: ['password'],
  'api-key': ['api-key'],
  hmac: ['hmac-secret'],
  oauth2: ['client-secret'],
};

/** The secrets an interface needs before it can be called. */
export function secretNamesOf({ auth, tls }: Pick<InterfaceDocument, 'auth' | 'tls'>): string[] {
  return [...OF_AUTH[auth.kind], ...(tls.clientCertificate ? ['tls-certificate', 'tls-key'] : [])];
}
