// Runs as a process of its own, on one core: the rules, measured without anything else in the way.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { translateWebhook, verifySignature } from '@parley/core/cloud-api';
import { decide } from '@parley/core/policy';
import { now } from '../support/facts.ts';
import { decisionRows } from './decision-rows.ts';
import { type Figures, median, RUNS } from './figures.ts';
import { benchValues } from './values.ts';
import { textMessages } from './webhooks.ts';

/** Long enough for the compiler to be done, short enough for the bound of the whole measurement. */
const RUN_MS = 1_500;

/** Results are added up and told, so that no compiler can leave the work out. */
let seen = 0;

const webhooks = textMessages(200);
const secrets = [benchValues.appSecret];

function bare(): number {
  for (const { body, signature } of webhooks) {
    const digest = createHmac('sha256', benchValues.appSecret).update(body).digest('hex');
    if (!timingSafeEqual(Buffer.from(`sha256=${digest}`), Buffer.from(signature)))
      throw new Error('not signed');
    const { entry } = JSON.parse(body.toString('utf8')) as { entry: readonly unknown[] };
    seen += entry.length;
  }
  return webhooks.length;
}

function translate(): number {
  for (const { body, signature } of webhooks) {
    if (!verifySignature({ rawBody: body, header: signature, secrets })) throw new Error('not signed');
    seen += translateWebhook(JSON.parse(body.toString('utf8'))).length;
  }
  return webhooks.length;
}

function decideAll(): number {
  for (const { intent, facts } of decisionRows) {
    const { code, evidence } = decide(intent, facts, now);
    seen += code.length + evidence.length;
  }
  return decisionRows.length;
}

function perSecond(work: () => number): number {
  const begin = performance.now();
  let done = 0;
  while (performance.now() - begin < RUN_MS) done += work();
  return (done * 1000) / (performance.now() - begin);
}

export type RuleFigures = Pick<Figures, 'translate' | 'decide'> & { readonly seen: number };

const rounds = { floor: [] as number[], translate: [] as number[], decide: [] as number[] };
// Floor and figure in turn, so that a busy moment of the machine meets both.
for (let run = 0; run < RUNS; run += 1) {
  rounds.floor.push(perSecond(bare));
  rounds.translate.push(perSecond(translate));
}
for (let run = 0; run < RUNS; run += 1) rounds.decide.push(perSecond(decideAll));

const figures: RuleFigures = {
  translate: { floorPerSecond: median(rounds.floor), perSecond: median(rounds.translate) },
  decide: { perSecond: median(rounds.decide) },
  seen,
};
process.send?.(figures, () => process.disconnect());
