# Completion of ungacli in PowerShell. The program sees the line up to the cursor.
Register-ArgumentCompleter -Native -CommandName ungacli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    # The text of the command ends before the space behind which a new word begins.
    $Env:_UNGACLI_LINE = $commandAst.ToString().PadRight($length).Substring(0, $length)
    $Env:_UNGACLI_COMPLETE = "complete_powershell"
    try {
        & $commandAst.CommandElements[0].Value 2>$null | ForEach-Object {
            $value, $meaning = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $meaning)
        }
    }
    finally {
        Remove-Item Env:_UNGACLI_COMPLETE, Env:_UNGACLI_LINE
    }
}
