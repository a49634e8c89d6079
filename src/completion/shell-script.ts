import { POWERSHELL_SCRIPT } from "./powershell-script.js";

/** Works both when autoloaded from fpath and when sourced. */
const ZSH_SCRIPT = `#compdef novu-msg
# zsh completion for novu-msg
# Printed by: novu-msg completion zsh

_novu-msg() {
  local program=\${(Q)words[1]} kind prefix line value about
  local -a typed lines described
  program=\${program/#\\~\\//$HOME/}
  { [[ \${program:t} == novu-msg* ]] && whence -p -- "$program" >/dev/null } || program=novu-msg
  typed=("\${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || typed=()
  lines=("\${(@f)$("$program" __complete -- "\${typed[@]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  kind=\${lines[1]%%$'\\t'*} prefix=\${lines[1]#*$'\\t'}

  if [[ $kind == files ]]; then
    compset -p \${#prefix}
    _files
    return
  fi
  for line in "\${(@)lines[2,-1]}"; do
    value=\${line%%$'\\t'*} about=\${line#*$'\\t'}
    value=\${value//\\\\/\\\\\\\\}
    described+=("\${value//:/\\\\:}\${about:+:$about}")
  done
  (( $#described )) || return 1
  if [[ $kind == list ]]; then
    _describe -V -t values 'value' described -S ''
  else
    _describe -V -t values 'value' described
  fi
}

if [[ $funcstack[1] == _novu-msg ]]; then
  _novu-msg "$@"
else
  compdef _novu-msg novu-msg
fi
`;

/** fish does the matching and quoting. It takes whole words, each followed by a tab and a description. */
const FISH_SCRIPT = `# fish completion for novu-msg
# Printed by: novu-msg completion fish

function __novu_msg_complete
    set -l typed (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $typed[1])
    if not string match -qr '(^|/)novu-msg[^/]*$' -- $program; or not command -sq $program
        set program novu-msg
    end
    set -e typed[1]

    # The word under the cursor, without its quotes; the last one may still be open.
    set -l raw (commandline -ct)
    set -l word (string unescape -- "$raw"; or string unescape -- "$raw"\\"; or string unescape -- "$raw"\\')
    test -n "$word"; or set word "$raw"

    set -l lines (command $program __complete -- $typed "$word" 2>/dev/null)
    set -l head (string split -m 1 \\t -- $lines[1])
    set -e lines[1]
    if test "$head[1]" = files
        set -l path (string sub -s (math (string length -- "$head[2]") + 1) -- "$word")
        for line in (__fish_complete_path "$path")
            printf '%s%s\\n' "$head[2]" $line
        end
    else if test "$head[1]" = list -a (count $lines) -eq 1
        # Two that begin alike keep fish from adding a space.
        set -l only (string split -m 1 \\t -- $lines[1])
        printf '%s\\n' $lines[1] "$only[1],"
    else
        printf '%s\\n' $lines
    end
end

complete -c novu-msg -e
complete -c novu-msg -f -k -a '(__novu_msg_complete)'
`;

/** Works without bash-completion and with the bash 3.2 of macOS. Never executes words of the line. */
const BASH_SCRIPT = `# bash completion for novu-msg
# Printed by: novu-msg completion bash

# Splits the line up to the cursor as bash would, without expanding anything. Sets
#   typed  its words without quotes, the last one under the cursor
#   open   the quote that the cursor is within, if any
#   start  how much of the last word stands before what readline replaces
_novu_msg_split() {
  local line=\${COMP_LINE:0:COMP_POINT} word='' inside='' char i
  typed=() open='' start=0
  for ((i = 0; i < \${#line}; i++)); do
    char=\${line:i:1}
    if [[ $char == "$open" ]]; then
      open='' start=\${#word}
    elif [[ $char == \\\\ && $open != "'" ]]; then
      # Within double quotes a backslash counts only before a few characters.
      [[ $open == '"' && \${line:i+1:1} != [\\"\\\\\\$\\\`] ]] && word+=$char
      ((++i))
      word+=\${line:i:1} inside=1
    elif [[ -n $open ]]; then
      word+=$char
    elif [[ $char == [\\'\\"] ]]; then
      open=$char inside=1 start=\${#word}
    elif [[ $char == [[:space:]] ]]; then
      [[ -n $inside ]] && typed+=("$word")
      word='' inside='' start=0
    else
      word+=$char inside=1
      # readline starts behind such a character, but for @ on it, since that can begin a host's name.
      [[ $COMP_WORDBREAKS == *"$char"* ]] && start=\${#word}
      [[ $COMP_WORDBREAKS == *"$char"* && $char == @ ]] && ((--start))
    fi
  done
  typed+=("$word")
}

# Sets quoted: the text as it can stand at the cursor.
_novu_msg_quote() {
  local text=$1 char i
  quoted=$text
  [[ $text == *[!A-Za-z0-9_@%+=:,./-]* ]] || return 0
  quoted=''
  for ((i = 0; i < \${#text}; i++)); do
    char=\${text:i:1}
    if [[ $open == "'" && $char == "'" ]]; then
      quoted+="'\\\\''"
    elif [[ $open == '"' && $char == [\\"\\\\\\$\\\`] ]]; then
      quoted+=\\\\$char
    elif [[ -z $open && $char == [!A-Za-z0-9_@%+=:,./-] && $char == [[:ascii:]] ]]; then
      quoted+=\\\\$char
    else
      quoted+=$char
    fi
  done
}

_novu_msg_files() {
  local prefix=$1 path value
  path=\${typed[\${#typed[@]} - 1]}
  path=\${path:\${#prefix}}
  while IFS= read -r value; do
    [[ -d \${value/#\\~\\//$HOME/} ]] && value+=/
    _novu_msg_quote "$prefix$value"
    # A tilde that was quoted would be no home.
    COMPREPLY+=("\${quoted/#\\\\\\~\\//~/}")
  done < <(compgen -f -- "$path")
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == */ ]] && _novu_msg_option nospace
}

# Older versions of bash know no compopt.
_novu_msg_option() {
  compopt -o "$1" 2>/dev/null
  return 0
}

_novu_msg() {
  local typed=() open='' start=0 quoted='' program kind='' prefix='' value about line at
  COMPREPLY=()
  _novu_msg_split
  program=\${typed[0]/#\\~\\//$HOME/}
  { [[ \${program##*/} == novu-msg* ]] && type -P -- "$program" >/dev/null; } || program=novu-msg
  while IFS= read -r line; do
    value=\${line%%$'\\t'*} about=\${line#*$'\\t'}
    if [[ -z $kind ]]; then
      kind=$value prefix=$about
    else
      _novu_msg_quote "\${value:start}"
      # Only where words are listed is there room to say what they are about.
      [[ $COMP_TYPE == 63 && -n $about ]] && printf -v quoted '%-20s  (%s)' "$quoted" "$about"
      COMPREPLY+=("$quoted")
    fi
  done < <("$program" __complete -- "\${typed[@]:1}" 2>/dev/null)
  if [[ $kind == files ]]; then
    _novu_msg_files "$prefix"
    for at in "\${!COMPREPLY[@]}"; do COMPREPLY[at]=\${COMPREPLY[at]:start}; done
  elif [[ $kind == list ]]; then
    _novu_msg_option nospace
  fi
  _novu_msg_option nosort
}

complete -F _novu_msg novu-msg
`;

/** The completion script of each shell, and its file name in `completions/`. */
interface ShellScript {
  readonly fileName: string;
  readonly text: string;
}

export const SHELL_SCRIPTS: Readonly<Record<Shell, ShellScript>> = {
  bash: { fileName: "novu-msg.bash", text: BASH_SCRIPT },
  zsh: { fileName: "_novu-msg", text: ZSH_SCRIPT },
  fish: { fileName: "novu-msg.fish", text: FISH_SCRIPT },
  powershell: { fileName: "novu-msg.ps1", text: POWERSHELL_SCRIPT },
};

/** The supported shells. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];
