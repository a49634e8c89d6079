/** fish matches and quotes by itself; it wants whole words, with what they are about behind a tab. */
export const FISH_SCRIPT = `# fish completion for novu-msg
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
