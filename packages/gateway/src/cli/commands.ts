import type { Command } from './command.ts';
import { alertsCommand } from './commands/alerts.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { businessCommand } from './commands/business.ts';
import { consentCommand } from './commands/consent.ts';
import { doctorCommand } from './commands/doctor.ts';
import { keysCommand } from './commands/keys.ts';
import { numbersCommand } from './commands/numbers.ts';
import { sendCommand } from './commands/send.ts';
import { startCommand } from './commands/start.ts';
import { templatesCommand } from './commands/templates.ts';

/** Everything that `parley` can do. */
export const commands: readonly Command[] = [
  startCommand,
  doctorCommand,
  alertsCommand,
  keysCommand,
  numbersCommand,
  templatesCommand,
  sendCommand,
  consentCommand,
  businessCommand,
  backupCommand,
  restoreCommand,
];
