/** The oldest and the newest of each line that `engines` allows. */
export const nodes = ["20.19.0", "22.12.0", "22.23.3", "24.21.0", "26.10.0"];
export const bun = "1.4.5";
export const deno = "2.9.6";
export const miniflare = "4.20260730.0";
export const compilers = ["5.8.3", "5.9.3", "6.0.3", "7.0.2"];
