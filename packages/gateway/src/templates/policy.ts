import { defaultPolicy, type Template, type TemplatePolicy } from '@parley/core/template';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** In the sandbox everybody starts with a template that may answer an open case after the window has closed. */
const SANDBOX_CASE_REPLY = 'conversation_reply';

/** What a person has settled about a template; without that, what its category gives. */
export async function policyOf(tx: Tx, accountId: string, template: Template): Promise<TemplatePolicy> {
  const row = await tx
    .selectFrom('template_policy')
    .select('policy')
    .where('account_id', '=', accountId)
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .executeTakeFirst();
  return row ? JSON.parse(row.policy) : defaultPolicy(template.category);
}

/** Writes a policy whole. */
export async function setPolicy(
  tx: Tx,
  accountId: string,
  template: Pick<Template, 'name' | 'language'>,
  policy: TemplatePolicy,
  by: { readonly name: string; readonly at: Date },
): Promise<void> {
  const values = { policy: JSON.stringify(policy), set_by: by.name, set_at: by.at.getTime() };
  await tx
    .insertInto('template_policy')
    .values({ account_id: accountId, name: template.name, language: template.language, ...values })
    .onConflict((conflict) => conflict.columns(['account_id', 'name', 'language']).doUpdateSet(values))
    .execute();
}

/** The sandbox's set-up of a template that is new here; what a person sets later stays. */
export async function setUpPolicy(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  template: Template,
): Promise<void> {
  if (!runtime.settings.sandbox || template.name !== SANDBOX_CASE_REPLY) return;
  const known = await tx
    .selectFrom('template_policy')
    .select('set_by')
    .where('account_id', '=', accountId)
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .executeTakeFirst();
  if (known) return;
  const policy = { ...defaultPolicy(template.category), caseReply: true };
  await setPolicy(tx, accountId, template, policy, { name: 'sandbox', at: runtime.now() });
}
