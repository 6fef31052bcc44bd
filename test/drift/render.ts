import { isObject, objectOf, type Json, type JsonObject } from "../../scripts/contract/json.js";
import { sorted } from "../../scripts/drift/values.js";

/** The canonical tree as an OpenAPI document again, for tools that know only those: maps become lists, sorted. */
export function toOpenApi(tree: JsonObject): JsonObject {
  const paths = mapValues(objectOf(tree["paths"]), (item) => mapValues(objectOf(item), toOperation));
  return {
    openapi: "3.1.0",
    info: { title: "Canonical form", version: "1" },
    servers: Object.keys(objectOf(tree["servers"])).map((url) => ({ url })),
    paths,
    components: { securitySchemes: schemesIn(tree) },
  };
}

function toOperation(operation: Json): JsonObject {
  const { parameters, security, responses, requestBody, ...rest } = objectOf(operation);
  return {
    ...rest,
    parameters: Object.entries(sorted(objectOf(parameters))).map(([key, parameter]) => {
      const [place = "", ...name] = key.split(" ");
      return Object.assign(toHolder(parameter), { name: name.join(" "), in: place });
    }),
    security: Object.values(sorted(objectOf(security))).map((requirement) => {
      const { scopes, schemes } = objectOf(requirement);
      return mapValues(objectOf(schemes), () => scopes ?? []);
    }),
    ...(requestBody !== undefined && { requestBody: toHolder(requestBody) }),
    responses: mapValues(objectOf(responses), (response) => ({ description: "", ...toHolder(response) })),
  };
}

/** Every security scheme that an operation of the tree names. */
function schemesIn(tree: JsonObject): JsonObject {
  const operations = Object.values(objectOf(tree["paths"])).flatMap((item) => Object.values(objectOf(item)));
  const requirements = operations.flatMap((operation) => Object.values(objectOf(objectOf(operation)["security"])));
  return Object.assign({}, ...requirements.map((requirement) => objectOf(requirement)["schemes"])) as JsonObject;
}

function toHolder(holder: Json): JsonObject {
  const { schema, content, headers, ...rest } = objectOf(holder);
  return {
    ...rest,
    ...(schema !== undefined && { schema: toSchema(schema) }),
    ...(content !== undefined && { content: mapValues(objectOf(content), toHolder) }),
    ...(headers !== undefined && { headers: mapValues(objectOf(headers), toHolder) }),
  };
}

function toSchema(value: Json): JsonObject {
  // `required` was read where the schema is a member; as a keyword of the schema itself it has no place here.
  const { properties, anyOf, required: _, ...rest } = objectOf(value);
  const result: JsonObject = { ...rest };
  for (const keyword of ["items", "additionalProperties", "propertyNames", "not"]) {
    const nested = rest[keyword];
    if (nested !== undefined) result[keyword] = toSchema(nested);
  }
  if (Array.isArray(rest["allOf"])) result["allOf"] = rest["allOf"].map(toSchema);
  if (isObject(anyOf)) {
    const variants = Object.entries(sorted(anyOf));
    result["anyOf"] = variants.map(([title, variant]) => Object.assign(toSchema(variant), { title }));
  }
  if (isObject(properties)) {
    result["properties"] = mapValues(properties, toSchema);
    const required = Object.keys(properties).filter((name) => objectOf(properties[name])["required"] === true);
    result["required"] = required.toSorted();
  }
  return result;
}

function mapValues(value: JsonObject, map: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, map(nested)]));
}
