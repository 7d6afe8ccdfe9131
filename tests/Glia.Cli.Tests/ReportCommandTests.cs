namespace Glia.Cli.Tests;

public class ReportCommandTests
{
    [Fact]
    public void A_run_is_trained_with_its_report_and_shown_again_later()
    {
        using var folder = new Folder();
        string csv = Table.Clouds(folder);
        Command.Result result = Command.Run("train", csv, "--epochs", "3", "-o", folder["run"], "--doctor", "--report");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains($"To look at it: {folder["run/report.html"]}", result.Output.ReplaceLineEndings(""), StringComparison.Ordinal);
        string page = File.ReadAllText(folder["run/report.html"]);
        Assert.Contains("The doctor watched while it trained", page, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("report", folder["run"], "-o", folder["again.html"]).Code);
        Assert.Equal(page, File.ReadAllText(folder["again.html"]));
    }

    [Fact]
    public void Several_runs_or_a_folder_of_runs_are_compared()
    {
        using var folder = new Folder();
        string csv = Table.Clouds(folder);
        foreach (string run in (string[])["runs/a", "runs/b"])
            Assert.Equal(0, Command.Run("train", csv, "--epochs", "1", "-o", folder[run], "-q").Code);
        Assert.Equal(0, Command.Run("report", folder["runs/a"], folder["runs/b"], "-o", folder["two.md"]).Code);
        Assert.StartsWith("# 2 runs", File.ReadAllText(folder["two.md"]), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("report", folder["runs"], "-o", folder["all.md"]).Code);
        Assert.Equal(File.ReadAllText(folder["two.md"]), File.ReadAllText(folder["all.md"]));
    }

    [Fact]
    public void The_doctor_shows_what_it_found()
    {
        using var folder = new Folder();
        string csv = Table.Clouds(folder);
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "1", "-o", folder["run"], "-q").Code);
        Command.Result result = Command.Run("doctor", folder["run"], "--quick", "--report", folder["seen.html"], "--json");
        Assert.InRange(result.Code, 0, 1);
        Assert.Contains($"To look at it: {folder["seen.html"]}", result.Errors, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["seen.html"]);
        Assert.Contains("What the doctor says about", page, StringComparison.Ordinal);
        Assert.Contains("id=\"curves\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ends in none of them", "train", "mnist", "--report", "a.pdf")]
    [InlineData("ends in none of them", "doctor", "mnist", "--report", "a.pdf")]
    [InlineData("ends in none of them", "report", "nowhere", "-o", "a.pdf")]
    [InlineData("is no run folder", "report", "nowhere")]
    public void What_cannot_be_done_is_said_in_a_sentence(string sentence, params string[] words)
    {
        Command.Result result = Command.Run(words);
        Assert.Equal(2, result.Code);
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
    }
}
