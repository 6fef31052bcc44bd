import {
  componentName,
  isForbidden,
  operationsOf,
  resolve,
  type OpenApiDocument,
  type Schema,
} from "../contract/document.js";
import { schemaConstantName } from "./names.js";

/** The contract's constants as plain data: openapi-typescript's own `enumValues` cost types and miss nullable enums. */
export function renderConstants(bundle: OpenApiDocument): string {
  const serverUrls = bundle.servers.map((server) => `  ${server["x-server-name"]}: ${JSON.stringify(server.url)},\n`);
  const constants = [
    `/** The version of Polar's API that the types were made for, and the default of \`apiVersion\`. */\nexport const apiVersion = ${JSON.stringify(bundle.info.version)};`,
    `export const servers = {\n${serverUrls.join("")}} as const;`,
  ];
  const add = (name: string, value: unknown, comment: string): void => {
    constants.push(`/** ${comment} */\nexport const ${name} = ${JSON.stringify(value)} as const;`);
  };
  const requests = new Set<string | undefined>();
  for (const { operation } of operationsOf(bundle)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) requests.add(componentName(schema));
  }
  for (const [name, schema] of Object.entries(bundle.components.schemas)) {
    if (schema.enum) add(schemaConstantName(name, "Values"), schema.enum, `The known values of \`${name}\`.`);
    if (!requests.has(name)) continue;
    const comment = `The members of \`${name}\`, each with its own members; \`null\` if it has none.`;
    add(schemaConstantName(name, "Members"), membersOf(bundle, schema), comment);
  }
  constants.push(renderSubdivisions(bundle));
  return `${constants.join("\n\n")}\n`;
}

/** The states of the countries whose states Polar checks. */
function renderSubdivisions({ components }: OpenApiDocument): string {
  const { state } = components.schemas["AddressInput"]?.properties ?? {};
  const byCountry = Object.entries((state?.["x-subdivisions"] ?? {}) as Record<string, Record<string, string>>);
  const lists = byCountry.map(([country, names]) => {
    const list = Object.entries(names).map(([code, name]) => ({ code, name }));
    return `  ${country}: ${JSON.stringify(list)},\n`;
  });
  const members = byCountry.map(([country]) => ` readonly ${country}: readonly Subdivision[];`);
  return `/** A US state or Canadian province: its code as Polar stores it (\`US-CA\`), and its name in English. */
export interface Subdivision {
  readonly code: string;
  readonly name: string;
}

/**
 * The states (with the District of Columbia, without territories) and provinces that Polar accepts, by country; the state of every other
 * country is free text. For a select: \`Intl.DisplayNames\` cannot name them.
 */
export const subdivisions: {${members.join("")} } = {
${lists.join("")}};`;
}

/** The members of a request, of all its variants; null for what is not an object. */
function membersOf(bundle: OpenApiDocument, schema: Schema): object | null {
  const { properties, anyOf, oneOf } = resolve(bundle, schema);
  const variants = [...(anyOf ?? []), ...(oneOf ?? [])].map((variant) => membersOf(bundle, variant));
  const members = Object.entries(properties ?? {}).filter(([, member]) => !isForbidden(member));
  if (properties) variants.push(Object.fromEntries(members.map(([name, member]) => [name, membersOf(bundle, member)])));
  const objects = variants.filter((variant) => variant !== null);
  return objects.length > 0 ? (Object.assign({}, ...objects) as object) : null;
}
