import { isObject, listOf, objectOf, own, textOf, type JsonObject } from "./json.js";
import { canonicalSchema, sorted, withoutAnnotations, type Components } from "./schema.js";

/** The one spelling of an operation: parameters and answers by their names, each reference inlined. */
export function canonicalOperation(operation: JsonObject, item: JsonObject, components: Components): JsonObject {
  const { operationId, deprecated, requestBody, responses } = operation;
  const parameters: JsonObject = {};
  for (const entry of [...listOf(item["parameters"]), ...listOf(operation["parameters"])]) {
    const { name, in: place, ...rest } = canonicalHolder(entry, components);
    const parameter = { ...rest };
    components.remember(parameter, referencesOf(entry));
    parameters[`${textOf(place)} ${textOf(name)}`] = parameter;
  }
  const answers = Object.entries(objectOf(responses)).map(([status, response]) => [
    status,
    canonicalHolder(objectOf(response), components, { headers: {}, content: {} }),
  ]);
  return {
    ...(operationId !== undefined && { operationId }),
    ...(deprecated === true && { deprecated }),
    parameters: sorted(parameters),
    ...(isObject(requestBody) && { requestBody: canonicalHolder(requestBody, components) }),
    responses: sorted(Object.fromEntries(answers) as JsonObject),
  };
}

/** Requirements by their scheme's name, each with the scheme itself; schemes asked for together are joined by a plus sign. */
export function canonicalSecurity(requirements: JsonObject[], declared: JsonObject): JsonObject {
  const entries = requirements.map((requirement): [string, JsonObject] => {
    const names = Object.keys(requirement).toSorted();
    const scopes = names.flatMap((name) => [requirement[name] ?? []].flat().map(textOf));
    const schemes = names.map((name) => [name, withoutAnnotations(objectOf(own(declared, name)))]);
    return [names.join("+"), { scopes: scopes.toSorted(), schemes: Object.fromEntries(schemes) as JsonObject }];
  });
  return sorted(Object.fromEntries(entries));
}

/** A parameter, a header, a body or an answer: what holds schemas, headers and media types. */
function canonicalHolder(entry: JsonObject, components: Components, defaults: JsonObject = {}): JsonObject {
  const reference = entry["$ref"];
  const target = typeof reference === "string" ? objectOf(components.follow(reference)) : entry;
  const { required, schema, content, headers, ...rest } = withoutAnnotations(target);
  const nested = (values: JsonObject): JsonObject =>
    sorted(
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, canonicalHolder(objectOf(value), components)]),
      ),
    );
  const result: JsonObject = {
    ...defaults,
    ...rest,
    ...(required === true && { required }),
    ...(schema !== undefined && { schema: canonicalSchema(schema, components) }),
    ...(content !== undefined && { content: nested(objectOf(content)) }),
    ...(headers !== undefined && { headers: nested(objectOf(headers)) }),
  };
  components.remember(result, referencesOf(entry));
  return result;
}

function referencesOf({ $ref: reference }: JsonObject): string[] {
  return typeof reference === "string" ? [reference] : [];
}
