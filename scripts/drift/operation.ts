import { isObject, listOf, mapValues, objectOf, own, textOf, type JsonObject } from "../contract/json.js";
import { canonicalSchema, withoutAnnotations, type Components } from "./schema.js";
import { sorted } from "./values.js";

/** The one spelling of an operation: parameters and answers by their names, each reference inlined. */
export function canonicalOperation(
  operation: JsonObject,
  item: JsonObject,
  names: ReadonlyMap<string, string>,
  components: Components,
): JsonObject {
  const { operationId, deprecated, requestBody, responses } = operation;
  const request = { ...components, isRequest: true };
  const parameters: JsonObject = {};
  for (const entry of [...listOf(item["parameters"]), ...listOf(operation["parameters"])]) {
    const { name, in: place, style, explode, ...parameter } = canonicalHolder(entry, request);
    const usual = place === "query" || place === "cookie" ? "form" : "simple";
    if (style !== undefined && style !== usual) parameter["style"] = style;
    if (explode !== undefined && explode !== ((style ?? usual) === "form")) parameter["explode"] = explode;
    components.remember(parameter, referencesOf(entry));
    const known = place === "path" ? names.get(textOf(name)) : undefined;
    parameters[`${textOf(place)} ${known ?? textOf(name)}`] = parameter;
  }
  const answers = mapValues(objectOf(responses), (answer) =>
    canonicalHolder(objectOf(answer), components, { headers: {}, content: {} }),
  );
  return {
    ...(operationId !== undefined && { operationId }),
    ...(deprecated === true && { deprecated }),
    parameters: sorted(parameters),
    ...(isObject(requestBody) && { requestBody: canonicalHolder(requestBody, request) }),
    responses: sorted(answers),
  };
}

/** Stands for a list of requirements that can be met by sending nothing. */
const noToken = { "no token": {} };

/** Requirements by their scheme's name, each with the scheme itself; schemes asked for together are joined by a plus sign. */
export function canonicalSecurity(requirements: JsonObject[], declared: JsonObject): JsonObject {
  const entries = requirements.map((requirement): [string, JsonObject] => {
    const names = Object.keys(requirement).toSorted();
    const scopes = names.flatMap((name) => [requirement[name] ?? []].flat().map(textOf));
    const schemes = names.map((name) => [name, withoutAnnotations(objectOf(own(declared, name)))]);
    return [names.join("+"), { scopes: scopes.toSorted(), schemes: Object.fromEntries(schemes) as JsonObject }];
  });
  const needsNone = entries.length === 0 || entries.some(([names]) => names === "");
  return needsNone ? structuredClone(noToken) : sorted(Object.fromEntries(entries));
}

export function needsToken(security: JsonObject): boolean {
  return !Object.hasOwn(security, "no token");
}

/** A parameter, a header, a body or an answer: what holds schemas, headers and media types. */
function canonicalHolder(entry: JsonObject, components: Components, defaults: JsonObject = {}): JsonObject {
  let target = entry;
  const references: string[] = [];
  for (let next = referencesOf(target); next.length > 0; next = referencesOf(target)) {
    references.push(...next);
    components.count();
    target = objectOf(components.follow(next.join()));
  }
  const { required, schema, content, headers, ...rest } = withoutAnnotations(target);
  const nested = (values: JsonObject): JsonObject =>
    sorted(mapValues(values, (value) => canonicalHolder(objectOf(value), components)));
  const result: JsonObject = {
    ...defaults,
    ...rest,
    ...(required === true && { required }),
    ...(schema !== undefined && { schema: canonicalSchema(schema, components) }),
    ...(content !== undefined && { content: nested(objectOf(content)) }),
    ...(headers !== undefined && { headers: nested(objectOf(headers)) }),
  };
  components.remember(result, references);
  return result;
}

function referencesOf({ $ref: reference }: JsonObject): string[] {
  return typeof reference === "string" ? [reference] : [];
}
