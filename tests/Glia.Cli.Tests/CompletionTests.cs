using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

/// <summary>What shells complete is asked of the shells themselves; those that are not there say so.</summary>
public class CompletionTests
{
    // Each question is the words so far, the last one to be completed.
    private static readonly string[][] s_questions =
    [
        ["tr"], ["train", "--opti"], ["train", "--optimizer", "Ad"], ["train", "--task", ""], ["sweep", "co"], ["completion", "f"],
        ["train", "mnist-d"],
    ];

    private static readonly string[][] s_answers =
    [
        ["train", "trace"], ["--optimizer"], ["Adam", "AdamW", "Adagrad", "Adadelta"], ["classify", "regress", "multilabel"],
        ["collect"], ["fish"], ["mnist-dense"],
    ];

    [Fact]
    public async Task Bash_completes_commands_options_and_values()
    {
        string asked = string.Join("\n", s_questions.Select(words =>
            $"COMP_WORDS=(glia {Quoted(words)}) COMP_CWORD={words.Length}; COMPREPLY=(); _glia; echo \"${{COMPREPLY[*]}}\""));
        CheckAnswers(await Output("bash", "--norc", "-c", $"{Script("bash")}\n{asked}"));
    }

    [Fact]
    public async Task Bash_takes_what_follows_an_equals_sign_for_the_value()
    {
        string said = await Output("bash", "--norc", "-c",
            $"{Script("bash")}\nCOMP_WORDS=(glia train --task = cl) COMP_CWORD=4; _glia; echo \"${{COMPREPLY[*]}}\"");
        Assert.Equal("classify", said.Trim());
    }

    [Fact]
    public async Task Fish_completes_commands_options_and_values()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["glia.fish"], Script("fish"), TestContext.Current.CancellationToken);
        string asked = string.Join("\n", s_questions.Select(words =>
            $"echo (complete -C 'glia {string.Join(' ', words)}' | string split -f1 \\t | string join ' ')"));
        CheckAnswers(await Output("fish", "--no-config", "-c", $"source {folder["glia.fish"]}\n{asked}"));
    }

    [Fact]
    public async Task Zsh_takes_the_script_and_knows_every_command()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["_glia"], Script("zsh"), TestContext.Current.CancellationToken);
        // Found by its name in $fpath, as an installed file is; a function for each command must come of it.
        string said = await Output("zsh", "-f", "-c",
            $"fpath=({folder.Path} $fpath); autoload -Uz compinit; compinit -u -D; source {folder["_glia"]}; " +
            "print ${_comps[glia]}; print ${(ok)functions}");
        Assert.StartsWith("_glia\n", said, StringComparison.Ordinal);
        Assert.Contains("_glia_train ", said, StringComparison.Ordinal);
        Assert.Contains("_glia_sweep_run", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manual_page_shows_every_command_without_a_warning()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["glia.1"], Script("man"), TestContext.Current.CancellationToken);
        string shown = await Output("groff", "-man", "-Tascii", "-ww", "-P-c", folder["glia.1"]);
        foreach (string command in Commands()) Assert.Contains($"glia {command}", shown, StringComparison.Ordinal);
        Assert.Contains("--learning-rate", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("man")]
    public void Every_option_of_every_command_is_in_it(string shell)
    {
        string script = Script(shell).Replace(@"\-", "-", StringComparison.Ordinal);
        foreach (string command in Commands())
        {
            Assert.Contains(command, script, StringComparison.Ordinal);
            string help = Command.Run(command, "--help").Output;
            foreach (Match option in Regex.Matches(help, @"^  .*?--([a-z-]+)", RegexOptions.Multiline))
            {
                string name = option.Groups[1].Value;
                Assert.Contains(shell == "fish" ? $" -l {name}" : $"--{name}", script, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void An_unknown_shell_is_said_to_be_one()
    {
        Command.Result result = Command.Run("completion", "fsh");
        Assert.Equal((2, "SHELL is 'fsh'; did you mean 'fish'?\n"), (result.Code, result.Errors.ReplaceLineEndings("\n")));
    }

    private static void CheckAnswers(string output)
    {
        string[] lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(s_answers.Length, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            string[] said = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(s_answers[i].Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        }
    }

    private static string[] Commands()
    {
        string help = Command.Run("--help").Output.ReplaceLineEndings("\n");
        // A line that goes on below begins with no command.
        return [.. help[(help.IndexOf("Commands:\n", StringComparison.Ordinal) + 10)..].Split('\n').TakeWhile(line => line.Length > 0)
            .Select(line => line.Trim().Split(' ')[0]).Where(word => word.All(c => char.IsLower(c) || c == '-'))];
    }

    private static string Script(string shell)
    {
        Command.Result result = Command.Run("completion", shell);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        return result.Output;
    }

    private static string Quoted(string[] words) => string.Join(' ', words.Select(word => $"'{word}'"));

    // Both outputs of a program; the test is skipped where there is no such program.
    private static async Task<string> Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"there is no {program} here");
            throw;
        }
        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return output + await errors;
        }
    }
}
