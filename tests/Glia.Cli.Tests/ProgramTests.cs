using System.Text.Json.Nodes;
using Glia.Data;

namespace Glia.Cli.Tests;

/// <summary>Programs on the command line: <c>glia doctor program.py</c> and <c>glia trace</c>.</summary>
public class ProgramTests
{
    private const string Python = "/usr/bin/python3";

    private const string Text = """
        import sys
        import numpy as np
        np.random.seed(0)
        x = np.random.randn(200, 3)
        y = (x[:, :1] * x[:, 1:2] > 0).astype(float)
        w1 = np.random.randn(3, 16)
        w2 = np.random.randn(16, 1) * 0.5
        print("rate", sys.argv[1])
        for step in range(200):
            h = np.tanh(x.dot(w1))
            out = 1 / (1 + np.exp(-h.dot(w2)))
            d2 = (out - y) / len(x)
            d1 = d2.dot(w2.T) * (1 - h)
            w2 -= float(sys.argv[1]) * h.T.dot(d2)
            w1 -= float(sys.argv[1]) * x.T.dot(d1)
        """;

    [Fact]
    public void A_finding_shows_the_line_of_the_program()
    {
        SkipWithoutNumpy();
        using var folder = new Folder();
        string program = folder.Write("net.py", Text);
        Command.Result result = Command.Run("doctor", program, "--python", Python, "--", "1.0");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"Running {program} 1.0 to see what it computes", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("rate 1.0", result.Errors + result.Output, StringComparison.Ordinal);
        Assert.StartsWith("net.py: sick. Cause: activation derivative at the wrong argument.", result.Output, StringComparison.Ordinal);
        Assert.Contains("13 | d1 = d2.dot(w2.T) * (1 - h)\n                 ^^\n", result.Output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_is_in_the_object_too_and_the_output_on_request()
    {
        SkipWithoutNumpy();
        using var folder = new Folder();
        Command.Result result = Command.Run("doctor", folder.Write("net.py", Text), "--python", Python, "--json", "--output", "--", "1.0");
        JsonNode where = JsonNode.Parse(result.Output)!["findings"]![0]!["where"]!;
        Assert.Equal(("d1", "net.py", 13), ((string)where["name"]!, (string)where["file"]!, (int)where["line"]!));
        Assert.Contains("rate 1.0", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_a_program_is_a_trace()
    {
        SkipWithoutNumpy();
        using var folder = new Folder();
        Command.Result result = Command.Run("trace", folder.Write("net.py", Text), "-o", folder["step.npz"], "--python", Python,
            "--", "1.0");
        Assert.Equal((0, "one step of a network with 2 layers, 3-16-1."), (result.Code, result.Output.Split(": ")[1].Split(" To ")[0]));
        Assert.Equal([200, 3], Npz.Read(folder["step.npz"])["x"].Shape);
        Assert.Contains("GLIA057", Command.Run("doctor", folder["step.npz"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mended_program_is_written_beside_the_program_which_stays_as_it_is()
    {
        SkipWithoutNumpy();
        using var folder = new Folder();
        string program = folder.Write("net.py", Text), was = File.ReadAllText(program);
        Command.Result result = Command.Run("doctor", program, "--fix", folder["mended.py"], "--python", Python, "--", "1.0");
        Assert.Contains($"The mended program is in {folder["mended.py"]}: line ", result.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.Equal(was, File.ReadAllText(program));
        Assert.Equal(File.ReadLines(program).Count(), File.ReadLines(folder["mended.py"]).Count());
        Command.Result mended = Command.Run("doctor", folder["mended.py"], "--fix", folder["again.py"], "--python", Python, "--", "1.0");
        Assert.DoesNotContain("GLIA057", mended.Output, StringComparison.Ordinal);
        Assert.Contains($"Nothing was written to {folder["again.py"]}: ", mended.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_in_a_folder_below_finds_its_files_where_it_is_started()
    {
        SkipWithoutNumpy();
        using var folder = new Folder();
        Directory.CreateDirectory(folder["source"]);
        folder.Write("rate.txt", "1.0");
        folder.Write("source/net.py", Text.Replace("sys.argv[1]", "open('rate.txt').read()", StringComparison.Ordinal));
        using System.Diagnostics.Process process = Command.Start(folder.Path, "doctor", "source/net.py", "--python", Python);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("It looks for rate.txt, which lies in ",
            await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("GLIA057", await output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seconds goes with a program", "doctor", "mnist", "--seconds", "3")]
    [InlineData("--run does not go with a program", "doctor", "a.py", "--run")]
    [InlineData("The mended program is a Python file, and b.json is not called one: name it .py", "doctor", "a.py", "--fix", "b.json")]
    [InlineData("a.py is the program itself, which is never changed; name another file", "doctor", "a.py", "--fix", "a.py")]
    [InlineData("--seconds 0: it has to be above 0", "doctor", "a.py", "--seconds", "0")]
    [InlineData("There is no program a.py", "doctor", "a.py")]
    [InlineData("a.txt is no Python program", "trace", "a.txt")]
    [InlineData("'c' is one word too many", "doctor", "a.json", "b", "c")]
    public void What_cannot_be_done_gets_one_sentence(string sentence, params string[] arguments)
    {
        Command.Result result = Command.Run(arguments);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
    }

    private static void SkipWithoutNumpy() => Assert.SkipUnless(File.Exists(Python) && Imports(), "python3-numpy is not installed.");

    private static bool Imports()
    {
        using var process = System.Diagnostics.Process.Start(Python, ["-c", "import numpy"]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
