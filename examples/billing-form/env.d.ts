interface ImportMeta {
  readonly env: { readonly VITE_POLAR_URL: string };
}
