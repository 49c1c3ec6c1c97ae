#compdef ungacli
# Completion of ungacli in zsh. The program answers with code in which every text of a schedule is one quoted word.
_ungacli_completion() {
    local program=${(Q)words[1]}
    eval "$(_UNGACLI_LINE="${words[1,CURRENT]}" _UNGACLI_WIDTH=$COLUMNS _UNGACLI_COMPLETE=complete_zsh \
        ${program/#\~\//$HOME/} 2>/dev/null </dev/null)"
}

compdef _ungacli_completion ungacli
# What is loaded at the first Tab must answer that one, too.
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _ungacli_completion "$@"
fi
