import { ApiProblem } from '../http/api-problem.ts';

/** Meta retries by itself with growing pauses; this only tells a proxy between when to expect us back. */
const RETRY_AFTER_SECONDS = 5;

/** 413: no webhook of Meta's is that large. */
export function tooLarge(limitBytes: number): ApiProblem {
  return new ApiProblem({
    status: 413,
    code: 'BODY_TOO_LARGE',
    title: { en: 'The webhook is too large', de: 'Der Webhook ist zu groß' },
    detail: {
      en: `A webhook may have ${limitBytes} bytes (3 MB) at most.`,
      de: `Ein Webhook darf höchstens ${limitBytes} Bytes (3 MB) haben.`,
    },
    remedy: {
      en: 'Meta never sends more; check what else posts to this address.',
      de: 'Meta sendet nie mehr; prüfen Sie, wer sonst an diese Adresse sendet.',
    },
  });
}

/** 401: nothing of it was read. */
export function unsigned(): ApiProblem {
  return new ApiProblem({
    status: 401,
    code: 'SIGNATURE_INVALID',
    title: { en: 'The signature is missing or wrong', de: 'Die Signatur fehlt oder ist falsch' },
    detail: {
      en: 'X-Hub-Signature-256 does not fit the bytes that arrived; nothing was read.',
      de: 'X-Hub-Signature-256 passt nicht zu den Bytes, die ankamen; es wurde nichts gelesen.',
    },
    remedy: {
      en: 'Check that WHATSAPP_APP_SECRET is the secret of the Meta app, and that no proxy changes the body.',
      de: 'Prüfen Sie, dass WHATSAPP_APP_SECRET das Geheimnis der Meta-App ist und kein Proxy den Inhalt ändert.',
    },
  });
}

/** 401: a provider that does not sign shows itself by the end of the path, and this was not it. */
export function wrongPath(): ApiProblem {
  return new ApiProblem({
    status: 401,
    code: 'WEBHOOK_PATH_WRONG',
    title: { en: 'The webhook address is wrong', de: 'Die Webhook-Adresse ist falsch' },
    detail: {
      en: 'The end of the path is not the secret of this gateway; nothing was read.',
      de: 'Das Ende des Pfades ist nicht das Geheimnis dieses Gateways; es wurde nichts gelesen.',
    },
    remedy: {
      en: 'Enter /webhooks/whatsapp/ and the value of WHATSAPP_VERIFY_TOKEN as the webhook address in the 360dialog Hub.',
      de: 'Tragen Sie im 360dialog Hub /webhooks/whatsapp/ und den Wert von WHATSAPP_VERIFY_TOKEN als Webhook-Adresse ein.',
    },
  });
}

/** 400: signed, and yet no JSON. */
export function unreadable(): ApiProblem {
  return new ApiProblem({
    status: 400,
    code: 'INVALID_JSON',
    title: { en: 'The body is not JSON', de: 'Der Inhalt ist kein JSON' },
    detail: {
      en: 'The signature fits, but the body can not be read as JSON; nothing was stored.',
      de: 'Die Signatur passt, aber der Inhalt lässt sich nicht als JSON lesen; es wurde nichts gespeichert.',
    },
    remedy: { en: 'Send the payload as UTF-8 JSON.', de: 'Senden Sie den Inhalt als JSON in UTF-8.' },
  });
}

/** 503: asks Meta for the webhook again. */
export function unavailable(): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: 'STORE_UNAVAILABLE',
    title: { en: 'The webhook could not be stored', de: 'Der Webhook ließ sich nicht speichern' },
    detail: {
      en: 'The store failed; nothing of this webhook was kept.',
      de: 'Der Speicher versagte; von diesem Webhook wurde nichts behalten.',
    },
    remedy: {
      en: 'Send it again. The operator checks the disk and the log of the gateway.',
      de: 'Senden Sie ihn noch einmal. Der Betreiber prüft die Festplatte und das Protokoll des Gateways.',
    },
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
