/** Told when a call was refused; the page shows it. */
let complain = () => {};

export const onComplaint = (listener) => {
  complain = listener;
};

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  const message = answer.error?.message ?? `${response.status}`;
  complain(message);
  throw new Error(message);
}

const customer = (phone, rest) => `/sandbox/customers/${encodeURIComponent(phone)}${rest}`;

export const loadState = () => call('GET', '/sandbox/state');
export const loadMessages = async (phone) => (await call('GET', customer(phone, '/messages'))).messages;
export const loadDeliveries = async () => (await call('GET', '/sandbox/deliveries?limit=40')).deliveries;
export const addCustomer = (phone, person) => call('POST', customer(phone, ''), person);
export const writeAs = (phone, message) => call('POST', customer(phone, '/messages'), message);
export const readAs = (phone) => call('POST', customer(phone, '/read'), {});
export const prefer = (phone, marketing) => call('POST', customer(phone, '/preferences'), { marketing });
export const addFault = (fault) => call('POST', '/sandbox/faults', fault);
export const clearFaults = () => call('DELETE', '/sandbox/faults');
