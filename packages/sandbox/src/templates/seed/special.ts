import type { Template } from '../template.ts';

const approved = { status: 'APPROVED', quality_score: { score: 'UNKNOWN' } } as const;

const appointmentReminder: Template = {
  id: '700000000000006',
  name: 'appointment_reminder',
  language: 'de',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Ihr Termin bei uns' },
    {
      type: 'BODY',
      text: 'Guten Tag {{1}}, wir erinnern Sie an Ihren Termin am {{2}} um {{3}} Uhr. Können Sie kommen?',
      example: { body_text: [['Erika Beispiel', '24. November', '14:30']] },
    },
    { type: 'FOOTER', text: 'Praxis am Beispielplatz' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Ja, ich komme' },
        { type: 'QUICK_REPLY', text: 'Termin verschieben' },
      ],
    },
  ],
};

const ticketBooking: Template = {
  id: '700000000000007',
  name: 'ticket_booking',
  language: 'de',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::sandbox-sample-document'] } },
    {
      type: 'BODY',
      text: 'Hallo {{1}}, Ihre Buchung für „{{2}}“ am {{3}} ist bestätigt. Ihre Eintrittskarten finden Sie oben als PDF.',
      example: { body_text: [['Erika', 'Sommernacht am See', '12. Dezember']] },
    },
    { type: 'FOOTER', text: 'Bitte bringen Sie die Karten mit.' },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Buchung ansehen',
          url: 'https://tickets.example/buchung/{{1}}',
          example: ['https://tickets.example/buchung/K-5531'],
        },
      ],
    },
  ],
};

const summerSale: Template = {
  id: '700000000000008',
  name: 'summer_sale',
  language: 'de',
  ...approved,
  category: 'MARKETING',
  parameter_format: 'NAMED',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::sandbox-sample-image'] } },
    {
      type: 'BODY',
      text: 'Hallo {{first_name}}, unser Sommerschlussverkauf hat begonnen: Bis Sonntag bekommen Sie 20 % auf alle Gartenmöbel.',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Erika' }] },
    },
    { type: 'FOOTER', text: 'Abmelden ist jederzeit möglich.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Keine Werbung' }] },
  ],
};

/** Read back from Meta, the one-time-code button is a URL button. */
const loginCode: Template = {
  id: '700000000000009',
  name: 'login_code',
  language: 'de',
  ...approved,
  category: 'AUTHENTICATION',
  parameter_format: 'POSITIONAL',
  message_send_ttl_seconds: 600,
  components: [
    {
      type: 'BODY',
      text: '*{{1}}* ist Ihr Bestätigungscode. Geben Sie ihn zu Ihrer Sicherheit nicht weiter.',
      add_security_recommendation: true,
      example: { body_text: [['482913']] },
    },
    { type: 'FOOTER', text: 'Dieser Code läuft in 10 Minuten ab.', code_expiration_minutes: 10 },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Code kopieren',
          url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&cta_display_name=Code%20kopieren&code=otp{{1}}',
          example: [
            'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&cta_display_name=Code%20kopieren&code=otp482913',
          ],
        },
      ],
    },
  ],
};

const oldNews: Template = {
  id: '700000000000010',
  name: 'old_news',
  language: 'de',
  status: 'PAUSED',
  quality_score: { score: 'RED' },
  category: 'MARKETING',
  parameter_format: 'POSITIONAL',
  components: [
    {
      type: 'BODY',
      text: 'Guten Tag, in unserem Rundbrief lesen Sie diesmal, welche Rosen im Winter Schutz brauchen und wann Sie sie am besten schneiden.',
    },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Keine Werbung' }] },
  ],
};

/** The templates with files, buttons and one-time codes, and the paused one. */
export const SPECIAL_TEMPLATES: readonly Template[] = [
  appointmentReminder,
  ticketBooking,
  summerSale,
  loginCode,
  oldNews,
];
