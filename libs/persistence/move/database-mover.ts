/** From one server to another, by name; undefined is the program's own. */
export interface Way {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface TableProof {
  readonly table: string;
  readonly rows: number;
  /** 64 bits of the MD5 of each row, exclusive-or of all; 16 hexadecimal digits. */
  readonly checksum: string;
}

export interface CopyReport {
  /** As they are on the target. */
  readonly tables: readonly TableProof[];
  /** The tables that were not the same when they had been copied: somebody writes to them. */
  readonly differing: readonly string[];
  /** Chunks that were different, and so were copied. */
  readonly copied: number;
}

export interface CopyOptions {
  /** Of this attempt: an earlier one that is still about writes no more. */
  readonly copyId: string;
  /** The source does not change any more: what is the same afterwards is the tenant's own, and nobody copies to it again. */
  readonly sealed: boolean;
  readonly onTable: (done: number, of: number) => Promise<void>;
}

/** Brings the database that a service has of a tenant to another server; every step is safe to repeat. */
export abstract class DatabaseMover {
  /** One pass: makes the target the same as the source was while it ran. @throws CopyOvertaken */
  abstract copy(tenantId: string, way: Way, options: CopyOptions): Promise<CopyReport>;
  /** Nobody writes to the source from now on; see `sealing.ts`. */
  abstract seal(tenantId: string, server: string | undefined): Promise<void>;
  /** The source is written to again, and what was copied is removed. */
  abstract giveUp(tenantId: string, way: Way): Promise<void>;
  /** Removes what the tenant has left behind on a server. */
  abstract leave(tenantId: string, server: string | undefined): Promise<void>;
}
