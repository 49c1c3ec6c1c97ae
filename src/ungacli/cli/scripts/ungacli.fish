# Completion of ungacli in fish. The program sees the line up to the cursor, and says 3 where files are wanted.
function __ungacli_complete
    set -l program (commandline -opc)[1]
    set -l reply (env _UNGACLI_LINE=(commandline -cp | string collect) _UNGACLI_COMPLETE=complete_fish \
        $program 2>/dev/null </dev/null)
    if test $status -eq 3
        set -l flag (string match -r -- '^(?:--[a-z]+=|-o)' (commandline -ct))
        __fish_complete_path (string replace -r -- '^(?:--[a-z]+=|-o)' '' (commandline -ct)) |
            string replace -r -- '^' "$flag"
    else
        string join -- \n $reply
    end
end

complete --command ungacli --no-files --arguments '(__ungacli_complete)'
