namespace Glia.Cli.Tests;

/// <summary>Data of other programs' formats through the commands, and what a run leaves for TensorBoard.</summary>
public class ForeignDataTests
{
    private static string[] Lines(int count) =>
        [.. Enumerable.Range(0, count)
            .Select(i => $"{{\"a\": {i % 7}, \"b\": {{\"c\": {i % 3}}}, \"level\": \"{(i % 3 == 0 ? "low" : "high")}\"}}")];

    [Fact]
    public void JSON_lines_go_through_every_command()
    {
        using var folder = new Folder();
        File.WriteAllLines(folder["rows.jsonl"], Lines(60));
        Assert.Equal(0, Command.Run("train", folder["rows.jsonl"], "-o", folder["run"], "--epochs", "3").Code);
        Assert.StartsWith("Test accuracy ", Command.Run("evaluate", folder["run"], folder["rows.jsonl"]).Output, StringComparison.Ordinal);
        Assert.Equal(60, Command.Run("predict", folder["run"], folder["rows.jsonl"]).Output.TrimEnd().Split('\n').Length);
        Assert.StartsWith("rows.jsonl: ", Command.Run("doctor", folder["rows.jsonl"], "--quick").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_lines_under_an_experiments_name_are_told_what_to_be_called()
    {
        using var folder = new Folder();
        File.WriteAllLines(folder["rows.json"], Lines(3));
        Command.Result result = Command.Run("train", folder["rows.json"]);
        Assert.Equal(2, result.Code);
        Assert.Contains("is JSON lines, an object a line, rows of data, and .json is what experiments are called; call it .jsonl.",
            result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_name_of_OpenML_is_said_to_be()
    {
        Command.Result result = Command.Run("train", "openml:a/b");
        Assert.Equal(2, result.Code);
        Assert.Equal("'openml:a/b' is no data set of OpenML; give openml:NAME, openml:NAME@VERSION or openml:NUMBER, such as " +
            "openml:iris@1 or openml:61.", result.Errors.Trim());
    }

    [Fact]
    public void A_run_writes_for_TensorBoard_in_a_folder_of_its_own()
    {
        using var folder = new Folder();
        File.WriteAllLines(folder["rows.jsonl"], Lines(60));
        for (int i = 0; i < 2; i++)
        {
            Command.Result result = Command.Run("train", folder["rows.jsonl"], "-o", folder["run"], "--overwrite", "--epochs", "2",
                "--doctor", "--tensorboard", folder["logs"]);
            Assert.Equal(0, result.Code);
            Assert.Contains($"TensorBoard shows it: tensorboard --logdir {folder["logs"]}", result.Output, StringComparison.Ordinal);
        }
        string[] runs = [.. Directory.GetDirectories(folder["logs"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["run", "run-2"], runs);
        foreach (string run in runs)
            Assert.Equal(3,
                Directory.GetFiles(Path.Combine(folder["logs"], run), "events.out.tfevents.*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_ends_nothing_that_was_begun()
    {
        using var folder = new Folder();
        File.WriteAllLines(folder["rows.jsonl"], Lines(60));
        File.WriteAllText(folder["a-file"], "");
        Command.Result result = Command.Run("train", folder["rows.jsonl"], "-o", folder["run"], "--tensorboard", folder["a-file"]);
        Assert.Equal(2, result.Code);
        Assert.StartsWith($"Nothing can be written for TensorBoard in {folder["a-file"]} (", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }
}
