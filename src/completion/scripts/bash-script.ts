/** Needs neither bash-completion nor a bash newer than macOS's 3.2; runs nothing that stands on the line. */
export const BASH_SCRIPT = `# bash completion for novu-msg
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
