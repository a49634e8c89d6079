/** Every environment variable the tool reads, as shown in help and docs; `option` is the option that it sets. */
export const VARIABLES = [
  { name: "NOVU_MSG_SECRET_KEY", meaning: "the API key; wins over the two below" },
  { name: "NOVU_SECRET_KEY", meaning: "the API key, under Novu's own name" },
  { name: "NOVU_API_KEY", meaning: "the API key, under Novu's older name" },
  { name: "NOVU_MSG_API_URL", meaning: "Novu's address; wins over the one below", option: "--api-url" },
  { name: "NOVU_API_URL", meaning: "Novu's address, under Novu's own name" },
  { name: "NOVU_MSG_REGION", meaning: "us or eu, instead of an address", option: "--region" },
  { name: "NOVU_MSG_PROFILE", meaning: "the profile to use", option: "--profile" },
  {
    name: "NOVU_MSG_ALLOW",
    meaning: "read, ask or write; with --allow and the profile's level the strictest counts",
    option: "--allow",
  },
  { name: "NOVU_MSG_CONFIG_DIR", meaning: "folder of the config file" },
  { name: "XDG_CONFIG_HOME", meaning: "parent of that folder when NOVU_MSG_CONFIG_DIR is not set (Unix)" },
  { name: "APPDATA", meaning: "parent of that folder when NOVU_MSG_CONFIG_DIR is not set (Windows)" },
  { name: "XDG_CACHE_HOME", meaning: "parent of the folder for recently used ids, else ~/.cache (Unix)" },
  {
    name: "XDG_STATE_HOME",
    meaning: "parent of the folder for journals and running sandboxes, else ~/.local/state (Unix)",
  },
  { name: "XDG_DATA_HOME", meaning: "where completion --install writes, else ~/.local/share (Unix)" },
  {
    name: "LOCALAPPDATA",
    meaning:
      "parent of the folders for journals, recently used ids, completions and running sandboxes (Windows)",
  },
  {
    name: "FPATH",
    meaning: "where zsh looks for completions; completion --install looks whether it is there",
  },
  { name: "ZDOTDIR", meaning: "folder of .zshrc, else your home; completion --install looks into it" },
  { name: "NOVU_MSG_OUTPUT", meaning: "default for --output", option: "--output" },
  { name: "NOVU_MSG_REQUEST_TIMEOUT", meaning: "default for --request-timeout", option: "--request-timeout" },
  { name: "NOVU_MSG_RETRIES", meaning: "default for --retries", option: "--retries" },
  { name: "NOVU_MSG_RATE", meaning: "default for --rate of action apply", option: "--rate" },
  {
    name: "NOVU_MSG_ALLOW_HTTP",
    meaning: "default for --allow-http, except for a key stored for https",
    option: "--allow-http",
  },
  { name: "NOVU_MSG_NO_INPUT", meaning: "never prompt", option: "--no-input" },
  { name: "CI", meaning: "never prompt" },
  { name: "GITHUB_OUTPUT", meaning: "file for the outputs of --github; GitHub Actions sets it" },
  { name: "GITHUB_STEP_SUMMARY", meaning: "file for the summary of --github; GitHub Actions sets it" },
  { name: "HTTPS_PROXY", meaning: "proxy for https addresses; the lower-case name wins, --proxy over both" },
  { name: "HTTP_PROXY", meaning: "the same for http addresses; never for this machine's own" },
  { name: "NO_PROXY", meaning: "what the two above are not for: host, .suffix, host:port, 10.0.0.0/8 or *" },
  {
    name: "NODE_EXTRA_CA_CERTS",
    meaning: "file of certificate authorities to trust as well, like --ca-file",
  },
  { name: "NO_COLOR", meaning: "no color" },
  { name: "FORCE_COLOR", meaning: "color even where there is no terminal; 0 to 3 is the level" },
  { name: "CLICOLOR_FORCE", meaning: "color even where there is no terminal" },
  { name: "TERM", meaning: "`dumb` means no color and no animation" },
] as const;

export type VariableName = (typeof VARIABLES)[number]["name"];
