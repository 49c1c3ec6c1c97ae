# Completion of ungacli in bash. The program sees the line up to the cursor, and says 3 where files are wanted.
_ungacli_completion() {
    local reply line status=0
    COMPREPLY=()
    reply=$(_UNGACLI_LINE="${COMP_LINE:0:COMP_POINT}" _UNGACLI_BREAKS="$COMP_WORDBREAKS" \
        _UNGACLI_COMPLETE=complete_bash "${1/#\~\//$HOME/}" 2>/dev/null </dev/null) || status=$?
    if [ "$status" -eq 3 ]; then
        compopt -o default 2>/dev/null
    fi
    while IFS= read -r line; do
        if [ -n "$line" ]; then
            COMPREPLY+=("$line")
        fi
    done <<< "$reply"
    case "$reply" in
        *:) compopt -o nospace 2>/dev/null ;;
    esac
    return 0
}

# Where these are missing, as in bash 3.2, there are file names wherever nothing else fits.
complete -o nosort -F _ungacli_completion ungacli 2>/dev/null || complete -o default -F _ungacli_completion ungacli
