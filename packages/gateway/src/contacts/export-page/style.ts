/** How the page looks, on a screen and on paper. */
export const style = `
:root { color-scheme: light; --ink: #17211d; --soft: #5d6b65; --line: #dfe5e2; --paper: #fff; --ground: #f3f5f4;
  --accent: #0b6b4f; --tint: #e7f3ee; --in: #f1f3f2; --out: #dff3e8; --bad: #a3332b; --bad-tint: #fbeae8; --wait: #8a6100;
  --wait-tint: #fdf3d9; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 54rem; margin: 2.5rem auto; padding: 3rem 3.5rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 14px; }
header { border-bottom: 2px solid var(--accent); padding-bottom: 1.5rem; margin-bottom: 2rem; }
.business { color: var(--accent); font-weight: 650; letter-spacing: .02em; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .35rem 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 .75rem; padding-top: .25rem; break-after: avoid; }
h2 .n { color: var(--accent); margin-right: .5rem; font-variant-numeric: tabular-nums; }
h3 { font-size: .98rem; margin: 1.5rem 0 .5rem; break-after: avoid; }
p { margin: .4rem 0 .8rem; max-width: 44rem; }
.soft, .meta { color: var(--soft); }
.meta { font-size: .82rem; }
nav { columns: 2; margin: 1rem 0 0; font-size: .92rem; }
nav a { display: block; break-inside: avoid; color: var(--ink); text-decoration: none; padding: .12rem 0; }
nav a:hover { color: var(--accent); }
nav .n { color: var(--accent); margin-right: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
/* Short words stay whole beside the long value. */
td:nth-child(n+3) { overflow-wrap: break-word; }
.together { break-inside: avoid; }
th { color: var(--soft); font-weight: 550; font-size: .82rem; white-space: nowrap; }
tr { break-inside: avoid; }
.badge { display: inline-block; padding: .08rem .6rem; border-radius: 99px; font-size: .82rem; font-weight: 600;
  background: var(--in); white-space: nowrap; }
.badge.good { background: var(--tint); color: var(--accent); }
.badge.bad { background: var(--bad-tint); color: var(--bad); }
.badge.wait { background: var(--wait-tint); color: var(--wait); }
.seal { border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 8px; padding: .75rem 1rem;
  margin: 1rem 0; break-inside: avoid; }
.seal.bad { border-left-color: var(--bad); }
.entry { border-left: 2px solid var(--line); padding: 0 0 1.1rem 1.1rem; margin-left: .3rem; position: relative;
  break-inside: avoid; }
.entry::before { content: ""; position: absolute; left: -6px; top: .45rem; width: 10px; height: 10px; border-radius: 50%;
  background: var(--accent); border: 2px solid var(--paper); }
.entry.bad::before { background: var(--bad); }
.entry p { margin: .15rem 0; }
blockquote { margin: .5rem 0; padding: .6rem .9rem; background: var(--in); border-radius: 8px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
code, pre { font: .8rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--in); border-radius: 8px; padding: .6rem .9rem; margin: .4rem 0; }
.day { text-align: center; color: var(--soft); font-size: .82rem; margin: 1.4rem 0 .6rem; break-after: avoid; }
.message { max-width: 80%; margin: .35rem 0; padding: .5rem .8rem .4rem; border-radius: 12px; background: var(--in);
  break-inside: avoid; width: fit-content; }
.message.outbound { margin-left: auto; background: var(--out); }
.message .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.message .meta { margin-top: .25rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem 1.1rem; border: 0; border-radius: 0; } nav { columns: 1; }
  .message { max-width: 92%; } }
@media print { body { background: none; font-size: 10.5pt; } main { border: 0; margin: 0; padding: 0; max-width: none; }
  .message, .badge, .entry::before, blockquote, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  @page { size: A4; margin: 18mm 16mm; } }
`;
