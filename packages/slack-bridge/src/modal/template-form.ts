import { ParleyError } from '@parley/core';
import { GatewayProblem, type Template } from '@parley/core/gateway-api';
import type { ViewResponseAction } from '@slack/bolt';
import type { BridgeContext } from '../bridge-context.ts';
import { readDraft } from '../inbox/drafts.ts';
import { TOOL } from '../place.ts';
import { formErrors, readForm, type ViewValues } from './submitted-form.ts';
import {
  FORM,
  type FormSubject,
  loadingView,
  readSubject,
  sayingView,
  templateView,
} from './template-view.ts';

/** 200 a page; nobody scrolls through more than a thousand templates. */
const MOST_PAGES = 5;

type Context = Pick<BridgeContext, 'workspace' | 'words' | 'place'> & {
  /** With a time-out inside Slack's three seconds. */
  readonly gateway: BridgeContext['gateway'];
};

/** Opens the form at once, as "loading"; `fill` then brings the templates. */
export async function openForm(triggerId: string, context: Context): Promise<string> {
  return context.workspace.openView(triggerId, loadingView(context.words));
}

/** Brings templates and draft into an open form, or says why that was not possible. */
export async function fillForm(
  viewId: string,
  subject: FormSubject,
  chosen: string | undefined,
  context: BridgeContext,
): Promise<void> {
  const { gateway, workspace, words } = context;
  try {
    const { contactId, from } = await gateway.getConversation(subject.conversationId);
    const templates = await listTemplates(contactId, from, gateway);
    const draft = subject.draftId && (await readDraft(subject.draftId, subject.conversationId, context));
    await workspace.updateView(
      viewId,
      templateView({ subject, templates, chosen, draft: draft || undefined }, words),
    );
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const detail = error instanceof GatewayProblem ? error.problem.detail : error.message;
    await workspace.updateView(viewId, sayingView(words.modal.failed(detail), words));
  }
}

async function listTemplates(
  contactId: string,
  from: string,
  gateway: BridgeContext['gateway'],
): Promise<Template[]> {
  const found: Template[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await gateway.listTemplates({
      allowedFor: contactId,
      from,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    found.push(...answer.items);
    if (answer.cursor === null) break;
    cursor = answer.cursor;
  }
  return found;
}

/** A submitted form as Slack sends it. */
export type Submission = {
  readonly userId: string;
  readonly rootViewId: string;
  readonly metadata: string;
  readonly values: ViewValues;
  /** The block ids of the form, so that errors are put only where Slack knows the block. */
  readonly blocks: readonly string[];
};

/** Sends the template; returns what Slack shall show: nothing (it closes), errors at the inputs, or a word. */
export async function submitForm(
  submission: Submission,
  context: Context,
): Promise<ViewResponseAction | undefined> {
  const { gateway, words, place } = context;
  const errors = (problems: Record<string, string>): ViewResponseAction => ({
    response_action: 'errors',
    errors: problems,
  });
  const form = readForm(submission.values);
  if (form === undefined) return errors({ [FORM.block]: words.modal.required });
  const person = await context.workspace.person(submission.userId);
  if (!person.isStaff) return errors({ [FORM.block]: words.actions.notStaff });
  const { conversationId, draftId } = readSubject(submission.metadata);
  try {
    const result = await gateway.sendMessage(
      {
        to: { conversationId },
        content: { type: 'template', name: form.name, language: form.language, variables: form.variables },
        sentBy: { tool: TOOL, kind: 'person', actor: submission.userId, name: person.name },
      },
      // The form, not the press: pressing twice, or again after a lost answer, sends once.
      { idempotencyKey: `slack:${place.teamId}:view:${submission.rootViewId}` },
    );
    if (result.outcome === 'refused') return errors(formErrors(result.problem, form, submission.blocks));
    if (draftId) await gateway.deleteToolState(TOOL, draftId).catch(() => undefined);
    return undefined;
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    if (!(error instanceof GatewayProblem)) return errors({ [FORM.block]: words.modal.unreachable });
    if (error.problem.code === 'IDEMPOTENCY_CONFLICT')
      return { response_action: 'update', view: sayingView(words.modal.alreadySent, words) };
    return errors(formErrors(error.problem, form, submission.blocks));
  }
}
