using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Glia.Cli.Tests;

/// <summary><c>glia serve</c> as a command: what it prints, how it ends, what it refuses.</summary>
public class ServeTests
{
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_its_address_answers_and_ends_cleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM to send");
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "serve", Runs.Small);
        Uri address = await Address(process);
        using var browser = new HttpClient { BaseAddress = address };
        Assert.Contains("To do it again", await browser.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Cancel)));
    }

    [Fact]
    public async Task What_it_trains_is_kept_when_it_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM to send");
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "serve", "mnist", "--layers", "8", "--batch", "1000", "--epochs", "300");
        Uri address = await Address(process);
        using var browser = new HttpClient { BaseAddress = address };
        Assert.Contains("While it goes", await browser.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        while (!File.Exists(folder["runs/mnist/history.csv"]) || File.ReadLines(folder["runs/mnist/history.csv"]).Count() < 2)
            await Task.Delay(50, Cancel);
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
        string summary = await File.ReadAllTextAsync(folder["runs/mnist/summary.json"], Cancel);
        Assert.Contains("\"end\": \"interrupted\"", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_ends_it_before_anything_is_begun()
    {
        using var folder = new Folder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Command.Result result = Command.Run("serve", "mnist", "--layers", "none", "-o", folder["run"], "--port", $"{port}");
        string sentence = $"Port {port} is taken by another program; choose another, or none to get a free one.";
        Assert.Equal((2, sentence), (result.Code, result.Errors.Trim()));
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("nowhere.safetensors", "There is no file nowhere.safetensors; ")]
    [InlineData("nowhere.py", "nowhere.py does not exist; name a program that is there.")]
    [InlineData("nowhere.csv", "There is no file or folder nowhere.csv; ")]
    public void What_is_not_there_is_one_sentence(string what, string sentence)
    {
        Command.Result result = Command.Run("serve", what);
        Assert.Equal(2, result.Code);
        Assert.StartsWith(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Flags_of_training_need_something_to_train()
    {
        Command.Result result = Command.Run("serve", Runs.Small, "--epochs", "3");
        Assert.Equal((2, $"A flag of training goes with what is trained, and {Runs.Small} is not."), (result.Code, result.Errors.Trim()));
    }

    [Fact]
    public void A_folder_without_a_run_is_no_run() => Assert.Equal(2, Command.Run("serve", Path.GetTempPath(), "--layers", "3").Code);

    private static async Task<Uri> Address(Process process)
    {
        string line = (await process.StandardOutput.ReadLineAsync(Cancel))!;
        Assert.StartsWith("Open http://127.0.0.1:", line, StringComparison.Ordinal);
        return new Uri(line[5..]);
    }
}
