import { inspect } from "node:util";
import { err as pinoError } from "pino-std-serializers";
import { serializeError } from "serialize-error";

/** Every form in which an error may end up in a log. */
export function printedForms(value: unknown): string {
  const forms = [
    String(value),
    JSON.stringify(value),
    inspect(value, { showHidden: true, depth: Infinity, getters: true }),
  ];
  if (value instanceof Error) forms.push(JSON.stringify(pinoError(value)), JSON.stringify(serializeError(value)));
  for (let error = value; error instanceof Error; error = error.cause) {
    forms.push(error.message, String(error.stack), JSON.stringify(error), JSON.stringify({ ...error }), inspect(error));
    forms.push(JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  }
  return forms.join("\n");
}
