/** For Windows PowerShell 5.1 and PowerShell 7. */
export const POWERSHELL_SCRIPT = `# PowerShell completion for novu-msg
# Printed by: novu-msg completion powershell

Register-ArgumentCompleter -Native -CommandName 'novu-msg' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words up to the cursor, without their quotes; the last one is under it.
    $typed = @('__complete', '--')
    $word = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        $extent = $element.Extent
        if ($extent.StartOffset -ge $cursorPosition) { break }
        $isText = $element -is [System.Management.Automation.Language.StringConstantExpressionAst]
        if ($extent.EndOffset -lt $cursorPosition) {
            $typed += if ($isText) { $element.Value } else { $extent.Text }
        } else {
            $word = $extent.Text.Substring(0, $cursorPosition - $extent.StartOffset)
            $word = $word -replace '^[''"]', '' -replace '[''"]$', ''
        }
    }
    $typed += $word

    # Before 7.3 an empty word is dropped on its way to a program, and quotes are not kept.
    $passing = Get-Variable -Name PSNativeCommandArgumentPassing -ValueOnly -ErrorAction SilentlyContinue
    if ($null -eq $passing -or "$passing" -eq 'Legacy') {
        $typed = $typed | ForEach-Object { if ($_ -eq '') { '""' } else { $_ -replace '"', '\\"' } }
    }

    $program = $commandAst.GetCommandName()
    if (-not (Get-Command -Name $program -ErrorAction SilentlyContinue)) { $program = 'novu-msg' }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $lines = @(& $program @typed 2>$null)
    } catch {
        $lines = @()
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    if ($lines.Count -eq 0) { return }
    $kind, $prefix = $lines[0] -split "\`t", 2

    if ($kind -eq 'files') {
        if ($prefix -eq '') { return }
        $path = $word.Substring($prefix.Length)
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($path) | ForEach-Object {
            $text = $prefix + ($_.CompletionText -replace '^''(.*)''$', '$1')
            if ($text -match '[\\s@'']') { $text = "'" + $text + "'" }
            [System.Management.Automation.CompletionResult]::new($text, $_.ListItemText, 'ProviderItem', $_.ToolTip)
        }
        return
    }
    # Without a result PowerShell would offer files.
    if ($lines.Count -eq 1) { return '' }
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $about = $_ -split "\`t", 2
        $text = $value
        if ($text -match '[^\\w\\-=:,./+%]') { $text = "'" + ($text -replace '''', '''''') + "'" }
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
`;
