/** What an agent does with a ticket, in this order. */
export const STEPS = ['open', 'claim', 'transfer', 'solve'] as const;
type Step = (typeof STEPS)[number];
/** Per second. */
export type Rates = Readonly<Record<Step, number>>;
