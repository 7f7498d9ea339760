import type { Link } from '@parley/core/gateway-api';
import type { Tx } from '../store/index.ts';

/** The tools' references of the person's conversations and messages, by tool. */
export async function linksByTool(tx: Tx, contactIds: readonly string[]): Promise<Map<string, Link[]>> {
  const rows = await tx
    .selectFrom('link')
    .innerJoin('conversation', 'conversation.id', 'link.conversation_id')
    .select(['link.tool', 'link.key', 'link.part'])
    .where('conversation.contact_id', 'in', contactIds)
    .orderBy('link.tool')
    .orderBy('link.key')
    .orderBy('link.part')
    .execute();
  const byTool = new Map<string, Link[]>();
  for (const row of rows) byTool.set(row.tool, [...(byTool.get(row.tool) ?? []), row]);
  return byTool;
}

/** Removes one tool's references of a person who was erased there as well. */
export async function removeLinks(tx: Tx, contactId: string, tool: string): Promise<void> {
  await tx
    .deleteFrom('link')
    .where('tool', '=', tool)
    .where('conversation_id', 'in', (select) =>
      select
        .selectFrom('conversation')
        .innerJoin('contact', 'contact.id', 'conversation.contact_id')
        .select('conversation.id')
        .where((where) =>
          where.or([where('contact.id', '=', contactId), where('contact.merged_into', '=', contactId)]),
        ),
    )
    .execute();
}
