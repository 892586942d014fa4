import { z } from 'zod';
import { LogInAnswer } from '../tokens/token.dto.js';

const Code = z.string().trim().min(6).max(40).describe('of the app; where it says so, a recovery code');
const MfaToken = z.string().min(1).max(2_000);

export const CodeBody = z.object({ code: Code });
export const MfaTokenBody = z.object({ mfaToken: MfaToken });
export const LogInWithCodeBody = z.object({ mfaToken: MfaToken, code: Code });
export type LogInWithCodeBody = z.infer<typeof LogInWithCodeBody>;

export const EnrolmentView = z.object({ secret: z.string().describe('base32'), uri: z.string() });
export const RecoveryCodesView = z.object({
  recoveryCodes: z.array(z.string()).describe('each good once; shown once'),
});
export const LogInWithCodeAnswer = LogInAnswer.extend({
  recoveryCodes: z.array(z.string()).optional().describe('of a second factor that begins with this log-in; shown once'),
});

export const MfaPolicyBody = z.object({
  everyone: z.boolean(),
  roles: z.array(z.string().min(1).max(64)).max(50),
});
export type MfaPolicyBody = z.infer<typeof MfaPolicyBody>;
export const MfaPolicyView = MfaPolicyBody.extend({ version: z.int().describe('0: nothing was said yet') });
