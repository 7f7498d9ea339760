import { ApiProblem } from './api-problem.ts';
import type { BothLanguages } from './wording.ts';

const title: BothLanguages = { en: 'The file cannot be taken', de: 'Die Datei kann nicht angenommen werden' };

/** 415 for a file that says no type. */
export function withoutType(): ApiProblem {
  return new ApiProblem({
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    title,
    detail: {
      en: 'The request does not say what type of file its body is.',
      de: 'Die Anfrage sagt nicht, welche Art von Datei ihr Inhalt ist.',
    },
    remedy: {
      en: 'Set Content-Type to the type of the file, such as image/jpeg, or send a form with the field "file".',
      de: 'Setzen Sie Content-Type auf den Typ der Datei, etwa image/jpeg, oder senden Sie ein Formular mit dem Feld "file".',
    },
  });
}

/** 422 for a form that is not one file. */
export function faultyForm(problem: 'no_file' | 'two_files' | 'unreadable'): ApiProblem {
  return new ApiProblem({
    status: 422,
    code: 'INVALID_REQUEST',
    title,
    detail: formWords[problem],
    remedy: {
      en: 'Send one file in the form field "file"; nothing was kept.',
      de: 'Senden Sie eine Datei im Formularfeld "file"; es wurde nichts behalten.',
    },
    errors: [{ path: 'file', message: formWords[problem] }],
  });
}

const formWords = {
  no_file: { en: 'The form has no file.', de: 'Das Formular enthält keine Datei.' },
  two_files: {
    en: 'The form has more than one file; send one at a time.',
    de: 'Das Formular enthält mehrere Dateien; senden Sie eine nach der anderen.',
  },
  unreadable: {
    en: 'The form cannot be read: it has no boundary, or ends too early.',
    de: 'Das Formular lässt sich nicht lesen: Ihm fehlt die Trennmarke, oder es endet zu früh.',
  },
} as const satisfies Record<string, BothLanguages>;
