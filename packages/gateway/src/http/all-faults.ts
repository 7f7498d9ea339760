import { ApiProblem, invalidFields } from './api-problem.ts';

type Step = () => unknown;

/**
 * What steps of reading a request come to, each of a field of its own: where some fail, the answer names every fault
 * and not only the first. A problem that is none of the fields' ends it at once.
 */
export async function readAll<const Steps extends readonly Step[]>(
  ...steps: Steps
): Promise<{ -readonly [Index in keyof Steps]: Awaited<ReturnType<Steps[Index]>> }> {
  const values: unknown[] = [];
  const problems: ApiProblem[] = [];
  for (const step of steps) {
    try {
      values.push(await step());
    } catch (problem) {
      if (!isOfFields(problem)) throw problems.length > 0 ? together(problems) : problem;
      problems.push(problem);
      values.push(undefined);
    }
  }
  if (problems.length > 0) throw together(problems);
  return values as { -readonly [Index in keyof Steps]: Awaited<ReturnType<Steps[Index]>> };
}

function isOfFields(problem: unknown): problem is ApiProblem {
  return problem instanceof ApiProblem && problem.status === 422 && (problem.errors?.length ?? 0) > 0;
}

// Alone a problem keeps its own code and words.
function together(problems: readonly ApiProblem[]): ApiProblem {
  const [only, ...others] = problems;
  if (only && others.length === 0) return only;
  return invalidFields(problems.flatMap(({ errors }) => errors ?? []));
}
