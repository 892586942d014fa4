import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { MailFailure, type MailFailureReason } from '#libs/mail/mail-failure';
import type { SmtpSettings } from '#libs/mail/smtp-settings';
import { ImapFlow, type FetchMessageObject } from 'imapflow';

/** A message in the folder, before it is read. */
export interface Heading {
  readonly uid: number;
  readonly bytes: number;
  /** With its brackets; null: it has none. */
  readonly messageId: string | null;
}

const TIMEOUT_MS = 20_000;
/** Headings asked for at once. */
const AT_ONCE = 100;
/** Of a message that is asked for at once: each asking costs a round trip. */
const CHUNK_BYTES = 4 << 20;
/** Longer ones are cut by some server on the way, and so no names. */
const MESSAGE_ID = /^message-id:\s*(<[^<>\s]{1,900}>)/im;

/** One folder of a mailbox, over one connection. Every method throws MailFailure when the server is away or refuses. */
export class ImapFolder {
  private constructor(
    private readonly client: ImapFlow,
    /** While it is the same, a UID means the same message. */
    readonly uidValidity: string,
    readonly uidNext: number,
  ) {}

  static async open(settings: SmtpSettings, folder: string): Promise<ImapFolder> {
    const { host, port, security, serverName = host, login } = settings;
    const client = new ImapFlow({
      host,
      port,
      secure: security === 'tls',
      ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
      ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
      auth: login ? { user: login.user, pass: login.password } : { user: '', pass: '' },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS * 3,
    });
    // What goes wrong is thrown where it was asked for.
    client.on('error', () => undefined);
    return told(async () => {
      await client.connect();
      const { uidValidity, uidNext } = await client.mailboxOpen(folder).catch((error: unknown) => {
        client.close();
        throw error;
      });
      return new ImapFolder(client, String(uidValidity), uidNext);
    });
  }

  /** Ascending. @param after undefined: all that nobody has seen */
  async uids(after: number | undefined): Promise<number[]> {
    const which = after === undefined ? { seen: false } : { uid: `${after + 1}:*` };
    const found = await told(() => this.client.search(which, { uid: true }));
    // "n:*" always has the last one in it, whatever its UID.
    return (found || []).filter((uid) => uid > (after ?? 0)).sort((a, b) => a - b);
  }

  async *headings(uids: readonly number[]): AsyncGenerator<Heading> {
    for (let from = 0; from < uids.length; from += AT_ONCE) {
      const range = uids.slice(from, from + AT_ONCE).join(',');
      const query = { uid: true, size: true, headers: ['message-id'] };
      const found = await told(() => this.client.fetchAll(range, query, { uid: true }));
      yield* found.sort((a, b) => a.uid - b.uid).map(headingOf);
    }
  }

  /** Null: somebody has removed it. */
  async content(uid: number): Promise<Readable | null> {
    const { content } = await told(() =>
      this.client.download(String(uid), undefined, { uid: true, chunkSize: CHUNK_BYTES }),
    );
    return content ?? null;
  }

  /** Marks as seen, and moves where there is somewhere to. */
  async settle(uids: readonly number[], doneFolder: string | null): Promise<void> {
    if (uids.length === 0) return;
    const range = uids.join(',');
    await told(async () => {
      await this.client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
      if (doneFolder !== null) await this.client.messageMove(range, doneFolder, { uid: true });
    });
  }

  async close(): Promise<void> {
    await this.client.logout().catch(() => this.client.close());
  }
}

function headingOf({ uid, size, headers }: FetchMessageObject): Heading {
  return { uid, bytes: size ?? 0, messageId: MESSAGE_ID.exec(unfolded(headers))?.[1] ?? null };
}

const unfolded = (headers: Buffer | undefined) => (headers?.toString('latin1') ?? '').replaceAll(/\r?\n[ \t]+/g, ' ');

/** In the words of sending: what a server said may repeat an address, so it goes no further. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof MailFailure ? error : new MailFailure({ reason: reasonOf(error), permanent: false });
  }
}

function reasonOf(error: unknown): MailFailureReason {
  const { code = '', authenticationFailed, tlsFailed } = error as Record<string, unknown> & { code?: string };
  if (authenticationFailed) return 'authentication';
  if (tlsFailed || /CERT|TLS|SSL|SELF_SIGNED/i.test(code)) return 'tls';
  if (/TIMEOUT/i.test(code)) return 'timeout';
  return 'responseStatus' in (error as object) ? 'protocol' : 'unreachable';
}
