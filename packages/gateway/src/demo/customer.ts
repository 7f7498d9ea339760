/** What a customer's phone shows. */
export type PhoneMessage = {
  readonly wamid: string;
  readonly from: 'business' | 'customer';
  readonly type: string;
  readonly text: string;
  readonly status?: string;
};

/** One customer of the tour, through the sandbox's phone. */
export type Customer = {
  readonly name: string;
  readonly phone: string;
  write(text: string, ageHours?: number): Promise<{ wamid: string }>;
  messages(): Promise<readonly PhoneMessage[]>;
};

export function customerOf(sandboxUrl: string, name: string, phone: string): Customer {
  const url = `${sandboxUrl}/sandbox/customers/${phone}/messages`;
  return {
    name,
    phone,
    async write(text, ageHours = 0) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'text', text, name, ageHours }),
      });
      if (!response.ok) throw new Error(`the sandbox refused a message of ${name} (${response.status})`);
      return (await response.json()) as { wamid: string };
    },
    async messages() {
      const response = await fetch(url);
      return ((await response.json()) as { messages: PhoneMessage[] }).messages;
    },
  };
}
