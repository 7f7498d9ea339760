#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { environment } from '../settings/environment.ts';
import { runCli } from './run.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  env: environment(process.env, process.cwd()),
  fetch,
  now: () => new Date(),
  isTerminal: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  readInput: () => text(process.stdin),
});
