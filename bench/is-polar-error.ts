// Alone in a bundle: what a program pays that only asks what an error is.
export { isPolarError } from "@internal/polar-orders";
