// Run by a supervisor before the bridge itself: says at once what is wrong with the settings, and ends with 1.
import { ParleyError } from '@parley/core';
import { readSettings } from './settings.ts';

try {
  readSettings(process.env);
} catch (error) {
  if (!(error instanceof ParleyError)) throw error;
  console.error(error.message);
  process.exit(1);
}
