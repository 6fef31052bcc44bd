import { createFakePolar, type FakePolar, type FakePolarOptions } from "../../src/testing.js";
import { answerOracle, operations, type DeclaredOperation } from "./fragment.js";

/** A fake whose every answer is held against the contract; `fetch` rejects where one departs from it. */
export function checkedFake(options?: FakePolarOptions): FakePolar {
  const fake = createFakePolar(options);
  return {
    ...fake,
    async fetch(url, init) {
      const answer = await fake.fetch(url, init);
      const operation = operationAt(init?.method ?? "GET", new URL(url).pathname);
      if (operation) await check(operation, answer.clone());
      return answer;
    },
  };
}

function operationAt(method: string, path: string): DeclaredOperation | undefined {
  return operations.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace("{id}", "[^/]+")}$`).test(path),
  );
}

async function check({ id, answers }: DeclaredOperation, answer: Response): Promise<void> {
  const { status, headers } = answer;
  const mediaType = headers.get("Content-Type")?.split(";")[0];
  const body = await answer.text();
  const place = `${id}: ${status} ${mediaType} ${body}`;
  if (!answers.some((one) => one.status === status && one.mediaType === mediaType))
    throw new Error(`${place} is not declared`);
  if (mediaType !== "application/json") return;
  const validate = answerOracle(status, id);
  if (!validate(JSON.parse(body))) throw new Error(`${place}: ${JSON.stringify(validate.errors)}`);
}
