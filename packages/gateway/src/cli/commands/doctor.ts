import { examine } from '../../doctor/examine.ts';
import { gatherDoctorFacts } from '../../doctor/gather/gather.ts';
import { reportJson, reportLines } from '../../doctor/report.ts';
import { gatewayUrl } from '../ask-gateway.ts';
import { type Command, exitCodes } from '../command.ts';

/** Looks at everything and says what to do. */
export const doctorCommand: Command = {
  name: 'doctor',
  does: { en: 'look at everything, and say what to do', de: 'sieht alles nach und sagt, was zu tun ist' },
  actions: [
    {
      name: '',
      does: {
        en: 'look at settings, data, Meta and the webhook; run it where the gateway runs, with its settings. Nothing is changed. Ends with 1 when something failed.',
        de: 'sieht Einstellungen, Daten, Meta und den Webhook nach; dort aufrufen, wo das Gateway läuft, mit seinen Einstellungen. Nichts wird geändert. Endet mit 1, wenn etwas nicht stimmt.',
      },
      async run(call) {
        const { env, fetch, now, isTerminal } = call.world;
        const world = { env, fetch, now, gatewayUrl: gatewayUrl(env) };
        const findings = examine(await gatherDoctorFacts(world, call.language), now());
        const report = reportJson(findings, call.language);
        call.show(report, () => reportLines(findings, { language: call.language, isTerminal }));
        return report.ok ? exitCodes.done : exitCodes.failed;
      },
    },
  ],
};
