import type { ConsentAsked } from '@parley/core/gateway-api';
import { fillTemplate } from '@parley/core/template';
import { ApiProblem } from '../http/api-problem.ts';
import { type Acceptance, acceptMessage } from '../messages/accept.ts';
import { countSend } from '../messages/daily-bound.ts';
import { earlierAnswer, keepAnswer, repeatable } from '../messages/idempotency.ts';
import { refusalProblem } from '../messages/refusal.ts';
import { failingClosed, viewAcceptance } from '../messages/send-message.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { ensureCatalogue } from '../templates/sync.ts';
import { recordConsent } from './ledger.ts';
import { askedOnce, noQuestionTemplate } from './problems.ts';
import { type AskCall, mayNeedTemplate, type Question, readQuestion } from './read-question.ts';

type Accepted = Extract<Acceptance, { outcome: 'accepted' }>;
type Refused = Extract<Acceptance, { outcome: 'refused' }>;

/**
 * POST /v1/consent/ask: the question goes through the one door, and the request for consent is in the ledger in the
 * same transaction. In the open window it has buttons; after it, it goes once as the template set aside for it.
 */
export async function askConsent(runtime: Runtime, call: AskCall): Promise<ConsentAsked> {
  const repeated = repeatable(runtime, call, 'askConsent', call.body);
  if (await mayNeedTemplate(runtime, call)) await ensureCatalogue(runtime, call.language);
  const result = await failingClosed(runtime, call.language, () =>
    runtime.store.write(async (tx): Promise<string | { refused: Refused; question: Question }> => {
      const earlier = await earlierAnswer(tx, repeated);
      if (earlier !== undefined) return earlier;
      const question = await readQuestion(tx, runtime, call);
      const acceptance = await acceptMessage(tx, runtime, question.message);
      if (acceptance.outcome === 'refused') return { refused: acceptance, question };
      await countSend(tx, call, runtime.now());
      const { id } = await recordRequest(tx, runtime, call, question, acceptance);
      const asked: ConsentAsked = { ...viewAcceptance(acceptance, call.language), consentEventId: id };
      const answer = JSON.stringify(asked);
      await keepAnswer(tx, repeated, 202, answer, runtime.now());
      return answer;
    }),
  );
  if (typeof result !== 'string') throw refusal(result.refused, result.question, call.language);
  return JSON.parse(result);
}

async function recordRequest(
  tx: Tx,
  runtime: Runtime,
  { body }: AskCall,
  { message, template }: Question,
  accepted: Accepted,
): Promise<{ id: string }> {
  const row = await tx
    .selectFrom('message')
    .select(['content', 'created_at'])
    .where('id', '=', accepted.id)
    .executeTakeFirstOrThrow();
  const content = JSON.parse(row.content) as Question['message']['content'];
  const text = wordsOf(content, template);
  const { tool, actor, name } = message.sentBy;
  return recordConsent(tx, runtime, {
    contactId: accepted.contactId,
    scope: body.purpose,
    action: 'request',
    method: 'chat_button',
    source: 'WhatsApp',
    textVersion: body.textVersion,
    language: body.language,
    occurredAt: new Date(row.created_at),
    metaTime: false,
    proven: false,
    evidence: { questionId: accepted.id, text },
    recordedBy: { tool, actor, name },
  });
}

// "Choose a template" is no way out here: a person has to set one aside for asking first.
function refusal(
  refused: Refused,
  { template, askedAt, timeZone }: Question,
  language: 'de' | 'en',
): ApiProblem {
  if (refused.decision.code === 'WINDOW_CLOSED' && askedAt) return askedOnce(askedAt, timeZone, language);
  const problem = refusalProblem(refused, language);
  const { status, code, title, detail, decision } = problem;
  if (code !== 'WINDOW_CLOSED' || template || !decision) return problem;
  const remedy = noQuestionTemplate[language];
  return new ApiProblem({ status, code, title, detail, remedy, decision: { ...decision, remedy } });
}

function wordsOf(content: Question['message']['content'], template: Question['template']): string {
  if (content.type === 'buttons') return content.body;
  if (content.type !== 'template' || !template) return '';
  return fillTemplate(template, content.variables ?? {}).body;
}
