/** Every environment variable the tool reads, as shown in help and docs; `option` is the option that it sets. */
export const VARIABLES = [
  { name: "NOVU_MSG_SECRET_KEY", meaning: "API key; wins over the next two" },
  { name: "NOVU_SECRET_KEY", meaning: "API key (Novu's own name)" },
  { name: "NOVU_API_KEY", meaning: "API key (Novu's older name)" },
  { name: "NOVU_MSG_API_URL", meaning: "API URL; wins over the next one", option: "--api-url" },
  { name: "NOVU_API_URL", meaning: "API URL (Novu's own name)" },
  { name: "NOVU_MSG_REGION", meaning: "us or eu, instead of a URL", option: "--region" },
  { name: "NOVU_MSG_PROFILE", meaning: "profile to use", option: "--profile" },
  {
    name: "NOVU_MSG_ALLOW",
    meaning: "read, ask or write; the strictest of this, --allow and the profile counts",
    option: "--allow",
  },
  { name: "NOVU_MSG_CONFIG_DIR", meaning: "config folder" },
  { name: "XDG_CONFIG_HOME", meaning: "its parent folder, if NOVU_MSG_CONFIG_DIR isn't set (Unix)" },
  { name: "APPDATA", meaning: "its parent folder, if NOVU_MSG_CONFIG_DIR isn't set (Windows)" },
  { name: "XDG_CACHE_HOME", meaning: "parent of the cache folder (default: ~/.cache) (Unix)" },
  {
    name: "XDG_STATE_HOME",
    meaning: "parent of the state folder: journals, sandboxes (default: ~/.local/state) (Unix)",
  },
  { name: "XDG_DATA_HOME", meaning: "where completion --install writes (default: ~/.local/share) (Unix)" },
  {
    name: "LOCALAPPDATA",
    meaning: "parent of the state, cache and completion folders (Windows)",
  },
  {
    name: "FPATH",
    meaning: "zsh's completion folders, checked by completion --install",
  },
  { name: "ZDOTDIR", meaning: "folder of .zshrc (default: home folder), checked by completion --install" },
  { name: "NOVU_MSG_OUTPUT", meaning: "default for --output", option: "--output" },
  { name: "NOVU_MSG_REQUEST_TIMEOUT", meaning: "default for --request-timeout", option: "--request-timeout" },
  { name: "NOVU_MSG_RETRIES", meaning: "default for --retries", option: "--retries" },
  { name: "NOVU_MSG_RATE", meaning: "default for --rate of action apply", option: "--rate" },
  {
    name: "NOVU_MSG_ALLOW_HTTP",
    meaning: "default for --allow-http, except for a stored https key",
    option: "--allow-http",
  },
  { name: "NOVU_MSG_NO_INPUT", meaning: "never prompt", option: "--no-input" },
  { name: "CI", meaning: "never prompt" },
  { name: "GITHUB_OUTPUT", meaning: "file for the outputs of --github (set by GitHub Actions)" },
  { name: "GITHUB_STEP_SUMMARY", meaning: "file for the summary of --github (set by GitHub Actions)" },
  { name: "HTTPS_PROXY", meaning: "proxy for https URLs; the lowercase name wins, --proxy beats both" },
  { name: "HTTP_PROXY", meaning: "the same for http URLs (never for this machine)" },
  { name: "NO_PROXY", meaning: "hosts without proxy: host, .suffix, host:port, 10.0.0.0/8 or *" },
  {
    name: "NODE_EXTRA_CA_CERTS",
    meaning: "PEM file of extra CA certificates, like --ca-file",
  },
  { name: "NO_COLOR", meaning: "no color" },
  { name: "FORCE_COLOR", meaning: "color even without a terminal; 0 to 3 sets the level" },
  { name: "CLICOLOR_FORCE", meaning: "color even without a terminal" },
  { name: "TERM", meaning: "`dumb` means no color and no animation" },
] as const;

export type VariableName = (typeof VARIABLES)[number]["name"];
