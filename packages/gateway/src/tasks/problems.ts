import { type TaskAnswer, taskAnswerWords } from '@parley/core/consent';
import { ApiProblem } from '../http/api-problem.ts';
import type { AnsweredBy } from './close-task.ts';
import type { TaskRow } from './open-task.ts';

/** 409: somebody was quicker, and meant something else. */
export function taskClosed(task: TaskRow, language: 'de' | 'en'): ApiProblem {
  const by = JSON.parse(task.closed_by ?? '{}') as Partial<AnsweredBy>;
  const who = by.name ?? by.actor ?? by.tool ?? 'Parley';
  const { label } = taskAnswerWords(task.answer as TaskAnswer, language);
  return new ApiProblem({
    status: 409,
    code: 'TASK_CLOSED',
    ...(language === 'de'
      ? {
          title: 'Die Aufgabe ist schon erledigt',
          detail: `${who} hat geantwortet: „${label}“.`,
          remedy:
            'Stimmt das nicht, tragen Sie die Abmeldung selbst ein (POST /v1/consent, Aktion withdraw) oder warten Sie, bis der Kunde wieder schreibt.',
        }
      : {
          title: 'The task is closed already',
          detail: `${who} has answered: "${label}".`,
          remedy:
            'If that is wrong, enter the opt-out yourself (POST /v1/consent, action withdraw), or wait until the customer writes again.',
        }),
  });
}
