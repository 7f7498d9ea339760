import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ownProcesses, type Processes } from '../support/processes.ts';
import { API_KEY, type ParleyOptions, startParley } from './parley.ts';

const TOUR_MS = 60_000;

let processes: Processes;
beforeEach(() => {
  processes = ownProcesses();
});
afterEach(() => processes.close());

/** Takes the tour; answers with its exit code and what it printed. */
async function takeTour(env: Record<string, string> = {}) {
  const startedAt = Date.now();
  const tour = processes.add({ name: 'demo', file: 'packages/gateway/src/cli/demo.ts', env });
  await tour.start();
  const code = await tour.ended();
  const lines = tour.output().trimEnd().split('\n');
  return { code, lines, output: tour.output(), seconds: (Date.now() - startedAt) / 1000 };
}

/** Takes the tour on a gateway and a sandbox that run already. */
async function takeTourOn(options: ParleyOptions, fault?: Record<string, unknown>) {
  const parley = await startParley(processes, options);
  if (fault) await parley.sandboxCall('POST', '/faults', fault);
  return takeTour({
    PARLEY_URL: parley.url,
    PARLEY_API_KEY: API_KEY,
    PARLEY_SANDBOX_URL: parley.sandboxUrl,
  });
}

describe('the guided tour', () => {
  test(
    'takes place on a gateway and a sandbox of its own, a line a step, and succeeds',
    async () => {
      const { code, lines, output, seconds } = await takeTour();
      console.log(`The tour took ${seconds.toFixed(1)} s.`);
      if (code !== 0) throw new Error(output);
      expect(lines).toHaveLength(12);
      for (const [index, line] of lines.slice(0, -1).entries())
        expect(line).toMatch(new RegExp(`^ ?${index + 1}\\. ✔ .{20,}`));
    },
    TOUR_MS,
  );

  test.each<[string, { on: ParleyOptions; fault?: Record<string, unknown> }]>([
    ['nothing can be sent', { on: {}, fault: { on: 'send', fault: 'error', code: 131000, times: 99 } }],
    [
      'the gateway does not believe the webhooks',
      { on: { sandboxEnv: { WHATSAPP_APP_SECRET: 'another-secret' } } },
    ],
    ['WhatsApp does not take the calls', { on: { sandboxEnv: { WHATSAPP_ACCESS_TOKEN: 'another-token' } } }],
  ])(
    'fails when %s, and says at which step',
    async (_, { on, fault }) => {
      const { code, output } = await takeTourOn(on, fault);
      expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/\d+\. ✘ .{10,}/) });
    },
    TOUR_MS,
  );
});
