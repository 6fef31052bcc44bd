// What only bench/ and examples/billing-form install, and what the bench generates. Where that is not installed, each of it is `any`.
declare module "@hono/node-server";
declare module "@hono/node-server/serve-static";
declare module "@vitejs/plugin-react";
declare module "echarts";
declare module "polar-sdk-*";
declare module "*/generated/hey-api/client/index.js";
declare module "*/generated/hey-api/sdk.gen.js";
