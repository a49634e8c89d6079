/** Works from a folder of fpath and when it is sourced. */
export const ZSH_SCRIPT = `#compdef novu-msg
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
