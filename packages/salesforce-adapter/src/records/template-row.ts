import type { Template } from '@parley/core/gateway-api';
import type { NewRow } from '../salesforce/port.ts';
import { fit } from './fit.ts';

/** The row of a template, so that reps and flows can choose one. */
export function templateRow(template: Template): NewRow {
  return {
    Template_Key__c: fit(`${template.name}:${template.language}`, 255),
    Name: fit(template.name, 80),
    Template_Name__c: fit(template.name, 255),
    Language__c: fit(template.language, 16),
    Category__c: template.category,
    Status__c: template.status.toLowerCase(),
    Body__c: fit(template.body, 4000),
    Variables__c: fit(
      JSON.stringify(
        template.fields.map(({ key, label, required, limit }) => ({ key, label, required, limit })),
      ),
      32_768,
    ),
  };
}
