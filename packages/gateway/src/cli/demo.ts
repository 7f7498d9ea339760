import { createGatewayClient, fetchTransport } from '@parley/core/gateway-api';
import { customerOf } from '../demo/customer.ts';
import { type Stage, setStage } from '../demo/stage.ts';
import { story } from '../demo/story.ts';

// The guided tour: every line is printed only after what it says was seen at the gateway and on the phone.
async function play(stage: Stage): Promise<boolean> {
  // Fresh numbers, so that the tour can be taken twice on the same gateway.
  const unique = String(Date.now() % 100_000_000).padStart(8, '0');
  const cast = {
    gateway: createGatewayClient(
      fetchTransport({ url: stage.gatewayUrl, apiKey: stage.apiKey, fetch, language: 'en' }),
    ),
    erika: customerOf(stage.sandboxUrl, 'Erika', `+49151${unique}`),
    jonas: customerOf(stage.sandboxUrl, 'Jonas', `+49160${unique}`),
  };
  for (const [index, step] of story.entries()) {
    const number = String(index + 1).padStart(2);
    try {
      console.log(`${number}. ✔ ${await step(cast)}`);
    } catch (error) {
      console.error(`${number}. ✘ ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  return true;
}

let stage: Stage | undefined;
const startedAt = Date.now();
try {
  stage = await setStage(process.env);
  const complete = await play(stage);
  if (complete)
    console.log(
      `All of it in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Now try it yourself: npm start`,
    );
  process.exitCode = complete ? 0 : 1;
} catch (error) {
  console.error(`The tour could not start: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 1;
} finally {
  await stage?.close();
}
