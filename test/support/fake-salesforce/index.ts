export type { ConnectedApp } from './oauth.ts';
export type { StoredRecord } from './records.ts';
export { type FakeSalesforce, type OrgOptions, type SeenCall, startFakeSalesforce } from './server.ts';
export { childText, parseXml, type XmlElement } from './xml.ts';
