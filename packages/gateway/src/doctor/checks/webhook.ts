import type { DoctorFacts, Reached } from '../facts.ts';
import { type Finding, findingsOf } from '../finding.ts';

export function checkGateway({ gateway, gatewayUrl }: DoctorFacts): Finding[] {
  const { ok, warning, failed } = findingsOf('gateway');
  if (gateway.kind === 'failed')
    return [
      warning(
        {
          en: `It does not answer at ${gatewayUrl} (${gateway.problem}).`,
          de: `Es antwortet nicht unter ${gatewayUrl} (${gateway.problem}).`,
        },
        {
          en: 'Start it with parley start; if it runs elsewhere, set PARLEY_URL.',
          de: 'Starten Sie es mit parley start; läuft es woanders, setzen Sie PARLEY_URL.',
        },
      ),
    ];
  if (gateway.status === 200)
    return [ok({ en: `It is ready at ${gatewayUrl}.`, de: `Es ist bereit unter ${gatewayUrl}.` })];
  return [
    failed(
      {
        en: `It answers ${gateway.status} at ${gatewayUrl}/readyz.`,
        de: `Es antwortet ${gateway.status} unter ${gatewayUrl}/readyz.`,
      },
      {
        en: 'Wait a few seconds if it has just started; else its log says why.',
        de: 'Warten Sie einige Sekunden, wenn es eben gestartet wurde; sonst sagt sein Log, warum.',
      },
    ),
  ];
}

export function checkWebhook({ publicUrl, publicHealth, handshake, isSandbox }: DoctorFacts): Finding[] {
  const { ok, warning, failed } = findingsOf('webhook');
  if (publicUrl === undefined)
    return [
      isSandbox
        ? ok({
            en: 'The sandbox delivers on this machine.',
            de: 'Die Sandbox stellt auf dieser Maschine zu.',
          })
        : warning(
            {
              en: 'PARLEY_PUBLIC_URL is not set: whether Meta can reach the gateway is not known.',
              de: 'PARLEY_PUBLIC_URL ist nicht gesetzt: Ob Meta das Gateway erreicht, ist nicht bekannt.',
            },
            {
              en: 'Set it to the address that Meta calls, such as https://parley.example.com.',
              de: 'Setzen Sie sie auf die Adresse, die Meta aufruft, etwa https://parley.example.com.',
            },
          ),
    ];
  if (!publicUrl.startsWith('https:'))
    return [
      failed(
        {
          en: `${publicUrl} is not https: Meta calls nothing else.`,
          de: `${publicUrl} ist nicht https: Etwas anderes ruft Meta nicht auf.`,
        },
        {
          en: 'Put a proxy with a certificate before the gateway; deploy/compose.yaml has one.',
          de: 'Stellen Sie einen Proxy mit Zertifikat vor das Gateway; deploy/compose.yaml bringt einen mit.',
        },
      ),
    ];
  if (publicHealth?.kind !== 'answered' || publicHealth.status !== 200)
    return [
      failed(
        {
          en: `${publicUrl} does not lead to the gateway (${said(publicHealth)}).`,
          de: `${publicUrl} führt nicht zum Gateway (${said(publicHealth)}).`,
        },
        {
          en: 'Check DNS, the certificate (a valid chain, not self-signed) and that the proxy passes everything on.',
          de: 'Prüfen Sie DNS, das Zertifikat (gültige Kette, nicht selbst signiert), und ob der Proxy alles weiterreicht.',
        },
      ),
    ];
  if (handshake?.kind !== 'answered' || handshake.status !== 200)
    return [
      failed(
        {
          en: `Meta's verification would fail there (${said(handshake)}).`,
          de: `Metas Überprüfung würde dort scheitern (${said(handshake)}).`,
        },
        {
          en: 'Enter the same WHATSAPP_VERIFY_TOKEN in the Meta app, and let the proxy pass the query on as it is.',
          de: 'Tragen Sie in der Meta-App dasselbe WHATSAPP_VERIFY_TOKEN ein, und lassen Sie den Proxy die Abfrage unverändert weiterreichen.',
        },
      ),
    ];
  return [
    ok({
      en: `${publicUrl} leads here, and Meta's verification passes.`,
      de: `${publicUrl} führt hierher, und Metas Überprüfung gelingt.`,
    }),
  ];
}

export function checkSelfTest({ signed, unsigned }: DoctorFacts): Finding[] {
  const { ok, failed, unknown } = findingsOf('self_test');
  if (signed?.kind !== 'answered' || unsigned?.kind !== 'answered')
    return [
      unknown(
        {
          en: 'No webhook could be tried: the gateway does not answer.',
          de: 'Kein Webhook war zu versuchen: Das Gateway antwortet nicht.',
        },
        { en: 'Start it, then run this again.', de: 'Starten Sie es, und rufen Sie dies noch einmal auf.' },
      ),
    ];
  if (unsigned.status !== 401)
    return [
      failed(
        {
          en: `A webhook with a false signature was answered ${unsigned.status}: it must be refused with 401.`,
          de: `Ein Webhook mit falscher Signatur wurde mit ${unsigned.status} beantwortet: Er muss mit 401 abgelehnt werden.`,
        },
        {
          en: 'Something else answers there: check where the address and the proxy lead.',
          de: 'Dort antwortet etwas anderes: Prüfen Sie, wohin Adresse und Proxy führen.',
        },
      ),
    ];
  if (signed.status !== 200)
    return [
      failed(
        {
          en: `A webhook signed with the app secret was answered ${signed.status}.`,
          de: `Ein mit dem App-Geheimnis signierter Webhook wurde mit ${signed.status} beantwortet.`,
        },
        {
          en: 'The running gateway has another WHATSAPP_APP_SECRET, or the proxy changes bodies: restart it with these settings, and pass bodies on byte for byte.',
          de: 'Das laufende Gateway hat ein anderes WHATSAPP_APP_SECRET, oder der Proxy ändert Inhalte: Starten Sie es mit diesen Einstellungen neu, und reichen Sie Inhalte Byte für Byte weiter.',
        },
      ),
    ];
  return [
    ok({
      en: 'A signed webhook is taken, one with a false signature is refused.',
      de: 'Ein signierter Webhook wird angenommen, einer mit falscher Signatur abgelehnt.',
    }),
  ];
}

function said(reached: Reached | undefined): string {
  if (reached === undefined) return '-';
  return reached.kind === 'answered' ? `HTTP ${reached.status}` : reached.problem;
}
