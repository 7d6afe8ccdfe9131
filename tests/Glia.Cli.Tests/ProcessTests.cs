using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

public class ProcessTests
{
    private const int Patience = 120_000;

    [Fact]
    public async Task In_a_pipe_there_are_plain_lines()
    {
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "train", "mnist", "--layers", "8", "--batch", "1000", "--epochs", "2");
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain("\r", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["1", "2"], Regex.Matches(output, @"^ [* ] +(\d+) +\d", RegexOptions.Multiline).Select(row => row.Groups[1].Value));
        Assert.True(File.Exists(folder["runs/mnist/summary.json"]));
    }

    [Fact]
    public async Task Interrupted_it_ends_after_the_step_keeps_the_best_weights_and_says_where()
    {
        Running.Needs("INT");
        using var folder = new Folder();
        // So many epochs that it cannot end by itself first, and so few that it does end should the signal never arrive.
        using Process process = Command.Start(folder.Path, "train", "mnist", "--layers", "8", "--batch", "1000", "--epochs", "300");
        // The second row of the table: one epoch is over, so there are best weights.
        string? line;
        int rows = 0;
        while (rows < 2 && (line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null)
            if (line.Contains(" %", StringComparison.Ordinal)) rows++;
        await Running.Send(process, "INT");
        string rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);
        Assert.Matches(@"Ended after step [\d,]+ as you asked; the weights of epoch \d+ are in runs/mnist/model\.safetensors", rest);
        Command.Result evaluated = Command.Run("evaluate", folder["runs/mnist"], "mnist", "--json");
        Assert.Equal(0, evaluated.Code);
        Assert.Contains("\"end\": \"interrupted\"", await File.ReadAllTextAsync(folder["runs/mnist/summary.json"],
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_has_nothing_to_keep_ends_at_once()
    {
        Running.Needs("INT");
        using var folder = new Folder();
        string experiment = folder.Write("long.json", """
            {"data": {"source": "mnist", "scale": "unit"}, "network": [{"class_name": "Dense", "units": 10, "activation": "softmax"}],
             "training": {"loss": "categorical_crossentropy", "epochs": 100000}}
            """);
        using Process process = Command.Start(folder.Path, "doctor", experiment, "--run");
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.False(process.HasExited);
        await Running.Send(process, "INT");
        bool ended = process.WaitForExit(Patience);
        if (!ended) process.Kill();
        Assert.True(ended);
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task A_wrong_word_is_one_line_on_standard_error()
    {
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "train", "nowhere.json");
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(2, process.ExitCode);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
