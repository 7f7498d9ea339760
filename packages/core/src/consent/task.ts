/** What a person has to look at: a sentence that may be an opt-out, or a claim under the GDPR. */
export const taskKinds = ['opt_out', 'rights_request'] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskAnswers = ['opt_out', 'no_opt_out', 'done', 'no_request'] as const;
export type TaskAnswer = (typeof taskAnswers)[number];

/** The answers that a task of each kind takes. */
export const answersTo: Readonly<Record<TaskKind, readonly TaskAnswer[]>> = {
  opt_out: ['opt_out', 'no_opt_out'],
  rights_request: ['done', 'no_request'],
};

/**
 * By when a claim must be answered: one month after it came (GDPR, art. 12(3)). A month that lacks the day ends on its
 * last (Regulation 1182/71, art. 3(2)(c)).
 */
export function rightsDueAt(receivedAt: Date): Date {
  const due = new Date(receivedAt);
  due.setUTCMonth(due.getUTCMonth() + 1);
  // The 31st of January would be the 3rd of March.
  if (due.getUTCDate() !== receivedAt.getUTCDate()) due.setUTCDate(0);
  return due;
}
