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
    public async Task The_page_is_opened_by_a_file_that_only_its_owner_can_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "xdg-open is Linux'");
        using var folder = new Folder();
        string tools = Directory.CreateDirectory(folder["tools"]).FullName, opener = Path.Combine(tools, "xdg-open");
        await File.WriteAllTextAsync(opener, $"""
            #!/bin/sh
            cp "$1" '{folder["part"]}' && stat -c %a "$(dirname "$1")" > '{folder["mode"]}' && mv '{folder["part"]}' '{folder["opened"]}'

            """, Cancel);
        using (Process makeExecutable = Process.Start("chmod", ["+x", opener])) await makeExecutable.WaitForExitAsync(Cancel);
        string temporary = Directory.CreateDirectory(folder["temporary"]).FullName;
        using Process process = Command.Start(folder.Path, ["serve", "--open"],
            [("PATH", $"{tools}:{Environment.GetEnvironmentVariable("PATH")}"), ("TMPDIR", temporary)]);
        Uri address = await Address(process);
        while (!File.Exists(folder["opened"])) await Task.Delay(50, Cancel);
        Assert.Contains($"content=\"0;url={address}\"", await File.ReadAllTextAsync(folder["opened"], Cancel), StringComparison.Ordinal);
        Assert.Equal("700", (await File.ReadAllTextAsync(folder["mode"], Cancel)).Trim());
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.DoesNotContain(Directory.GetDirectories(temporary), place =>
            Path.GetFileName(place).StartsWith("glia-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere holds no run that can go on: there is none, or it ended before its first step; name what to train as well to " +
        "begin it there.",
        "--resume", "nowhere")]
    [InlineData("The run goes on in nowhere; leave --output out.", "--resume", "nowhere", "-o", "there")]
    [InlineData("--doctor watches a run from its first step on; leave it out with --resume, and ask glia doctor nowhere when it is over.",
        "--resume", "nowhere", "--doctor")]
    [InlineData("--doctor goes with what is trained, and the lab is not.", "--lab", "--doctor")]
    [InlineData("--checkpoint-every goes with what is trained, and runs is not.", "--checkpoint-every", "30s")]
    public void What_cannot_be_gone_on_with_or_watched_is_one_sentence(string sentence, params string[] arguments)
    {
        Command.Result result = Command.Run(["serve", .. arguments]);
        Assert.Equal((2, sentence), (result.Code, result.Errors.Trim()));
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
    public void A_folder_without_a_run_is_no_run()
    {
        using var folder = new Folder();
        Assert.Equal(2, Command.Run("serve", folder.Path, "--layers", "3").Code);
    }

    private static async Task<Uri> Address(Process process)
    {
        string line = (await process.StandardOutput.ReadLineAsync(Cancel))!;
        Assert.StartsWith("Open http://127.0.0.1:", line, StringComparison.Ordinal);
        return new Uri(line[5..]);
    }
}
