namespace Glia.Cli.Tests;

/// <summary>What is said of a run folder before anything is trained, and of one that holds no model.</summary>
public class RunFolderArgumentTests
{
    [Fact]
    public void A_folder_that_holds_a_run_is_left_alone_before_any_data_are_read()
    {
        using var folder = new Folder();
        Assert.Equal(0, Command.Run("train", Table(folder), "--epochs", "1", "-o", folder["run"]).Code);
        var before = Contents(folder["run"]);
        Command.Result refused = Command.Run("train", folder["nowhere.csv"], "-o", folder["run"]);
        Assert.Equal(ExitCodes.BadInput, refused.Code);
        Assert.Contains($"{folder["run"]} already holds a run; give --overwrite", refused.Errors);
        Assert.Equal(before, Contents(folder["run"]));
    }

    [Fact]
    public void Overwriting_a_run_keeps_the_files_of_other_people()
    {
        using var folder = new Folder();
        Assert.Equal(0, Command.Run("train", Table(folder), "--epochs", "1", "-o", folder["run"]).Code);
        File.WriteAllText(Path.Combine(folder["run"], "notes.txt"), "mine");
        Assert.Equal(0, Command.Run("train", Table(folder), "--epochs", "2", "-o", folder["run"], "--overwrite").Code);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder["run"], "notes.txt")));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(folder["run"], "history.csv")).Length);
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("evaluate", "mnist")]
    [InlineData("predict", "mnist")]
    public void A_folder_without_a_model_says_so(string command, params string[] rest)
    {
        using var folder = new Folder();
        Command.Result refused = Command.Run([command, folder.Path, .. rest]);
        Assert.Equal(ExitCodes.BadInput, refused.Code);
        Assert.StartsWith($"{folder.Path} holds no model: ", refused.Errors, StringComparison.Ordinal);
    }

    private static string Table(Folder folder)
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(row => $"{row},{row * row % 7},{(row < 20 ? "low" : "high")}\n"));
        return folder.Write("table.csv", "a,b,size\n" + rows);
    }

    private static (string, string)[] Contents(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (file, Convert.ToHexString(File.ReadAllBytes(file))))];
}
