import * as z from 'zod';
import { present } from './webhook/reading.ts';

const maybeText = z.string().nullish();

const HealthError = z.object({
  error_code: z.int().nullish(),
  error_description: maybeText,
  possible_solution: maybeText,
});

const HealthStatus = z.object({
  can_send_message: maybeText,
  entities: z
    .array(
      z.object({
        entity_type: maybeText,
        id: z.union([z.string(), z.number()]).nullish(),
        can_send_message: maybeText,
        errors: z.array(HealthError).nullish(),
      }),
    )
    .nullish(),
});

const NumberAnswer = z.object({
  id: z.string().min(1),
  display_phone_number: maybeText,
  verified_name: maybeText,
  name_status: maybeText,
  new_display_name: maybeText,
  new_name_status: maybeText,
  quality_rating: maybeText,
  whatsapp_business_manager_messaging_limit: maybeText,
  throughput: z.object({ level: maybeText }).nullish().catch(undefined),
  platform_type: maybeText,
  status: maybeText,
  code_verification_status: maybeText,
  is_pin_enabled: z.boolean().nullish(),
  is_official_business_account: z.boolean().nullish(),
  is_on_biz_app: z.boolean().nullish(),
  health_status: HealthStatus.nullish().catch(undefined),
});

/** The fields that Graph is asked for; without the list it answers with three of them. */
export const NUMBER_FIELDS: readonly string[] = Object.keys(NumberAnswer.shape);

/** What keeps a number from sending, as Meta explains it. */
export type HealthProblem = {
  /** What has the problem: `PHONE_NUMBER`, `WABA`, `BUSINESS`, `APP`, `MESSAGE_TEMPLATE`. */
  readonly entity: string;
  readonly code?: number;
  readonly description?: string;
  readonly solution?: string;
};

export type NumberHealth = {
  /** `AVAILABLE`, `LIMITED` or `BLOCKED`. */
  readonly canSend: string;
  readonly problems: readonly HealthProblem[];
};

/** A business number as Meta describes it; what Meta leaves out is absent. */
export type NumberInfo = {
  readonly id: string;
  readonly displayNumber?: string;
  readonly verifiedName?: string;
  /** The review of the name in force: `APPROVED`, `PENDING_REVIEW`, `DECLINED` ... */
  readonly nameStatus?: string;
  /** A name that was asked for and is not in force yet, with its review. */
  readonly newName?: string;
  readonly newNameStatus?: string;
  readonly quality?: string;
  readonly messagingLimit?: string;
  readonly throughput?: string;
  readonly platform?: string;
  /** `CONNECTED` once registered; `PENDING`, `DISCONNECTED` ... before and after. */
  readonly status?: string;
  readonly codeVerification?: string;
  readonly pinSet?: boolean;
  readonly officialAccount?: boolean;
  /** The WhatsApp Business app is used on the same number (coexistence). */
  readonly onPhoneApp?: boolean;
  readonly health?: NumberHealth;
};

/** Reads Meta's description of a number. */
export const ReadNumber = NumberAnswer.transform(
  (value): NumberInfo =>
    present({
      id: value.id,
      displayNumber: value.display_phone_number ?? undefined,
      verifiedName: value.verified_name ?? undefined,
      nameStatus: value.name_status ?? undefined,
      newName: value.new_display_name ?? undefined,
      newNameStatus:
        value.new_name_status && value.new_name_status !== 'NONE' ? value.new_name_status : undefined,
      quality: value.quality_rating ?? undefined,
      messagingLimit: value.whatsapp_business_manager_messaging_limit ?? undefined,
      throughput: value.throughput?.level ?? undefined,
      platform: value.platform_type ?? undefined,
      status: value.status ?? undefined,
      codeVerification: value.code_verification_status ?? undefined,
      pinSet: value.is_pin_enabled ?? undefined,
      officialAccount: value.is_official_business_account ?? undefined,
      onPhoneApp: value.is_on_biz_app ?? undefined,
      health: value.health_status?.can_send_message ? healthOf(value.health_status) : undefined,
    }),
);

function healthOf({ can_send_message, entities }: z.infer<typeof HealthStatus>): NumberHealth {
  const problems = (entities ?? []).flatMap(({ entity_type, errors }) =>
    (errors ?? []).map((error) =>
      present({
        entity: entity_type ?? 'UNKNOWN',
        code: error.error_code ?? undefined,
        description: error.error_description ?? undefined,
        solution: error.possible_solution ?? undefined,
      }),
    ),
  );
  return { canSend: can_send_message ?? 'UNKNOWN', problems };
}
