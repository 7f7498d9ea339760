import { type Command, exitCodes } from '../command.ts';

/** Runs everything, as npm start does. */
export const startCommand: Command = {
  name: 'start',
  does: {
    en: 'run the gateway and all that is set up',
    de: 'startet das Gateway und alles, was eingerichtet ist',
  },
  actions: [
    {
      name: '',
      does: {
        en: 'run the gateway, the sandbox where there is no access token, and each adapter that is set up',
        de: 'startet das Gateway, ohne Zugriffstoken die Sandbox, und jeden eingerichteten Adapter',
      },
      options: {
        alone: { does: { en: 'the gateway alone', de: 'nur das Gateway' } },
      },
      async run(call) {
        // Each of them is a program of its own that runs until it is ended.
        await (call.isOn('alone') ? import('../gateway.ts') : import('../start.ts'));
        return exitCodes.done;
      },
    },
  ],
};
