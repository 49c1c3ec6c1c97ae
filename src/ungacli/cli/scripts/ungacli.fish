# Completion of ungacli in fish. The program sees the line up to the cursor; file names are the shell's own business.
function __ungacli_complete
    set -l program (string replace -r -- '^~' $HOME (commandline -opc)[1])
    env _UNGACLI_LINE=(commandline -cp | string collect) _UNGACLI_COMPLETE=complete_fish \
        $program 2>/dev/null </dev/null
end

complete --command ungacli --no-files --arguments '(__ungacli_complete)'
complete --command ungacli --long-option events --require-parameter --force-files \
    --description 'Read this schedule, not the bundled one; again: lay another over it.' --condition 'not __fish_use_subcommand'
complete --command ungacli --long-option output --short-option o --require-parameter --force-files \
    --description 'A file, a folder, or - for standard output.' --condition '__fish_seen_subcommand_from export convert'
complete --command ungacli --force-files --condition '__fish_seen_subcommand_from validate convert'
