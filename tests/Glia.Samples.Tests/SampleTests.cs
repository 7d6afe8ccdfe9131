using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Glia.Samples.Tests;

/// <summary>
/// Every sample runs as a program of its own and prints what it promises. Shares may differ a little between instruction sets, so they have
/// a least.
/// </summary>
public sealed class SampleTests : IDisposable
{
    private const int Patience = 120_000;

    // A sample writes its model into the folder it runs in or into the temporary one; both are this.
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Quick_start()
    {
        string[] lines = await Run("QuickStart");
        Assert.True(Number(lines[0], "test accuracy (.*) %") >= 97.5, lines[0]);
        Assert.Equal("the first test image is a 7", lines[1]);
        Assert.True(File.Exists(Path.Combine(_folder, "digits.safetensors")));
    }

    [Fact]
    public async Task Own_data()
    {
        string[] lines = await Run("OwnData");
        Assert.Equal("classes: cloud, rain, sun", lines[0]);
        Assert.True(Number(lines[1], "sky: (.*) % of 75 days are right") >= 88, lines[1]);
        Assert.True(Number(lines[2], "noon: off by (.*) degrees on average") <= 0.8, lines[2]);
        Assert.Equal("inputs[1] has 1 numbers and inputs[0] has 2; make them equally long.", lines[3]);
    }

    [Fact]
    public async Task Own_layer()
    {
        string[] lines = await Run("OwnLayer");
        Assert.StartsWith("Gradient check of layer 'scale' (Scale) on 4 rows of 4: right.", lines[0], StringComparison.Ordinal);
        Assert.True(Number(lines[1], "right: (.*) %") >= 93, lines[1]);
        Assert.Contains("register it first: LayerCatalogue.Register(\"Scale\"", lines[2], StringComparison.Ordinal);
        Assert.Equal("loaded: Scale, answer true", lines[3]);
    }

    [Fact]
    public async Task Own_loop()
    {
        string[] lines = await Run("OwnLoop");
        Assert.True(Number(lines[2], "step 1001: loss (.*)") < Number(lines[0], "step 1: loss (.*)"), string.Join('\n', lines));
        Assert.True(Number(lines[3], "test accuracy (.*) %") >= 94, lines[3]);
    }

    [Fact]
    public async Task Resume()
    {
        string[] lines = await Run("Resume");
        Assert.Equal(["ended after 48 steps", "went on to 114 steps", "the same weights, bit for bit"], lines);
    }

    [Fact]
    public async Task Save_and_predict()
    {
        string[] lines = await Run("SaveAndPredict");
        Assert.Equal(["apple", "banana", "cherry"], lines[..3].Select(line => line.Split(':')[0]));
        Assert.Matches(@"^500000 rows, \d+ bananas$", lines[3]);
        Assert.True(File.Exists(Path.Combine(_folder, "fruit.safetensors")));
    }

    [Fact]
    public async Task Ask_the_doctor()
    {
        string[] lines = await Run("AskTheDoctor");
        Assert.Equal("rings at 0.000001: Sick", lines[0]);
        Assert.StartsWith("  GLIA066 ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  -> Set the learning rate", lines[2], StringComparison.Ordinal);
        Assert.Equal("rings at 0.5: Healthy", lines[3]);
    }

    private async Task<string[]> Run(string sample)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll")])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // .NET asks the one on Unix and the other on Windows.
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = _folder;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), $"{sample} does not end.");
        Assert.True(process.ExitCode == 0, await errors);
        return output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    private static double Number(string line, string pattern)
    {
        Match match = Regex.Match(line, $"^{pattern}$");
        Assert.True(match.Success, $"'{line}' is not '{pattern}'.");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
